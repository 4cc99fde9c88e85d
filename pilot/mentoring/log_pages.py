"""What the pages of the log say: chips, what was saved and can be taken back, notes on a day, refusals."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from pilot.cohort.holidays import holidays_between
from pilot.cohort.models import Participation
from pilot.cohort.rules import Month
from pilot.mentoring import labels, pages, rules, snapshots
from pilot.mentoring.enums import SessionState
from pilot.mentoring.models import MentorSession, SessionUndo
from pilot.mentoring.queries import MonthCell
from pilot.mentoring.refusals import SessionRefusedError
from pilot.mentoring.rules import Problem
from pilot.web import locale

LENGTHS = (30, 45, 60, 90, 120)
SUNDAY = 6


def lengths() -> list[tuple[int, str]]:
    """Return the lengths that the quick log offers at once; its question names the unit."""
    return [(length, str(length)) for length in LENGTHS]


@dataclass(frozen=True)
class Chips:
    """The people of the quick log: the second line of each card, and what the outcome line reads."""

    details: dict[str, dict[str, str]]
    attributes: dict[str, dict[str, str]]


def chips(
    people: Sequence[Participation], cells: Mapping[uuid.UUID, Sequence[MonthCell]], *, month: Month
) -> Chips:
    """Show beside each person the hours of this month, "1 of 2 h", and know those of the other months."""
    details, attributes = {}, {}
    for person in people:
        own = cells.get(person.id, ())
        promised = {
            str(cell.month): [cell.counted, cell.required, locale.short_month(cell.month.first_day)]
            for cell in own
            if cell.required is not None
        }
        attributes[str(person.id)] = {
            "data-name": person.user.given_name,
            "data-months": json.dumps(promised, ensure_ascii=False),
        }
        cell = pages.cell_of(own, month)
        if cell is None:
            continue
        text, kind, sign = locale.hours(cell.received), "ok", "half"
        if cell.required is not None:
            text = pages.outcome_hours(cell)
            kind, sign = ("ok", "ok") if cell.missing == 0 else ("warn", "half")
        details[str(person.id)] = {"text": text, "kind": kind, "icon": sign}
    return Chips(details, attributes)


@dataclass(frozen=True)
class Done:
    """A deed that can be taken back: what was stored, where to undo it, how long the page offers it."""

    words: str
    about: str
    url: str
    notes: tuple[str, ...]
    seconds: int = snapshots.SHOWN.seconds


def done(kept: Iterable[tuple[SessionUndo, str]]) -> list[Done]:
    """Say what was stored in the last seconds."""
    return [_done(undo.session, code) for undo, code in kept]


def _done(session: MentorSession, code: str) -> Done:
    names = ", ".join(short_name(name) for name in names_of(session))
    about = f"{names}, {locale.day(session.held_on)}"
    if session.state is SessionState.NOT_HELD and session.not_held_reason is not None:
        words = f"{about}. {labels.NOT_HELD_TOLD[session.not_held_reason]}"
    else:
        words = f"{about}, {locale.minutes(session.minutes)}, {labels.SESSION_FORMS[session.form]}"
    url = url_for("sessions.undo", code=code, session_id=session.id)
    return Done(_("Saved: %(what)s", what=words), about, url, tuple(notes_on(session)))


def names_of(session: MentorSession) -> list[str]:
    """Return the names of a session's people in their order."""
    users = [attendee.participation.user for attendee in session.attendees]
    return [user.name for user in sorted(users, key=lambda user: (user.sort_key, user.id))]


def short_name(name: str) -> str:
    """Write a name as people say it on a small screen: Anna B."""
    given, _space, family = name.partition(" ")
    return f"{given} {family[:1]}." if family else given


def when_words(session: MentorSession) -> str:
    """Write when a session is: weekday, day and, where it is known, the time."""
    day = session.held_on
    date = f"{day:%d.%m.}" if locale.language() == "lv" else locale.short_day(day)
    words = f"{locale.short_weekday(day).capitalize()} {date}"
    if session.starts_at is None:
        return words
    return f"{words} {locale.clock_time(session.starts_at.astimezone(rules.RIGA).time())}"


def question(session: MentorSession) -> str:
    """Ask whether a plan took place, with all that a "yes" stores."""
    names = ", ".join(short_name(name) for name in names_of(session))
    return f"{when_words(session)} · {names} · {locale.minutes(session.minutes)}"


def notes_on(session: MentorSession) -> list[str]:
    """Say what is unusual about a session that was stored all the same (M8)."""
    found = [_day_note(day) for day in sorted(days_of(session))]
    late = rules.is_entered_late(session.held_on, logged_on=logged_on(session))
    if session.state is SessionState.HELD and late:
        found.append(str(_("Entered later: %(day)s", day=locale.day(logged_on(session)))))
    return [note for note in found if note]


def days_of(session: MentorSession) -> set[dt.date]:
    """Return the days on which a session has minutes."""
    return {share.held_on for attendee in session.attendees for share in attendee.shares}


def logged_on(session: MentorSession) -> dt.date:
    return session.entered_at.astimezone(rules.RIGA).date()


def _day_note(day: dt.date) -> str:
    holiday = holidays_between(day, day, language=locale.language()).get(day)
    if holiday is not None:
        return str(_("%(day)s is a public holiday: %(name)s", day=locale.day(day), name=holiday))
    if day.weekday() == SUNDAY:
        return str(_("%(day)s is a Sunday", day=locale.day(day)))
    return ""


def refusal(refused: SessionRefusedError, record: rules.Record) -> str:
    """Say why a record is refused and what to do; a contradiction is shown with its numbers."""
    if refused.problem is Problem.TIMES_DISAGREE and record.starts is not None and record.ends is not None:
        between = rules.elapsed_minutes(*rules.moments_of(record.held_on, record.starts, record.ends))
        return str(
            _(
                "From %(start)s to %(end)s is %(between)s, the length says %(length)s: change one of them,"
                " or choose another length and leave it empty",
                start=locale.clock_time(record.starts),
                end=locale.clock_time(record.ends),
                between=labels.length(between),
                length=labels.length(record.minutes),
            )
        )
    return pages.words_of(refused)
