"""Booking: a mentor offers times, a participant picks one."""

import uuid
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.cohort import queries as cohort
from pilot.cohort.models import Participation, Pilot
from pilot.mentoring import labels as mentoring
from pilot.mentoring import pages, session_queries
from pilot.mentoring.bookings import actions, labels, queries, rules
from pilot.mentoring.bookings.actions import BookingRefusedError, OfferRefusedError, SlotRefusedError
from pilot.mentoring.bookings.forms import OfferForm, SlotDeedForm
from pilot.mentoring.bookings.models import BookingSlot
from pilot.mentoring.refusals import SessionRefusedError
from pilot.web.submissions import saved

CONFLICT = 409

bp = Blueprint("bookings", __name__, url_prefix="/pilots/<code:code>/mentoring/bookings")


@bp.get("/offers")
@requires(Permission.SESSION_CREATE)
def offers(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    offered = queries.offered_by(pilot, viewer=viewer(), now=clock.now())
    return render_template(
        "bookings/offers.html",
        pilot=pilot,
        days=[(day, list(each)) for day, each in groupby(offered, lambda one: one.slot.held_on)],
        free=sum(each.obstacle is None for each in offered),
        labels=labels,
        forms_of_session=mentoring.SESSION_FORMS,
    )


@bp.route("/offers/new", methods=["GET", "POST"])
@requires(Permission.SESSION_CREATE)
def offer(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CREATE)
    form = OfferForm(**queries.last_choices(pilot, viewer=viewer()))
    if form.validate_on_submit():
        try:
            made = actions.offer(pilot, form.entry(), form.terms(), actor=viewer(), now=clock.now())
        except OfferRefusedError as refusal:
            form.refuse(refusal.problem)
        else:
            return saved(url_for(".offers", code=code), _said_of(made))
    return render_template("bookings/offer.html", pilot=pilot, form=form)


def _said_of(made: actions.Outcome) -> str:
    words = ngettext("%(num)s time offered", "%(num)s times offered", len(made.slots))
    if not made.left_out:
        return str(words)
    left_out = ngettext(
        "%(num)s left out: a holiday, your day away, past or taken, or in a month without mentoring",
        "%(num)s left out: holidays, your days away, past or taken, or in a month without mentoring",
        made.left_out,
    )
    return f"{words}. {left_out}."


@bp.post("/offers/<uuid:slot_id>/withdraw")
@requires(Permission.SESSION_UPDATE)
def withdraw(code: str, slot_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_UPDATE)
    slot = queries.get_own_slot(slot_id, pilot=pilot, viewer=viewer())
    url = url_for(".offers", code=code)
    try:
        seen = SlotDeedForm(obj=slot).version_seen()
        actions.withdraw(pilot, slot, seen=seen, actor=viewer(), now=clock.now())
    except SlotRefusedError as refusal:
        flash(str(labels.REFUSALS[refusal.refusal]), "error")
        return redirect(url, 303)
    return saved(url, _("Time withdrawn"))


@bp.get("")
@requires(Permission.SESSION_CONFIRM)
def times(code: str) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONFIRM)
    participation = session_queries.own_participation(pilot, viewer=viewer())
    return _times(pilot, participation)


def _times(
    pilot: Pilot, participation: Participation, *, refused: BookingSlot | None = None, why: str = ""
) -> str:
    """Show what is booked and what is free; a time that was refused stands in its place with the reason."""
    now = clock.now()
    booked = queries.booked_by(participation, now=now)
    open_now = queries.open_to(participation, pilot, now=now)
    shown = [*open_now] if refused is None or refused in open_now else [*open_now, refused]
    shown.sort(key=lambda slot: slot.starts_at)
    return render_template(
        "bookings/times.html",
        pilot=pilot,
        booked=[(slot, _may_give_up(slot)) for slot in booked],
        days=[(day, list(each)) for day, each in groupby(shown, lambda slot: slot.held_on)],
        first=open_now[0].id if open_now else None,
        refused_id=refused.id if refused is not None else None,
        why=why,
        seats_left=queries.seats_left,
        forms_of_session=mentoring.SESSION_FORMS,
    )


def _may_give_up(slot: BookingSlot) -> bool:
    return rules.may_give_up(slot.starts_at, notice_hours=slot.notice_hours, now=clock.now())


@bp.post("/<uuid:slot_id>/book")
@requires(Permission.SESSION_CONFIRM)
def book(code: str, slot_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONFIRM)
    participation = session_queries.own_participation(pilot, viewer=viewer())
    slot = queries.get_slot(slot_id, participation=participation, now=clock.now())
    try:
        actions.book(pilot, slot, participation, actor=viewer(), now=clock.now(), today=clock.today())
    except BookingRefusedError as refusal:
        why = str(labels.OBSTACLES[refusal.obstacle])
    except SessionRefusedError as refusal:
        why = pages.words_of(refusal)
    else:
        return saved(
            url_for(".times", code=code), _("You booked the time. It is in your sessions as planned.")
        )
    return _times(pilot, participation, refused=slot, why=why), CONFLICT


@bp.post("/<uuid:slot_id>/give-up")
@requires(Permission.SESSION_CONFIRM)
def give_up(code: str, slot_id: uuid.UUID) -> ResponseReturnValue:
    pilot = cohort.get_pilot(code, viewer=viewer(), permission=Permission.SESSION_CONFIRM)
    participation = session_queries.own_participation(pilot, viewer=viewer())
    slot = queries.get_booked(slot_id, participation=participation).slot
    url = url_for(".times", code=code)
    try:
        actions.give_up(pilot, slot, participation, actor=viewer(), now=clock.now(), today=clock.today())
    except SlotRefusedError as refusal:
        flash(str(labels.REFUSALS[refusal.refusal]), "error")
        return redirect(url, 303)
    except SessionRefusedError as refusal:
        flash(pages.words_of(refusal), "error")
        return redirect(url, 303)
    return saved(url, _("You gave up the time"))
