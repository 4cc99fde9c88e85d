"""Write events as iCalendar text: folded, escaped, in Riga's time, without control characters (X11, X12)."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pilot.overview.calendars.rules import Event
from pilot.text import clean

PRODUCER = "-//Kopdarbs//Kopdarbs//LV"
ASK_AGAIN = "PT6H"
END = b"END:VCALENDAR\r\n"
MOST_KEPT = 2_000
A_DAY = dt.timedelta(days=1)
RIGA = """\
BEGIN:VTIMEZONE
TZID:Europe/Riga
BEGIN:DAYLIGHT
DTSTART:20010325T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20011028T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
"""
"""The zone since Latvia keeps Europe's summer time; the library would write the onset an hour late."""


def write(name: str, events: Iterable[Event]) -> bytes:
    """Return a calendar of events as bytes of UTF-8."""
    return b"".join((_beginning(name), *map(_written, events), END))


def _beginning(name: str) -> bytes:
    """Return what stands before the events: the calendar's name and its zone."""
    import icalendar  # noqa: PLC0415 - takes a tenth of a second, and few requests need it

    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", line(name))
    calendar.add("x-wr-timezone", "Europe/Riga")
    calendar.add("x-published-ttl", ASK_AGAIN)
    calendar.add_component(icalendar.Timezone.from_ical(RIGA))
    written: bytes = calendar.to_ical()
    return written.removesuffix(END)


@lru_cache(maxsize=MOST_KEPT)
def _written(event: Event) -> bytes:
    """Return an event as text; everybody of a pilot asks for the same days, again and again."""
    import icalendar  # noqa: PLC0415 - takes a tenth of a second, and few requests need it

    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.changed_at)
    component.add("last-modified", event.changed_at)
    component.add("dtstart", event.starts)
    component.add("dtend", event.ends or event.starts + A_DAY)
    component.add("summary", line(event.title))
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    for name, value in (("location", line(event.place)), ("description", clean(event.text))):
        if value:
            component.add(name, value)
    if event.url:
        component.add("url", event.url)
    written: bytes = component.to_ical()
    return written


def line(text: str) -> str:
    """Return text as one line without signs that calendars cannot show."""
    return " ".join(clean(text).split())


def tag_of(name: str, events: Sequence[Event]) -> str:
    """Return the entity tag of a calendar: the same as long as nothing in it changes."""
    return hashlib.sha256(repr((PRODUCER, RIGA, name, tuple(events))).encode()).hexdigest()
