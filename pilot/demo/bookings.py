"""The times that Māra offers: free, booked, for a group, hidden; and one series that she planned."""

import datetime as dt

from pilot.accounts.viewer import Viewer
from pilot.cohort.models import UnavailableSpan
from pilot.demo.stage import Stage, at, day, keep
from pilot.mentoring.bookings import actions
from pilot.mentoring.bookings.rules import Offer, Terms
from pilot.mentoring.enums import SessionForm
from pilot.mentoring.series import actions as series_actions
from pilot.mentoring.series import queries as series_queries
from pilot.mentoring.series.enums import Rhythm
from pilot.mentoring.series.rules import Rule

MENTOR, BOOKS, RECURS = "mentore", "kristine.krumina", "peteris.kirsis"
PRACTICE = (day("2022-11-28"), day("2023-05-31"))
A_DAY, WEEKS = dt.timedelta(days=1), dt.timedelta(weeks=3)
A_WEEK = dt.timedelta(days=7)
VIDEO = Terms(SessionForm.VIDEO, "", 1, 24)
TOGETHER = Terms(SessionForm.IN_PERSON, "Cēsu bibliotēka, 2. stāvs", 3, 48)


def fill(stage: Stage) -> None:
    """Offer times after today, as long as the practice lasts; one of them is booked."""
    first = _next(stage.today, weekday=3)
    if not PRACTICE[0] <= first <= PRACTICE[1] - A_WEEK:
        return
    mentor = stage.users[MENTOR]
    now, actor = at(stage.today - A_DAY, 15), Viewer(mentor.id, mentor.name, ())
    thursdays = Offer(first, dt.time(14), 60, last_on=first + WEEKS, ends=dt.time(17))
    made = actions.offer(stage.pilot, thursdays, VIDEO, actor=actor, now=now).slots
    saturday = Offer(_next(stage.today, weekday=5), dt.time(10), 90)
    actions.offer(stage.pilot, saturday, TOGETHER, actor=actor, now=now)

    person = stage.users[BOOKS]
    actions.book(
        stage.pilot,
        made[0],
        stage.participations[BOOKS],
        actor=Viewer(person.id, person.name, ()),
        now=now,
        today=stage.today,
    )
    _away(stage, first + A_WEEK)
    _series(stage, actor=actor, now=now)


def _next(today: dt.date, *, weekday: int) -> dt.date:
    return today + dt.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _away(stage: Stage, on: dt.date) -> None:
    """Let the mentor be away after the times were offered: they are hidden, and say so."""
    keep(
        UnavailableSpan(
            pilot_id=stage.pilot.id,
            user_id=stage.users[MENTOR].id,
            first_on=on,
            last_on=on + dt.timedelta(days=1),
            entered_at=at(stage.today - A_DAY, 16),
            entered_by_id=stage.users[MENTOR].id,
        )
    )


def _series(stage: Stage, *, actor: Viewer, now: dt.datetime) -> None:
    """Plan every second Tuesday with a participant; what falls on a holiday is moved to the next free day."""
    participation = stage.participations[RECURS]
    first = _next(stage.today, weekday=1)
    rule = Rule(first, PRACTICE[1], Rhythm.FORTNIGHTLY, dt.time(11), 60)
    seen = series_queries.preview(stage.pilot, participation, rule, mentor_id=actor.user_id, now=now)
    series_actions.plan(
        stage.pilot,
        participation,
        rule,
        form=SessionForm.PHONE,
        place="",
        moved=[each.due_on for each in seen if each.instead_on is not None],
        seen=seen,
        actor=actor,
        now=now,
        today=stage.today,
    )
