"""The step between a file and the pilot: rows as judged, carried through the page and opened again."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from pilot import clock
from pilot.accounts.roles import Role
from pilot.accounts.viewer import Viewer
from pilot.cohort.entries import InvitationEntry, ParticipantEntry
from pilot.cohort.models import Pilot
from pilot.files import table_rules
from pilot.files.table_rules import Refusal
from pilot.files.tables import FileRefusedError
from pilot.training.entries import ModuleEntry
from pilot.training.imports import actions, forms, labels, queries, rules
from pilot.training.imports.enums import ImportKind, RowState
from pilot.training.imports.rules import Judged, Known, Row, Sheet

LASTS_SECONDS = 2 * 60 * 60
MOST_SEALED = 450_000
MOST_PEOPLE = 300
BOM = "\ufeff"


@dataclass(frozen=True)
class Preview:
    """A sheet with every row judged, and the values of those rows that can be imported."""

    sheet: Sheet
    judged: Sequence[Judged]
    values: dict[int, Any]
    known: Known
    reason: str

    @property
    def statistics(self) -> dict[RowState, int]:
        return rules.statistics(self.judged)

    @property
    def taken(self) -> list[Judged]:
        return [each for each in self.judged if each.is_taken]

    @property
    def digest(self) -> str:
        """Return a hash of the rows and of how each of them stands."""
        facts = [[each.row.number, dict(each.row.cells), each.state] for each in self.judged]
        return hashlib.sha256(json.dumps([facts, self.reason], sort_keys=True).encode()).hexdigest()


def preview_of(pilot: Pilot, sheet: Sheet, *, reason: str) -> Preview:
    """Judge every row of a sheet as the pilot stands now.

    People come in small lots: each is an account, a role and a mail, written while everybody else waits.

    :raises FileRefusedError: it brings more people than are written in a few seconds.
    """
    read = {
        row.number: forms.read(row, sheet.kind, divisor=pilot.academic_hour_minutes) for row in sheet.rows
    }
    wrong = {number: each.said for number, each in read.items() if each.said}
    known = queries.known_before(pilot, sheet)
    judge = rules.judge_modules if sheet.kind is ImportKind.MODULES else rules.judge_people
    judged = judge(sheet.rows, wrong, known)
    found = Preview(sheet, judged, {number: each.values for number, each in read.items()}, known, reason)
    if sheet.kind is not ImportKind.MODULES and len(found.taken) > MOST_PEOPLE:
        raise FileRefusedError(Refusal.TOO_MANY_PEOPLE)
    return found


def bring(preview: Preview, pilot: Pilot, *, actor: Viewer) -> int:
    """Import the rows of a preview that can be; return how many.

    :raises ImportRefusedError: one of them no longer can.
    """
    rows = [(each.row, preview.values[each.row.number]) for each in preview.taken]
    now = clock.now()
    match preview.sheet.kind:
        case ImportKind.MODULES:
            actions.bring_modules(pilot, [_module(values) for _, values in rows], actor=actor, now=now)
        case ImportKind.LECTURERS:
            actions.bring_lecturers(pilot, [_lecturer(values) for _, values in rows], actor=actor, now=now)
        case ImportKind.PARTICIPANTS:
            people = [_participant(row, values, preview) for row, values in rows]
            actions.bring_participants(pilot, people, actor=actor, now=now, today=clock.today())
    return len(rows)


def _module(values: Any) -> ModuleEntry:
    return ModuleEntry(
        values["number"], values["title_lv"], values["title_en"], values["minutes"], values["aims"] or ""
    )


def _lecturer(values: Any) -> InvitationEntry:
    return InvitationEntry(
        values["given_name"],
        values["family_name"],
        values["email"],
        Role.LECTURER,
        locale=forms.locale_of(values),
    )


def _participant(row: Row, values: Any, preview: Preview) -> ParticipantEntry:
    place = rules.municipality_of(row, preview.known)
    if place is None:
        raise actions.ImportRefusedError
    return ParticipantEntry(
        values["given_name"],
        values["family_name"],
        values["email"],
        place,
        values["job_title"] or "",
        forms.day_of(values),
        preview.reason,
        forms.locale_of(values),
    )


def sealed(preview: Preview, pilot: Pilot, *, viewer: Viewer) -> str:
    """Return the preview as text that the page carries to the next step: signed, for two hours.

    :raises FileRefusedError: it is longer than a form may be.
    """
    sheet = preview.sheet
    rows = [[row.number, dict(row.cells)] for row in sheet.rows]
    facts = [sheet.columns, rows, sheet.unused, preview.reason, preview.digest]
    text = str(_serializer(pilot, sheet.kind, viewer).dumps(facts))
    if len(text) > MOST_SEALED:
        raise FileRefusedError(Refusal.TOO_MUCH_TEXT)
    return text


def opened(text: str, pilot: Pilot, kind: ImportKind, *, viewer: Viewer) -> tuple[Preview, bool]:
    """Open a sealed preview and judge it anew; tell whether it stands as it was seen.

    :raises FileRefusedError: it is too old, not what was sealed for this person and pilot, or too long.
    """
    try:
        columns, rows, unused, reason, digest = _serializer(pilot, kind, viewer).loads(
            text, max_age=LASTS_SECONDS
        )
    except BadData:
        raise FileRefusedError(Refusal.STALE) from None
    sheet = Sheet(kind, tuple(columns), tuple(Row(number, cells) for number, cells in rows), tuple(unused))
    preview = preview_of(pilot, sheet, reason=reason)
    return preview, preview.digest == digest


def _serializer(pilot: Pilot, kind: ImportKind, viewer: Viewer) -> URLSafeTimedSerializer:
    salt = f"import {kind} {pilot.id} {viewer.user_id}"
    return URLSafeTimedSerializer(current_app.config["SETTINGS"].secret_key, salt=salt)


def template(kind: ImportKind) -> str:
    """Return the empty file of a kind: the headings in the language of the page."""
    return _csv([[str(column.heading) for column in forms.columns_of(kind)]])


def problem_file(preview: Preview) -> str:
    """Return the rows that are wrong with what to mend, to be mended and imported again (X18)."""
    columns = {column.name: str(column.heading) for column in forms.columns_of(preview.sheet.kind)}
    lines = [[*columns.values(), str(labels.PROBLEM_HEADING)]]
    for each in preview.judged:
        if each.state is RowState.ERROR:
            said = "; ".join(f"{columns.get(one.column, '')}: {labels.remark(one)}" for one in each.said)
            lines.append([*(each.row.cells.get(name, "") for name in columns), said])
    return _csv(lines)


def _csv(lines: Iterable[Iterable[str]]) -> str:
    """Write lines as a spreadsheet in Latvia opens them, no cell as a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerows([table_rules.neutralised(cell) for cell in line] for line in lines)
    return BOM + written.getvalue()
