"""Pages of matching: the mentors of a pilot, what is known of them, wishes, and the proposal of pairs."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission, Role
from pilot.cohort import absence_queries as absences
from pilot.cohort import queries as cohort
from pilot.cohort.enums import PairRole
from pilot.cohort.models import Participation, Pilot
from pilot.mentoring import labels as mentoring_words
from pilot.mentoring import pair_actions
from pilot.mentoring.matching import actions, forms, labels, pages, queries, rules
from pilot.mentoring.matching.forms import MatchForm, ProfileForm, WishForm
from pilot.mentoring.matching.models import MentorProfile
from pilot.mentoring.pair_actions import Offer, PairRefusedError
from pilot.municipalities.labels import REGIONS
from pilot.web.submissions import saved

bp = Blueprint("matching", __name__, url_prefix="/pilots/<code:code>/mentoring")


@bp.get("/mentors")
@requires(Permission.PAIR_MANAGE)
def mentors(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    return render_template(
        "matching/mentors.html",
        pilot=pilot,
        rows=queries.mentors_in(pilot),
        away=absences.stretches_from(pilot.id, clock.today()),
        words=labels,
        topics=mentoring_words.TOPICS,
    )


@bp.route("/mentors/<uuid:mentor_id>/profile", methods=["GET", "POST"])
@requires(Permission.MENTOR_STATE)
def profile(code: str, mentor_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.MENTOR_STATE)
    mentor = queries.get_mentor(mentor_id, pilot=pilot, viewer=viewer())
    may_manage = viewer().may_in(pilot.id, Permission.PAIR_MANAGE)
    row = queries.profile_of(pilot, mentor.id)
    form = _profile_form(pilot, row, is_coordinator=may_manage)
    back = url_for(".mentors" if may_manage else "pairs.pairs", code=code)
    if form.validate_on_submit():
        actions.state_profile(
            pilot,
            mentor,
            form.entry(),
            seen=form.version_seen(),
            is_coordinator=may_manage,
            actor=viewer(),
            now=clock.now(),
        )
        return saved(back, _("Saved"))
    return render_template(
        "matching/profile.html", pilot=pilot, form=form, mentor=mentor, row=row, back=back, own=not may_manage
    )


def _profile_form(pilot: Pilot, row: MentorProfile | None, *, is_coordinator: bool) -> ProfileForm:
    form = ProfileForm(obj=row, works_for=str(row.works_for_id) if row and row.works_for_id else "")
    places = queries.municipalities_in(pilot)
    form.regions.offer(list(REGIONS.items()))
    form.municipalities.offer(places)
    form.works_for.offer(places)
    if not is_coordinator:
        del form.briefed_on
    return form


@bp.route("/wishes", methods=["GET", "POST"])
@requires(Permission.WISH_STATE)
def wishes(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.WISH_STATE)
    is_mentor = viewer().is_in(pilot.id, Role.MENTOR)
    row = queries.wish_of(pilot, viewer().user_id)
    form = WishForm(obj=row, **forms.values_of(row))
    form.offer(queries.others_for(pilot, user_id=viewer().user_id, is_mentor=is_mentor), is_mentor=is_mentor)
    if form.validate_on_submit():
        try:
            actions.state_wishes(
                pilot, form.entry(), seen=form.version_seen(), actor=viewer(), now=clock.now()
            )
        except actions.WishRefusedError as refusal:
            form.refuse(refusal.kinds)
        else:
            return saved(url_for("pairs.pairs", code=code), _("Wishes saved"))
    return render_template("matching/wishes.html", pilot=pilot, form=form, is_mentor=is_mentor)


@bp.route("/matching", methods=["GET", "POST"])
@requires(Permission.PAIR_MANAGE)
def matching(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.PAIR_MANAGE)
    people = queries.without_mentor(pilot, viewer=viewer())
    found = queries.mentors_in(pilot)
    proposed = rules.propose(
        queries.people_of(pilot, people), [row.facts for row in found], queries.wishes_in(pilot)
    )
    by_id = {
        row.user.id: pages.named(row.user.name, load=row.facts.load, capacity=row.facts.capacity)
        for row in found
    }
    listing = MatchForm.listing({person.id: person.user.name for person in people})
    first = forms.first_choices({each.key: each.mentor_id for each in proposed})
    form = listing(data={"starts_on": _first_day(pilot), **first})
    form.offer(pages.options(proposed, by_id))
    if people and form.validate_on_submit() and _made(pilot, form, people, found):
        number = len(form.chosen())
        words = ngettext("%(num)d pair offered", "%(num)d pairs offered", number)
        return saved(url_for("pairs.pairs", code=code), words)
    return render_template(
        "matching/matching.html",
        pilot=pilot,
        form=form,
        people=people,
        rows={row.key: row for row in pages.rows(proposed, by_id)},
        has_mentors=bool(found),
        wishes=queries.wish_rows(pilot),
    )


def _first_day(pilot: Pilot) -> object:
    """Offer the first day of the phase with mentors, or today once it runs."""
    span = cohort.quota_span(pilot, cohort.phases_of(pilot))
    return max(span.starts_on, clock.today()) if span else clock.today()


def _made(
    pilot: Pilot, form: MatchForm, people: list[Participation], mentors: list[queries.MentorRow]
) -> bool:
    """Offer the chosen pairs; a refusal goes into the form."""
    chosen, by_id = form.chosen(), {person.id: person for person in people}
    if not chosen:
        form.refuse([people[0].id], str(labels.NOBODY_CHOSEN))
        return False
    if over := rules.beyond_capacity(chosen, [row.facts for row in mentors]):
        form.refuse(over, str(labels.BEYOND_CAPACITY))
        return False
    offers = [Offer(by_id[key], mentor, PairRole.PRIMARY, form.first_day()) for key, mentor in chosen.items()]
    try:
        pair_actions.offer_pairs(pilot, offers, actor=viewer(), now=clock.now())
    except PairRefusedError as refusal:
        keys = [refusal.participation_id] if refusal.participation_id else list(chosen)[:1]
        form.refuse(keys, str(mentoring_words.REFUSALS[refusal.problem]))
        return False
    return True
