"""Pages on which people say when they cannot, lecturers answer classes, and the coordinator sees both."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, current_app, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext, refresh

from pilot import clock
from pilot.accounts import personal_links
from pilot.accounts.access import open_to_all, requires, viewer
from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Pilot
from pilot.training import labels as training_words
from pilot.training.availability import actions, labels, queries
from pilot.training.availability.actions import AvailabilityRefusedError, Whose
from pilot.training.availability.enums import AnswerState, Standing
from pilot.training.availability.forms import DatesForm
from pilot.web.locale import language
from pilot.web.submissions import saved

bp = Blueprint("availability", __name__)


@bp.get("/pilots/<code:code>/availability")
@requires(Permission.TRAINING_MANAGE)
def lecturers(code: str) -> ResponseReturnValue:
    return _lecturers(_managed(code))


def _lecturers(pilot: Pilot, problem: str = "") -> ResponseReturnValue:
    rows = queries.lecturers_in(pilot, today=clock.today())
    participants = cohort.participations_in(pilot, viewer=viewer(), permission=Permission.ABSENCE_STATE)
    return render_template(
        "availability/lecturers.html",
        pilot=pilot,
        rows=rows,
        answered=sum(1 for row in rows if row.standing is Standing.ANSWERED),
        absences=queries.absences_in(pilot, participants, today=clock.today()),
        problem=problem,
        states=AnswerState,
        words=labels,
    )


@bp.post("/pilots/<code:code>/availability/ask")
@requires(Permission.TRAINING_MANAGE)
def ask(code: str) -> ResponseReturnValue:
    pilot = _managed(code)
    try:
        asked = actions.ask(pilot, actor=viewer(), now=clock.now(), today=clock.today())
    except AvailabilityRefusedError as refusal:
        return _lecturers(pilot, str(labels.PROBLEMS[refusal.problem]))
    words = ngettext("%(num)d lecturer is asked by mail", "%(num)d lecturers are asked by mail", asked)
    return saved(url_for(".lecturers", code=code), words)


@bp.route("/pilots/<code:code>/availability/<uuid:lecturer_id>", methods=["GET", "POST"])
@requires(Permission.TRAINING_MANAGE)
def lecturer(code: str, lecturer_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _managed(code)
    person = queries.get_lecturer(pilot, lecturer_id)
    return _Page(Whose(pilot, viewer().user_id, lecturer=person), "availability/lecturer.html").answer()


@bp.post("/pilots/<code:code>/availability/<uuid:lecturer_id>/end-link")
@requires(Permission.TRAINING_MANAGE)
def end_link(code: str, lecturer_id: uuid.UUID) -> ResponseReturnValue:
    pilot = _managed(code)
    person = queries.get_lecturer(pilot, lecturer_id)
    try:
        actions.end_link(pilot, person, actor=viewer(), now=clock.now())
    except AvailabilityRefusedError as refusal:
        page = _Page(Whose(pilot, viewer().user_id, lecturer=person), "availability/lecturer.html")
        return page.shown(DatesForm(formdata=None), str(labels.PROBLEMS[refusal.problem]))
    return saved(url_for(".lecturer", code=code, lecturer_id=lecturer_id), _("The link no longer works"))


def _managed(code: str) -> Pilot:
    return cohort.get_pilot(code, viewer=viewer(), permission=Permission.TRAINING_MANAGE)


@bp.route("/pilots/<code:code>/my-dates", methods=["GET", "POST"])
@requires(Permission.AVAILABILITY_STATE)
def mine(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.AVAILABILITY_STATE)
    person = queries.get_lecturer(pilot, viewer().user_id)
    return _Page(Whose(pilot, person.id, lecturer=person), "availability/mine.html").answer()


@bp.route("/participations/<uuid:participation_id>/absences", methods=["GET", "POST"])
@requires(Permission.ABSENCE_STATE)
def absences(participation_id: uuid.UUID) -> ResponseReturnValue:
    participation = cohort.get_participation(
        participation_id, viewer=viewer(), permission=Permission.ABSENCE_STATE
    )
    g.pilot_id = participation.pilot_id
    whose = Whose(participation.pilot, viewer().user_id, participation=participation)
    return _Page(whose, "availability/absences.html").answer()


@bp.route("/availability/<uuid:link_id>/<string:token>", methods=["GET", "POST"])
@open_to_all
def answer(link_id: uuid.UUID, token: str) -> ResponseReturnValue:
    found = _behind(link_id, token)
    if found is None:
        return render_template("availability/dead_link.html"), 410
    pilot, person = found
    if "locale" not in session:
        g.user_locale = person.locale.value
        refresh()
    return _Page(Whose(pilot, person.id, lecturer=person), "availability/answer.html").answer()


def _behind(link_id: uuid.UUID, token: str) -> tuple[Pilot, User] | None:
    """Return the pilot and the lecturer of a link that works now; looking does not use it up."""
    found = queries.pilot_and_lecturer(link_id)
    if found is None:
        return None
    asked, pilot, person = found
    secret = current_app.config["SETTINGS"].secret_key
    right = personal_links.fits(token, actions.link_of(asked), person, secret=secret)
    works = asked.is_open(clock.now()) and person.state is not UserState.CLOSED
    return (pilot, person) if right and works else None


@dataclass(frozen=True)
class _Page:
    """A page of one person's dates, which is sent to its own address: what to do stands in `deed`."""

    whose: Whose
    template: str

    def answer(self) -> ResponseReturnValue:
        """Show the page, or do what was sent and show it anew."""
        form = DatesForm(formdata=None)
        if request.method == "GET":
            return self.shown(form)
        deed = request.form.get("deed", "add")
        try:
            if deed == "add":
                form = DatesForm()
                words = self._add(form)
            else:
                words = _DEEDS[deed](self.whose) if deed in _DEEDS else ""
        except AvailabilityRefusedError as refusal:
            if deed == "add":
                form.refuse(refusal.problem)
                return self.shown(form)
            return self.shown(form, str(labels.PROBLEMS[refusal.problem]))
        return saved(request.path, words) if words else self.shown(form)

    def _add(self, form: DatesForm) -> str:
        if not form.validate_on_submit():
            return ""
        actions.add_dates(self.whose, form.entry(), now=clock.now(), today=clock.today())
        return str(_("Dates saved"))

    def shown(self, form: DatesForm, problem: str = "") -> ResponseReturnValue:
        """Show the dates and, of a lecturer, the classes to come."""
        pilot, person = self.whose.pilot, self.whose.lecturer
        return render_template(
            self.template,
            pilot=pilot,
            title=pilot.title_en if language() == "en" else pilot.title_lv,
            person=person,
            participation=self.whose.participation,
            spans=[span for span in self.whose.spans() if span.last_on >= clock.today()],
            taught=queries.taught_in(pilot.id, today=clock.today(), user_id=person.id) if person else [],
            asked=queries.request_of(pilot.id, person.id) if person else None,
            form=form,
            problem=problem,
            now=clock.now(),
            words=labels,
            training_words=training_words,
        )


def _id(name: str) -> uuid.UUID:
    """Return an id from the form; what is none names nothing."""
    try:
        return uuid.UUID(request.form.get(name, ""))
    except ValueError:
        return uuid.UUID(int=0)


def _remove(whose: Whose) -> str:
    actions.remove_dates(whose, _id("span"), now=clock.now())
    return str(_("Dates removed"))


def _say_all_free(whose: Whose) -> str:
    actions.say_all_free(whose, now=clock.now())
    return str(_("Thank you, your answer is saved"))


def _accept(whose: Whose) -> str:
    actions.answer_class(whose, _id("class"), AnswerState.ACCEPTED, now=clock.now(), today=clock.today())
    return str(_("Class accepted"))


def _decline(whose: Whose) -> str:
    actions.answer_class(whose, _id("class"), AnswerState.DECLINED, now=clock.now(), today=clock.today())
    return str(_("Class declined"))


_DEEDS: dict[str, Callable[[Whose], str]] = {
    "remove": _remove,
    "all-free": _say_all_free,
    "accept": _accept,
    "decline": _decline,
}
