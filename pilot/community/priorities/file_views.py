"""The result of a round as a spreadsheet and as CSV."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from pilot import clock
from pilot.accounts.access import requires
from pilot.accounts.roles import Permission
from pilot.community.priorities import tables
from pilot.community.priorities.models import PriorityRound
from pilot.community.priorities.views import results_for_viewer, round_at
from pilot.documents import sheets
from pilot.errors import NotVisibleError

bp = Blueprint("priority_files", __name__)


def closed_round(round_id: uuid.UUID) -> PriorityRound:
    """Fetch a round in scope whose result stands.

    :raises NotVisibleError: there is none of this id for this viewer, or it is not closed yet.
    """
    found = round_at(round_id, Permission.NEED_READ)
    if found.closed_at is None:
        raise NotVisibleError
    return found


@bp.get("/priority-rounds/<uuid:round_id>/result.xlsx")
@requires(Permission.NEED_READ)
def spreadsheet(round_id: uuid.UUID) -> ResponseReturnValue:
    found = closed_round(round_id)
    lines = tables.lines_of(found, results_for_viewer(found))
    content = sheets.write(found.title, lines, made_on=clock.today())
    return sheets.as_download(content, name=found.title)


@bp.get("/priority-rounds/<uuid:round_id>/result.csv")
@requires(Permission.NEED_READ)
def csv_file(round_id: uuid.UUID) -> ResponseReturnValue:
    found = closed_round(round_id)
    lines = tables.lines_of(found, results_for_viewer(found))
    return sheets.as_csv_download(sheets.write_csv(lines), name=found.title)
