"""Save a recurring plan as planned sessions, end it (M16)."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import select

from pilot import audit
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort.models import Participation, Pilot
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.mentoring import actions as sessions
from pilot.mentoring.enums import SessionForm, SessionState
from pilot.mentoring.rules import Record
from pilot.mentoring.series import queries, rules
from pilot.mentoring.series.models import SeriesOccurrence, SessionSeries
from pilot.mentoring.series.rules import Occurrence, Problem, Rule


class SeriesRefusedError(DomainError):
    """A recurring plan is refused; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def plan(
    pilot: Pilot,
    participation: Participation,
    rule: Rule,
    *,
    form: SessionForm,
    place: str,
    moved: Collection[dt.date],
    seen: Sequence[Occurrence],
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> SessionSeries:
    """Plan the sessions that the actor saw; of the days with an obstacle those `moved` to the next free day.

    :raises SeriesRefusedError: a rule is against it, nothing is left, or the days are not as they were seen.
    :raises SessionRefusedError: a rule of sessions is against one of them; nothing was written.
    """
    problem = rules.rule_problem(rule, session_max_minutes=pilot.session_max_minutes)
    if problem is not None:
        raise SeriesRefusedError(problem)
    _take_turns(actor, participation)
    found = queries.preview(pilot, participation, rule, mentor_id=actor.user_id, now=now)
    if found != list(seen):
        raise SeriesRefusedError(Problem.CHANGED)
    days = {each.due_on: day for each in found if (day := each.planned_on(tuple(moved))) is not None}
    if not days:
        raise SeriesRefusedError(Problem.NOTHING_LEFT)
    series = SessionSeries(
        pilot_id=pilot.id,
        mentor_id=actor.user_id,
        participation_id=participation.id,
        rhythm=rule.rhythm,
        first_on=rule.first_on,
        until_on=rule.until_on,
        starts=rule.starts,
        minutes=rule.minutes,
        form=form,
        place=place,
        planned_at=now,
    )
    db.session.add(series)
    db.session.flush()
    for due_on, day in days.items():
        _plan_day(pilot, series, due_on, day, actor=actor, now=now, today=today)
    db.session.flush()
    audit.record(
        "mentoring.series-planned", series, actor=actor, at=now, pilot_id=pilot.id, sessions=len(days)
    )
    return series


def _plan_day(
    pilot: Pilot,
    series: SessionSeries,
    due_on: dt.date,
    day: dt.date,
    *,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> None:
    record = Record(
        participation_ids=frozenset({series.participation_id}),
        held_on=day,
        minutes=series.minutes,
        form=series.form,
        planned=True,
        starts=series.starts,
        place=series.place,
    )
    session = sessions.log_session(pilot, record, actor=actor, now=now, today=today)
    db.session.add(SeriesOccurrence(series_id=series.id, session_id=session.id, due_on=due_on))


def end(pilot: Pilot, series: SessionSeries, *, seen: int, actor: Viewer, now: dt.datetime) -> int:
    """End a recurring plan: what is still to come is deleted, the rest stays; return how many went.

    :raises EditedMeanwhileError: the plan was changed since `seen`.
    :raises SeriesRefusedError: it was ended already.
    :raises SessionRefusedError: a month of a planned session is closed.
    """
    _take_turns(actor, series.participation)
    series = queries.get_series(series.id, pilot=pilot, viewer=actor)
    check_version(series, seen)
    if series.ended_at is not None:
        raise SeriesRefusedError(Problem.ENDED)
    coming = [each.session for each in series.occurrences if is_coming(each, now=now)]
    for session in coming:
        sessions.cancel_session(pilot, session, seen=session.version, actor=actor, now=now)
    series.ended_at = now
    db.session.flush()
    audit.record(
        "mentoring.series-ended", series, actor=actor, at=now, pilot_id=pilot.id, sessions=len(coming)
    )
    return len(coming)


def is_coming(occurrence: SeriesOccurrence, *, now: dt.datetime) -> bool:
    """Tell whether a session is still a plan for later."""
    session = occurrence.session
    is_later = session.starts_at is None or session.starts_at > now
    return session.state is SessionState.PLANNED and is_later


def _take_turns(actor: Viewer, participation: Participation) -> None:
    """Wait for whoever plans for the same mentor or participant."""
    db.session.execute(select(User.id).where(User.id == actor.user_id).with_for_update(key_share=True))
    db.session.execute(
        select(Participation.id).where(Participation.id == participation.id).with_for_update(key_share=True)
    )
