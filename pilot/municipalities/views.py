"""The register of municipalities and the memorandum."""

import uuid

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.municipalities import actions, labels, queries, rules
from pilot.municipalities.enums import MemorandumState
from pilot.municipalities.forms import AccessionForm, RegisterSearchForm
from pilot.municipalities.models import Accession, Municipality
from pilot.web import pictures
from pilot.web.submissions import saved

bp = Blueprint("municipalities", __name__)

TILES = {
    MemorandumState.JOINED: pictures.TileState.JOINED,
    MemorandumState.NO_ELECTION: pictures.TileState.NO_ELECTION,
    MemorandumState.UNKNOWN: pictures.TileState.UNKNOWN,
}


@bp.get("/municipalities")
@requires(Permission.MUNICIPALITY_READ)
def register() -> ResponseReturnValue:
    form = RegisterSearchForm(request.args)
    search = (form.q.data or "") if form.validate() else ""
    state = _state_asked_for()
    found = queries.register(viewer(), day=clock.today(), search=search, state=state)
    whole = queries.sees_whole_register(viewer())
    return render_template(
        "municipalities/register.html",
        form=form,
        register=found,
        state=state,
        picture=_tile_map(found) if whole else None,
        tabs=_tabs(found, state=state, search=search),
        swatches={each: pictures.tile_swatch(tile) for each, tile in TILES.items()},
        size_of=rules.size_class,
        labels=labels,
    )


def _state_asked_for() -> MemorandumState | None:
    typed = request.args.get("state", "")
    return MemorandumState(typed) if typed in set(MemorandumState) else None


def _tabs(
    found: queries.Register, *, state: MemorandumState | None, search: str
) -> list[tuple[str, str, bool, int]]:
    """Return the memorandum's states as links with their counts, all municipalities first."""
    q = search or None
    everything = (
        pgettext("municipalities", "All"),
        url_for(".register", q=q),
        state is None,
        len(found.everything),
    )
    return [
        everything,
        *(
            (str(words), url_for(".register", state=each, q=q), state is each, found.counts[each])
            for each, words in labels.MEMORANDUM_STATES.items()
        ),
    ]


def _tile_map(found: queries.Register) -> str:
    return pictures.tile_map(
        pictures.TileMap(
            key="memorandum",
            title=_("Municipalities and the memorandum"),
            description=_(
                "Each municipality is one square at about its place; the table says the same in words."
            ),
            tiles=tuple(
                pictures.Tile(
                    label=row.municipality.tile_label,
                    name=row.municipality.name,
                    word=str(labels.MEMORANDUM_STATES[row.state]),
                    state=TILES[row.state],
                    column=row.municipality.tile_column,
                    row=row.municipality.tile_row,
                    href=url_for(".municipality", municipality_id=row.municipality.id),
                )
                for row in found.everything
            ),
        )
    )


@bp.get("/municipalities/<uuid:municipality_id>")
@requires(Permission.MUNICIPALITY_READ)
def municipality(municipality_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_municipality(municipality_id, viewer=viewer())
    return render_template(
        "municipalities/municipality.html",
        municipality=found,
        row=queries.row_of(found, day=clock.today()),
        size=rules.size_class(found.population),
        territories=queries.territories_of(found, day=clock.today()),
        predecessors=queries.predecessors_of(found),
        successor=queries.successor_of(found),
        may_update=queries.may_update(found, viewer()),
        labels=labels,
    )


@bp.route("/municipalities/<uuid:municipality_id>/memorandum", methods=["GET", "POST"])
@requires(Permission.MUNICIPALITY_UPDATE)
def accession(municipality_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.get_municipality(
        municipality_id, viewer=viewer(), permission=Permission.MUNICIPALITY_UPDATE
    )
    form = AccessionForm(obj=found.accession)
    if form.validate_on_submit():
        try:
            _save(found, found.accession, form)
        except actions.AccessionRefusedError as refusal:
            form.refuse(refusal.problem)
        except actions.AlreadyJoinedError:
            form.refuse_field("source", _("Somebody recorded this just now: open the page again"))
        else:
            return saved(url_for(".municipality", municipality_id=found.id), _("Memorandum recorded"))
    return render_template("municipalities/accession.html", form=form, municipality=found)


def _save(found: Municipality, recorded: Accession | None, form: AccessionForm) -> None:
    now, today = clock.now(), clock.today()
    if recorded is None:
        actions.record_accession(found, form.entry(), actor=viewer(), now=now, today=today)
    else:
        actions.change_accession(
            recorded, form.entry(), seen=form.version_seen(), actor=viewer(), now=now, today=today
        )
