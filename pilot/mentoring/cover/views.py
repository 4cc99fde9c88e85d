"""Pages of a mentor's absence: the days, and who stands in."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.models import User
from pilot.accounts.roles import Permission
from pilot.cohort import absence_queries as absences
from pilot.cohort import queries as cohort
from pilot.cohort.enums import PairRole
from pilot.cohort.models import Pilot
from pilot.mentoring import labels as mentoring_words
from pilot.mentoring import pair_actions
from pilot.mentoring.cover import actions, labels, pages, queries
from pilot.mentoring.cover.actions import AwayRefusedError
from pilot.mentoring.cover.forms import AwayForm
from pilot.mentoring.cover.queries import Touched
from pilot.mentoring.matching import forms as matching_forms
from pilot.mentoring.matching import labels as matching_words
from pilot.mentoring.matching import pages as matching_pages
from pilot.mentoring.matching import queries as matching
from pilot.mentoring.matching import rules as matching_rules
from pilot.mentoring.matching.forms import ChoiceForm
from pilot.mentoring.pair_actions import Offer, PairRefusedError
from pilot.web.submissions import saved

bp = Blueprint("cover", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.route("/mentors/<uuid:mentor_id>/away", methods=["GET", "POST"])
@requires(Permission.MENTOR_STATE)
def away(code: str, mentor_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MENTOR_STATE)
    mentor = matching.get_mentor(mentor_id, pilot=pilot, viewer=viewer())
    here = url_for(".away", code=code, mentor_id=mentor_id)
    form = AwayForm()
    if form.validate_on_submit():
        try:
            actions.add_days(
                pilot, mentor, form.entry(), actor=viewer(), now=clock.now(), today=clock.today()
            )
        except AwayRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(here, _("Dates saved"))
    return _away(pilot, mentor, form)


def _away(pilot: Pilot, mentor: User, form: AwayForm) -> ResponseReturnValue:
    may_manage = viewer().may_in(pilot.id, Permission.PAIR_MANAGE)
    spans = absences.spans_of(pilot.id, user_id=mentor.id)
    return render_template(
        "cover/away.html",
        pilot=pilot,
        mentor=mentor,
        own=mentor.id == viewer().user_id,
        may_manage=may_manage,
        spans=[span for span in spans if span.last_on >= clock.today()],
        form=form,
        words=labels,
    )


@bp.post("/away/<uuid:span_id>/remove")
@requires(Permission.MENTOR_STATE)
def back_again(code: str, span_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MENTOR_STATE)
    _span, away = queries.get_span(span_id, pilot=pilot)
    mentor = matching.get_mentor(away.id, pilot=pilot, viewer=viewer())
    actions.remove_days(pilot, mentor, span_id, actor=viewer(), now=clock.now())
    return saved(url_for(".away", code=code, mentor_id=mentor.id), _("Dates removed"))


@bp.route("/cover/<uuid:span_id>", methods=["GET", "POST"])
@requires(Permission.PAIR_MANAGE)
def cover(code: str, span_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    span, mentor = queries.get_span(span_id, pilot=pilot)
    touched = queries.touched_by(pilot, span, today=clock.today())
    open_ones = {each.pair.participation_id: each for each in touched if not each.substitutes}
    people = [each.pair.participation for each in open_ones.values()]
    mentors = queries.substitutes_for(pilot, span)
    plan = pages.plan(touched, matching.people_of(pilot, people), mentors, matching.wishes_in(pilot))
    listing = ChoiceForm.listing({person.id: person.user.name for person in people})
    form = listing(data=matching_forms.first_choices(plan.first))
    form.offer(matching_pages.options(plan.proposed, plan.named))
    if people and form.validate_on_submit() and _stand_in(pilot, form, open_ones, mentors):
        number = len(form.chosen())
        words = ngettext("%(num)d substitute offered", "%(num)d substitutes offered", number)
        return saved(url_for(".cover", code=code, span_id=span_id), words)
    return render_template(
        "cover/cover.html",
        pilot=pilot,
        mentor=mentor,
        span=span,
        lede=pages.lede(touched),
        touched=touched,
        form=form,
        rows={row.key: row for row in matching_pages.rows(plan.proposed, plan.named)},
        loads=plan.loads,
        has_mentors=bool(mentors),
        words=labels,
    )


def _stand_in(
    pilot: Pilot,
    form: ChoiceForm,
    touched: dict[uuid.UUID, Touched],
    mentors: list[matching.MentorRow],
) -> bool:
    """Offer the chosen substitutes for the days of the absence; a refusal goes into the form."""
    chosen = form.chosen()
    if not chosen:
        form.refuse(list(touched)[:1], str(matching_words.NOBODY_CHOSEN))
        return False
    if over := matching_rules.beyond_capacity(chosen, [row.facts for row in mentors]):
        form.refuse(over, str(matching_words.BEYOND_CAPACITY))
        return False
    offers = [
        Offer(
            touched[key].pair.participation,
            substitute,
            PairRole.SUBSTITUTE,
            touched[key].days.first_on,
            touched[key].days.last_on,
        )
        for key, substitute in chosen.items()
    ]
    try:
        pair_actions.offer_pairs(pilot, offers, actor=viewer(), now=clock.now())
    except PairRefusedError as refusal:
        keys = [refusal.participation_id] if refusal.participation_id else list(chosen)[:1]
        form.refuse(keys, str(mentoring_words.REFUSALS[refusal.problem]))
        return False
    return True
