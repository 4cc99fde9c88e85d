"""Half a year of mentor sessions: a month missed by one minute, a group session, a returned one."""

import datetime as dt
from dataclasses import dataclass

from pilot.cohort.enums import PairRole
from pilot.cohort.models import MentoringPair, MonthClose
from pilot.cohort.rules import Month
from pilot.demo.people import Place
from pilot.demo.stage import Stage, at, day, keep
from pilot.mentoring import month_sums
from pilot.mentoring.enums import ConfirmationState, SessionForm, SessionKind, SessionState, Topic
from pilot.mentoring.models import MentorSession, MissedMonthReason, SessionAttendee, SessionShare

PAIRED = day("2022-11-21")
PRACTICE_BEGINS = day("2022-11-28")
CLOSED = (
    ("2022-09", "2022-10-07"),
    ("2022-10", "2022-11-07"),
    ("2022-11", "2022-12-07"),
    ("2022-12", "2023-01-09"),
    ("2023-01", "2023-02-07"),
    ("2023-02", "2023-03-07"),
    ("2023-03", "2023-04-11"),
    ("2023-04", "2023-05-09"),
    ("2023-05", "2023-06-07"),
)
AHEAD = dt.timedelta(days=8)  # how long before a session it is planned
CLOSES_LATE = 8  # days after which the coordinator closes at the latest; until then it is a task


@dataclass(frozen=True)
class Held:
    """A session of the script: mentor, day, minutes, who came, how."""

    mentor: str
    on: str
    minutes: int
    keys: tuple[str, ...]
    form: SessionForm = SessionForm.VIDEO
    topics: tuple[Topic, ...] = (Topic.DEFINING_COMMUNITY,)
    summary: str = ""
    hour: int | None = None
    returned: str = ""


MONTHS = [Month(2022, 12), *(Month(2023, number) for number in range(1, 6))]
MISSED = {"2022-12": ("jelena.sokola",), "2023-01": ("liga.abele",)}
# per participant: (month, days of the month, minutes of each session)
RHYTHM: dict[str, tuple[tuple[str, tuple[tuple[int, int], ...]], ...]] = {
    "dalibniece": (
        ("2022-12", ((6, 60), (20, 75))),
        ("2023-01", ((10, 75), (24, 45))),
        ("2023-02", ((7, 60), (21, 60))),
        ("2023-03", ((7, 60), (21, 75))),
        ("2023-04", ((4, 60), (18, 60))),
        ("2023-05", ((9, 90), (23, 45))),
    ),
    "liga.abele": (
        ("2022-12", ((8, 90), (15, 45))),
        ("2023-01", ((12, 75), (26, 44))),
        ("2023-02", ((9, 30), (23, 90))),
        ("2023-03", ((9, 75), (23, 60))),
        ("2023-04", ((6, 75), (20, 60))),
        ("2023-05", ((11, 60), (25, 60))),
    ),
    "kristine.krumina": (
        ("2022-12", ((7, 60), (21, 60))),
        ("2023-01", ((11, 90),)),
        ("2023-02", ((1, 75), (8, 60))),
        ("2023-03", ((8, 60), (22, 75))),
        ("2023-04", ((5, 60), (19, 75))),
        ("2023-05", ((10, 75), (24, 60))),
    ),
    "ilze.ozolina": (
        ("2022-12", ((1, 60), (14, 60))),
        ("2023-01", ((4, 60), (18, 75))),
        ("2023-02", ((2, 60), (16, 60))),
        ("2023-03", ((1, 60), (15, 60))),
        ("2023-04", ((12, 60), (26, 60))),
        ("2023-05", ((3, 75), (17, 60))),
    ),
    "peteris.kirsis": (
        ("2022-12", ((5, 120),)),
        ("2023-01", ((9, 60),)),
        ("2023-02", ((6, 45), (20, 75))),
        ("2023-03", ((6, 60), (20, 60))),
        ("2023-04", ((3, 60), (17, 75))),
        ("2023-05", ((8, 60), (22, 60))),
    ),
    "zane.dzene": (
        ("2022-12", ((2, 60), (16, 60))),
        ("2023-01", ((6, 60), (20, 60))),
        ("2023-02", ((3, 120),)),
        ("2023-03", ((3, 60), (17, 60))),
        ("2023-04", ((14, 60), (28, 75))),
        ("2023-05", ((5, 60), (19, 60))),
    ),
    "evija.gailite": (
        ("2022-12", ((12, 60), (19, 75))),
        ("2023-01", ((16, 120),)),
        ("2023-02", ((24, 120),)),
        ("2023-03", ((13, 120),)),
        ("2023-04", ((11, 120),)),
        ("2023-05", ((15, 120),)),
    ),
    "marija.lukasa": (
        ("2022-12", ((13, 60), (27, 60))),
        ("2023-01", ((17, 75), (31, 60))),
        ("2023-02", ((10, 60), (24, 60))),
        ("2023-03", ((14, 60), (28, 60))),
        ("2023-04", ((11, 60), (25, 60))),
        ("2023-05", ((16, 60), (30, 60))),
    ),
    "dainis.ronis": (
        ("2022-12", ((9, 120),)),
        ("2023-01", ((13, 60), (27, 60))),
        ("2023-02", ((13, 90), (27, 45))),
        ("2023-03", ((10, 60), (24, 60))),
        ("2023-04", ((14, 120),)),
        ("2023-05", ((12, 60), (26, 60))),
    ),
    "jelena.sokola": (
        ("2022-12", ((14, 45), (28, 45))),
        ("2023-01", ((5, 60), (19, 75))),
        ("2023-02", ((2, 60), (9, 60))),
        ("2023-03", ((2, 60), (16, 60))),
        ("2023-04", ((13, 60), (27, 60))),
        ("2023-05", ((18, 120),)),
    ),
    "oskars.jansons": (
        ("2022-12", ((15, 120),)),
        ("2023-01", ((3, 60), (25, 60))),
        ("2023-02", ((8, 60), (22, 60))),
        ("2023-03", ((15, 60), (29, 60))),
        ("2023-04", ((12, 60), (26, 60))),
        ("2023-05", ((17, 60), (31, 60))),
    ),
}
GROUP = Held(
    "mentore",
    "2023-01-19",
    90,
    ("dalibniece", "kristine.krumina", "peteris.kirsis"),
    SessionForm.IN_PERSON,
    (Topic.NEEDS_RESEARCH, Topic.OWN_ROLE),
    "Salīdzinājām trīs aptauju uzmetumus un vienojāmies par kopīgiem jautājumiem.",
    hour=10,
)
RETURNED = ("dalibniece", "2023-02-07", "Tikāmies pusotru stundu, nevis stundu.")
TOPICS = (
    (Topic.DEFINING_COMMUNITY, Topic.OWN_ROLE),
    (Topic.NEEDS_RESEARCH,),
    (Topic.RESOURCES, Topic.NEEDS_RESEARCH),
    (Topic.COOPERATION_GROUP,),
    (Topic.STRATEGY, Topic.METHODOLOGY),
)
SUMMARIES = (
    "Pārrunājām kopienas robežas un to, kurus iedzīvotājus vēl nesasniedzam.",
    "Izgājām cauri interviju jautājumiem un saīsinājām anketu.",
    "Sarunājām, kā uzrunāt bibliotēku un pagasta pārvaldi.",
    "Gatavojāmies pirmajai sadarbības grupas sanāksmei.",
    "Pārskatījām konstatējumus un to, kas vēl jāpārbauda.",
)
# who had another mentor at first, and until when
EARLIER = {"kristine.krumina": ("solvita.egle", "2022-12-31")}


def fill(stage: Stage, places: tuple[Place, ...]) -> None:
    """Add the pairs, the sessions up to today, what is planned next, and the closed months."""
    for place in places:
        for pair in _pairs(stage, place) if place.mentor and stage.happened(PAIRED) else ():
            keep(pair)
    for place in places:
        for month, sessions in RHYTHM.get(place.person.key, ()):
            for number, minutes in sessions:
                _session(stage, _scripted(place, f"{month}-{number:02d}", minutes))
    _session(stage, GROUP)
    for key, mentor in (("evija.gailite", "solvita.egle"), ("dalibniece", "mentore")):
        _plan(stage, key, mentor)
    month_sums.recount(stage.pilot, [row.id for row in stage.participations.values()], MONTHS)

    for month, on in CLOSED:
        _close(stage, month, day(on))


def _pairs(stage: Stage, place: Place) -> list[MentoringPair]:
    """Return the pairs of a participant: one, or before it that with an earlier mentor."""
    earlier, until = EARLIER.get(place.person.key, ("", ""))
    spans: list[tuple[str, dt.date, dt.date | None]] = [(place.mentor, PRACTICE_BEGINS, None)]
    if earlier and not stage.happened(day(until)):
        spans = [(earlier, PRACTICE_BEGINS, None)]
    elif earlier:
        spans = [
            (earlier, PRACTICE_BEGINS, day(until)),
            (place.mentor, day(until) + dt.timedelta(days=1), None),
        ]
    return [
        MentoringPair(
            pilot_id=stage.pilot.id,
            participation_id=stage.participations[place.person.key].id,
            mentor_id=stage.users[mentor].id,
            role=PairRole.PRIMARY,
            starts_on=starts_on,
            ends_on=ends_on,
            end_reason="Mentorei mainījās darba laiks" if ends_on else "",
        )
        for mentor, starts_on, ends_on in spans
    ]


def _scripted(place: Place, on: str, minutes: int) -> Held:
    seed = sum(map(ord, place.person.key + on))
    returned = RETURNED[2] if (place.person.key, on) == RETURNED[:2] else ""
    earlier, until = EARLIER.get(place.person.key, ("", ""))
    return Held(
        earlier if on <= until else place.mentor,
        on,
        minutes,
        (place.person.key,),
        (SessionForm.IN_PERSON, SessionForm.VIDEO, SessionForm.PHONE)[seed % 3],
        TOPICS[seed % len(TOPICS)],
        SUMMARIES[seed % len(SUMMARIES)],
        returned=returned,
    )


def _session(stage: Stage, script: Held) -> None:
    on = day(script.on)
    if not stage.happened(on):
        return
    starts_at = at(on, script.hour) if script.hour is not None else None
    session = keep(
        MentorSession(
            pilot_id=stage.pilot.id,
            mentor_id=stage.users[script.mentor].id,
            held_on=on,
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(minutes=script.minutes) if starts_at else None,
            minutes=script.minutes,
            form=script.form,
            kind=SessionKind.GROUP if len(script.keys) > 1 else SessionKind.INDIVIDUAL,
            state=SessionState.HELD,
            topics=[str(topic) for topic in script.topics],
            summary=script.summary,
            logged_at=at(on - AHEAD, 18) if script.hour is None else at(on, 18),
        )
    )
    waits = (stage.today - on).days < CLOSES_LATE
    for key in script.keys:
        attendee = keep(
            SessionAttendee(
                session_id=session.id,
                participation_id=stage.participations[key].id,
                confirmation=_confirmation(script, waits=waits),
                comment=script.returned,
                answered_at=None if waits and not script.returned else at(on + dt.timedelta(days=1), 9),
            )
        )
        keep(SessionShare(attendee_id=attendee.id, held_on=on, minutes=script.minutes))


def _confirmation(script: Held, *, waits: bool) -> ConfirmationState:
    if script.returned:
        return ConfirmationState.RETURNED
    return ConfirmationState.WAITING if waits else ConfirmationState.CONFIRMED


def _plan(stage: Stage, key: str, mentor: str) -> None:
    """Plan a session a week from today, as long as practice lasts."""
    on = stage.today + dt.timedelta(days=7)
    if not PRACTICE_BEGINS <= on <= day("2023-05-31"):
        return
    session = keep(
        MentorSession(
            pilot_id=stage.pilot.id,
            mentor_id=stage.users[mentor].id,
            held_on=on,
            minutes=60,
            form=SessionForm.VIDEO,
            kind=SessionKind.INDIVIDUAL,
            state=SessionState.PLANNED,
            topics=[],
            logged_at=at(stage.today, 8),
        )
    )
    attendee = keep(SessionAttendee(session_id=session.id, participation_id=stage.participations[key].id))
    keep(SessionShare(attendee_id=attendee.id, held_on=on, minutes=60))


def _close(stage: Stage, month: str, on: dt.date) -> None:
    """Close a month on its day, unless so little time has passed that it is still a task."""
    if (stage.today - on).days < CLOSES_LATE:
        return
    keep(
        MonthClose(
            pilot_id=stage.pilot.id, month=month, closed_at=at(on, 15), closed_by_id=stage.coordinator.id
        )
    )
    for key in MISSED.get(month, ()):
        keep(
            MissedMonthReason(
                participation_id=stage.participations[key].id,
                month=month,
                reason="participant_ill",
                recorded_by_id=stage.coordinator.id,
                recorded_at=at(on, 14),
            )
        )
