"""The recruiting board, a municipality's candidacy and its contact log."""

import uuid
from collections import Counter
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.municipalities import labels as municipality_labels
from pilot.municipalities import queries as municipalities
from pilot.municipalities.enums import SizeClass
from pilot.municipalities.models import Municipality
from pilot.municipalities.rules import size_class
from pilot.recruiting import actions, labels, queries, rules
from pilot.recruiting.enums import StateGroup
from pilot.recruiting.forms import AddMunicipalitiesForm, CandidacyForm, ContactForm, MoveForm
from pilot.recruiting.models import Candidacy
from pilot.web import pictures
from pilot.web.submissions import saved

bp = Blueprint("recruiting", __name__)


@bp.get("/pilots/<code:code>/recruiting")
@requires(Permission.APPLICATION_DECIDE)
def board(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.APPLICATION_DECIDE)
    rows = queries.board(pilot, viewer=viewer())
    group = _group_asked_for()
    return render_template(
        "recruiting/board.html",
        pilot=pilot,
        rows=[row for row in rows if group is None or row.group is group],
        tabs=_tabs(pilot, rows, group),
        waits=any(row.candidacy.state in rules.WAITING for row in rows),
        **overview_of(pilot, rows),
    )


def overview_of(pilot: Pilot, rows: list[queries.BoardRow]) -> dict[str, Any]:
    """Return what the board and the selection page both show: targets, covered profiles and the words."""
    coverage = queries.coverage(rows)
    return {
        "progress": queries.progress(pilot, rows),
        "coverage": coverage,
        "picture": coverage_picture(coverage),
        "sizes": tuple(SizeClass),
        "labels": labels,
        "municipality_labels": municipality_labels,
        "deviation": deviation,
        "today": clock.today(),
    }


def _group_asked_for() -> StateGroup | None:
    typed = request.args.get("show", "")
    return StateGroup(typed) if typed in set(StateGroup) else None


def _tabs(
    pilot: Pilot, rows: list[queries.BoardRow], group: StateGroup | None
) -> list[tuple[str, str, bool, int]]:
    counts = Counter(row.group for row in rows)
    everything = (
        pgettext("municipalities", "All"),
        url_for(".board", code=pilot.code),
        group is None,
        len(rows),
    )
    return [
        everything,
        *(
            (str(words), url_for(".board", code=pilot.code, show=each), each is group, counts[each])
            for each, words in labels.GROUPS.items()
        ),
    ]


def deviation(number: int) -> str:
    """Say how far the actual number is from the plan."""
    if number == 0:
        return str(_("as planned"))
    if number > 0:
        return str(ngettext("%(num)s more than planned", "%(num)s more than planned", number))
    return str(ngettext("%(num)s fewer than planned", "%(num)s fewer than planned", -number))


def coverage_picture(coverage: queries.Coverage) -> str:
    return pictures.coverage_grid(
        pictures.CoverageGrid(
            key="coverage",
            title=_("Regions and sizes of the municipalities"),
            description=_(
                "Filled squares are selected, outlined ones wait; the table says the same in numbers."
            ),
            rows=tuple(municipality_labels.region(row.region) for row in coverage.rows),
            columns=tuple(str(words) for words in municipality_labels.SHORT_SIZES.values()),
            cells=tuple(
                tuple(pictures.CoverageCell(row.selected[size], row.waiting[size]) for size in SizeClass)
                for row in coverage.rows
            ),
        )
    )


@bp.route("/pilots/<code:code>/recruiting/add", methods=["GET", "POST"])
@requires(Permission.APPLICATION_DECIDE)
def add_municipalities(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.APPLICATION_DECIDE)
    addable = _addable(pilot)
    form = AddMunicipalitiesForm()
    form.municipalities.offer([(each.id, each.name) for each in addable])
    if form.validate_on_submit():
        chosen = set(form.municipalities.data or ())
        try:
            added = actions.add_municipalities(
                pilot, [each for each in addable if str(each.id) in chosen], actor=viewer(), now=clock.now()
            )
        except actions.RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".board", code=code), _added(len(added)))
    return render_template("recruiting/add_municipalities.html", form=form, pilot=pilot, addable=addable)


@bp.post("/pilots/<code:code>/recruiting/add-all")
@requires(Permission.APPLICATION_DECIDE)
def add_whole_register(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.APPLICATION_DECIDE)
    try:
        added = actions.add_municipalities(pilot, _addable(pilot), actor=viewer(), now=clock.now())
    except actions.RecruitingRefusedError:
        return saved(url_for(".board", code=code), _("All municipalities are in the recruiting already"))
    return saved(url_for(".board", code=code), _added(len(added)))


def _addable(pilot: Pilot) -> list[Municipality]:
    known = queries.candidate_municipalities(pilot)
    return [each for each in municipalities.municipalities_on(clock.today()) if each.id not in known]


def _added(count: int) -> str:
    return str(ngettext("%(num)s municipality added", "%(num)s municipalities added", count))


@bp.get("/candidacies/<uuid:candidacy_id>")
@requires(Permission.APPLICATION_DECIDE)
def candidacy(candidacy_id: uuid.UUID) -> ResponseReturnValue:
    found = _candidacy(candidacy_id)
    return render_template(
        "recruiting/candidacy.html",
        candidacy=found,
        group=rules.group_of(found.state),
        may_move=bool(rules.TRANSITIONS[found.state]),
        is_open=found.state not in rules.FINAL,
        size=size_class(found.municipality.population),
        contacts=queries.contacts_of(found),
        judged=_judged(found),
        labels=labels,
        municipality_labels=municipality_labels,
        today=clock.today(),
    )


def _judged(found: Candidacy) -> list[tuple[Any, queries.Judgement]]:
    nominees = found.application.nominees if found.application else []
    return [(nominee, queries.judge(nominee, pilot=found.pilot)) for nominee in nominees]


def _candidacy(candidacy_id: uuid.UUID) -> Candidacy:
    found = queries.get_candidacy(candidacy_id, viewer=viewer(), permission=Permission.APPLICATION_DECIDE)
    g.pilot_id = found.pilot_id
    return found


@bp.route("/candidacies/<uuid:candidacy_id>/state", methods=["GET", "POST"])
@requires(Permission.APPLICATION_DECIDE)
def move(candidacy_id: uuid.UUID) -> ResponseReturnValue:
    found = _candidacy(candidacy_id)
    form = MoveForm(obj=found)
    form.offer(rules.TRANSITIONS[found.state])
    if form.validate_on_submit():
        try:
            actions.move(found, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now())
        except actions.RecruitingRefusedError as refusal:
            form.refuse(refusal.problem, allowed=refusal.allowed)
        else:
            return saved(url_for(".candidacy", candidacy_id=found.id), _("State changed"))
    elif not form.is_submitted():
        form.decision_note.data = ""
    return render_template("recruiting/move.html", form=form, candidacy=found, labels=labels)


@bp.route("/candidacies/<uuid:candidacy_id>/edit", methods=["GET", "POST"])
@requires(Permission.APPLICATION_DECIDE)
def change_candidacy(candidacy_id: uuid.UUID) -> ResponseReturnValue:
    found = _candidacy(candidacy_id)
    form = CandidacyForm(obj=found)
    if form.validate_on_submit():
        try:
            actions.change_candidacy(
                found,
                form.entry(),
                seen=form.version_seen(),
                actor=viewer(),
                now=clock.now(),
                today=clock.today(),
            )
        except actions.RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".candidacy", candidacy_id=found.id), _("Saved"))
    return render_template("recruiting/change_candidacy.html", form=form, candidacy=found)


@bp.route("/candidacies/<uuid:candidacy_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.APPLICATION_DECIDE)
def log_contact(candidacy_id: uuid.UUID) -> ResponseReturnValue:
    found = _candidacy(candidacy_id)
    form = ContactForm(made_on=clock.today())
    if form.validate_on_submit():
        try:
            actions.log_contact(found, form.entry(), actor=viewer(), now=clock.now(), today=clock.today())
        except actions.RecruitingRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".candidacy", candidacy_id=found.id), _("Contact logged"))
    return render_template("recruiting/log_contact.html", form=form, candidacy=found)


@bp.post("/contacts/<uuid:contact_id>/done")
@requires(Permission.APPLICATION_DECIDE)
def finish_step(contact_id: uuid.UUID) -> ResponseReturnValue:
    contact = queries.get_contact(contact_id, viewer=viewer(), permission=Permission.APPLICATION_DECIDE)
    address = url_for(".candidacy", candidacy_id=contact.candidacy_id)
    try:
        actions.finish_step(contact, actor=viewer(), now=clock.now(), today=clock.today())
    except actions.RecruitingRefusedError as refusal:
        return saved(address, str(labels.PROBLEMS[refusal.problem]))
    return saved(address, _("Step done"))
