"""What people type about the training, as checked values on their way from a form to an action."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from pilot.files.rules import Upload
from pilot.training.attendance_rules import Partly
from pilot.training.enums import AttendanceStatus, DayMode, MakeUpKind, TeachingMethod


@dataclass(frozen=True)
class ModuleEntry:
    number: int
    title_lv: str
    title_en: str
    minutes: int
    aims: str


@dataclass(frozen=True)
class DayEntry:
    """A training day without its date."""

    number: int
    starts_at: dt.time
    ends_at: dt.time
    mode: DayMode
    venue: str
    address: str
    access_note: str
    planned_minutes: int
    room_id: uuid.UUID | None = None


@dataclass(frozen=True)
class DateEntry:
    """A date with its times; confirmed when the person saw what speaks against it."""

    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time
    is_confirmed: bool


@dataclass(frozen=True)
class ClassEntry:
    """A class of a day; without minutes it lasts from its start to its end."""

    starts_at: dt.time
    ends_at: dt.time
    minutes: int | None
    topic: str
    method: TeachingMethod
    module_id: uuid.UUID | None
    lecturer_ids: frozenset[uuid.UUID]


@dataclass(frozen=True)
class Mark:
    """One participant's line of the roll; the parts count only for those who were there partly."""

    participation_id: uuid.UUID
    status: AttendanceStatus
    partly: Partly = field(default_factory=Partly)
    is_remote: bool = False


@dataclass(frozen=True)
class CorrectionEntry:
    """What a locked day should say of a participant."""

    status: AttendanceStatus
    partly_minutes: int | None
    reason: str


@dataclass(frozen=True)
class SheetEntry:
    """The signed sheet: how many signatures it has, its scan, or why there is none."""

    signed_count: int
    is_confirmed: bool
    scan: Upload | None = None
    scan_lost_reason: str = ""


@dataclass(frozen=True)
class MakeUpEntry:
    """Work that may be made up for a module."""

    kind: MakeUpKind
    title: str
    minutes: int
    instructions: str
    module_id: uuid.UUID
    is_open: bool = True


@dataclass(frozen=True)
class MadeUpEntry:
    """Who made up work, when, and what shows it."""

    participation_id: uuid.UUID
    done_on: dt.date
    evidence: str
