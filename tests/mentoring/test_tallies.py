"""What the database counts of many months is what the rules say of each: held on drawn pilots."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from sqlalchemy import Select, select

from pilot.cohort.enums import CarryOver, PartialMonthPolicy, ParticipationState
from pilot.cohort.models import Participation, UnavailableSpan
from pilot.cohort.rules import Month
from pilot.extensions import db
from pilot.mentoring import queries, shortage_queries, tally_queries
from pilot.mentoring.enums import NotHeldReason, SessionForm, SessionKind, SessionState, Standing
from pilot.mentoring.models import (
    MentorSession,
    MissedMonthReason,
    MonthMinutes,
    SessionAttendee,
    SessionShare,
)
from pilot.mentoring.queries import MonthCell
from tests import build

DAYS = (dt.date(2023, 2, 3), dt.date(2023, 2, 16), dt.date(2023, 2, 22), dt.date(2023, 7, 1))
FEBRUARY = [dt.date(2023, 2, number) for number in range(1, 29)]
LENGTHS = (30, 45, 60, 120)
BEGINNINGS = (None, *(dt.date(2022, 9, 1),) * 4, dt.date(2022, 12, 10), dt.date(2023, 3, 20))
ENDS = (*(None,) * 5, dt.date(2023, 1, 20), dt.date(2023, 5, 31), dt.date(2023, 8, 1))
MINUTES = (0, 60, 119, 120, 200)
PEOPLE = 12
PARTS = (
    {Standing.AT_RISK, Standing.IMPOSSIBLE, Standing.MISSED},
    {Standing.COVERED},
    {Standing.OPEN},
    {Standing.IMPOSSIBLE},
)


def draw(world: build.World, chance: random.Random, carry_over: CarryOver) -> None:
    """Fill a pilot with people of every kind, months with and without minutes, and some reasons."""
    world.pilot.carry_over = carry_over
    world.pilot.partial_month_policy = chance.choice(list(PartialMonthPolicy))
    world.pilot.mentor_quota_minutes = chance.choice((120, 120, 120, 0))
    for number in range(PEOPLE):
        begins, ends = chance.choice(BEGINNINGS), chance.choice(ENDS)
        person = build.participation(
            world.pilot,
            build.user(f"Dzidra Paraudziņa-{number:02}x"),
            chance.choice((world.cesis, world.tukums)),
            state=chance.choice([ParticipationState.ACTIVE] * 4 + list(ParticipationState)),
            started_on=begins,
            ended_on=ends if begins is None or ends is None or begins <= ends else None,
        )
        for month in chance.sample(range(6), chance.randint(0, 5)):
            name = str(Month(2022 + (month + 11) // 12, (month + 11) % 12 + 1))
            received = chance.choice(MINUTES)
            build.keep(
                MonthMinutes(
                    participation_id=person.id,
                    month=name,
                    pilot_id=world.pilot.id,
                    received_minutes=received,
                    counted_minutes=min(received, chance.choice(MINUTES)),
                    planned_minutes=chance.choice(MINUTES),
                )
            )
        draw_february(world, chance, person)
        if chance.random() < 1 / 3:
            build.keep(
                MissedMonthReason(
                    participation_id=person.id,
                    month="2023-01",
                    reason="illness",
                    recorded_by_id=world.coordinator.id,
                    recorded_at=build.NOW,
                )
            )


def draw_february(world: build.World, chance: random.Random, person: Participation) -> None:
    """Give half of the people a mentor, some days away of either, sessions held and planned."""
    mentor = build.user(f"Mentore {person.id}")
    if chance.random() < 1 / 2:
        build.pair(person, mentor)
    for whose in ({"user_id": mentor.id}, {"participation_id": person.id}):
        if chance.random() < 1 / 4:
            first, last = sorted(chance.choices(FEBRUARY, k=2))
            build.keep(
                UnavailableSpan(
                    pilot_id=world.pilot.id,
                    first_on=first,
                    last_on=last,
                    entered_by_id=mentor.id,
                    entered_at=build.NOW,
                    **whose,
                )
            )
    for state in chance.choices(list(SessionState), k=chance.randint(0, 3)):
        held_on, minutes = chance.choice(FEBRUARY), chance.choice(LENGTHS)
        reason = NotHeldReason.MENTOR if state is SessionState.NOT_HELD else None
        minutes = 0 if reason else minutes
        session = build.keep(
            MentorSession(
                pilot_id=world.pilot.id,
                mentor_id=mentor.id,
                held_on=held_on,
                minutes=minutes,
                form=SessionForm.VIDEO,
                kind=SessionKind.INDIVIDUAL,
                state=state,
                not_held_reason=reason,
                topics=[],
                logged_at=build.NOW,
            )
        )
        attendee = build.keep(SessionAttendee(session_id=session.id, participation_id=person.id))
        build.keep(SessionShare(attendee_id=attendee.id, held_on=held_on, minutes=minutes))


def counted(cells: list[MonthCell]) -> tuple[int, ...]:
    standings = [cell.standing for cell in cells]
    return (
        standings.count(Standing.MET),
        sum(standing not in {None, Standing.EXEMPT, Standing.UPCOMING} for standing in standings),
        sum(standing not in {None, Standing.EXEMPT} for standing in standings),
        standings.count(Standing.MISSED),
        sum(cell.required or 0 for cell in cells),
        sum(cell.received for cell in cells),
    )


@pytest.mark.parametrize(
    ("seed", "carry_over"),
    [*((seed, CarryOver.NONE) for seed in range(4)), (4, CarryOver.NEXT_MONTH), (5, CarryOver.PHASE_TOTAL)],
)
def test_sums_and_shortages_are_those_of_the_rules(
    world: build.World, seed: int, carry_over: CarryOver
) -> None:
    chance = random.Random(f"{seed}{carry_over}")  # noqa: S311 - draws a pilot
    draw(world, chance, carry_over)
    everybody = queries.promised_people(world.pilot, None)
    for today in DAYS:
        for among in (None, everybody.where(Participation.municipality_id == world.cesis.id)):
            holds_in(world, among if among is not None else everybody, is_whole=among is None, today=today)


def holds_in(world: build.World, people: Select[Participation], *, is_whole: bool, today: dt.date) -> None:
    """Compare what is counted of some people with what the rules say of each of them."""
    course = queries.course_of(world.pilot)
    persons = {person.participation_id: person for person in queries.people_of(world.pilot, people)}
    cells = queries.cells_of(course, list(persons.values()), today=today)
    tally = tally_queries.tally_of(course, today=today, among=None if is_whole else people)

    for total in tally_queries.month_totals(tally):
        expected = counted([cell for own in cells.values() for cell in own if cell.month == total.month])
        assert (
            *(total.met, total.expected, total.promised, total.missed),
            *(total.required_minutes, total.received_minutes),
        ) == expected
    for standings in (tally_queries.SHORT, *PARTS):
        for unexplained in (False, True):
            reasons = (
                set(db.session.scalars(select(MissedMonthReason.participation_id))) if unexplained else set()
            )
            found = shortage_queries.behind(
                tally, course.months, limit=3, standings=frozenset(standings), unexplained=unexplained
            )
            for month, behind in found.items():
                wanted = sorted(
                    (cell.counted, persons[key].sort_key, key, replace(cell, received=0))
                    for key, own in cells.items()
                    for cell in own
                    if cell.month == month and cell.standing in standings
                    if not (key in reasons and str(month) == "2023-01")
                )
                assert behind.total == len(wanted)
                assert [
                    (one.cell.counted, one.sort_key, one.participation_id, replace(one.cell, received=0))
                    for one in behind.first
                ] == wanted[:3]
    until = Month.of(today)
    short = set(
        db.session.scalars(
            people.where(tally_queries.has_short_month(tally, until=until)).with_only_columns(
                Participation.id
            )
        )
    )
    assert short == {
        key
        for key, own in cells.items()
        if any(cell.month <= until and cell.standing in tally_queries.SHORT for cell in own)
    }
