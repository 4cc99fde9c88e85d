"""Judge who gets a certificate and who a statement of hours, and number what is issued (R13)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pilot.cohort.canonical import seal_of
from pilot.cohort.rules import academic_hours
from pilot.training.certificates.enums import CertificateKind, CertificateState
from pilot.training.enums import AttendanceStanding
from pilot.training.threshold_rules import AttendanceTotals, attendance_standing

FORM = 2
DEFAULT_PATTERN = "{code}-{number:03}"
PLACEHOLDER = re.compile(r"\{(?:(code)|number(?::0([1-9]))?)\}")
LONGEST_CODE, MOST_LETTERS = "X" * 32, 60


class Problem(StrEnum):
    """Why a document is not issued, revoked or made again."""

    THRESHOLD_NOT_CONFIRMED = "threshold_not_confirmed"
    ATTENDANCE_INCOMPLETE = "attendance_incomplete"
    NOTHING_ATTENDED = "nothing_attended"
    REASON_MISSING = "reason_missing"
    ISSUED_ALREADY = "issued_already"
    IN_FUTURE = "in_future"
    BEFORE_END = "before_end"
    NOT_LIVE = "not_live"
    NOBODY_READY = "nobody_ready"
    CHANGED_MEANWHILE = "changed_meanwhile"
    PATTERN_WRONG = "pattern_wrong"


class Gap(StrEnum):
    """What a participant lacks for the certificate."""

    ATTENDANCE_INCOMPLETE = "attendance_incomplete"
    NOTHING_ATTENDED = "nothing_attended"
    BELOW_THRESHOLD = "below_threshold"
    ASSIGNMENTS_OPEN = "assignments_open"


@dataclass(frozen=True)
class Record:
    """What a participant has done: minutes that count, and mandatory assignments not accepted yet."""

    totals: AttendanceTotals
    open_mandatory: int = 0


@dataclass(frozen=True)
class Judgement:
    """Which document a participant is ready for, if any, and what is missing for the certificate."""

    ready_for: CertificateKind | None
    gaps: tuple[Gap, ...] = ()


def judge(record: Record, *, threshold_pct: int | None) -> Judgement:
    """Say what a participant is ready for (R13).

    Attendance is compared unrounded with all planned minutes. Who has reached the threshold but not handed in
    everything waits; who has not reached it gets a statement of hours once all days are recorded.
    """
    totals = record.totals
    if totals.planned == 0 or totals.taken < totals.planned:
        return Judgement(None, (Gap.ATTENDANCE_INCOMPLETE,))
    if totals.attended == 0:
        return Judgement(None, (Gap.NOTHING_ATTENDED,))
    standing = attendance_standing(totals, threshold_pct=threshold_pct)
    is_below = standing not in {AttendanceStanding.REACHED, AttendanceStanding.NO_THRESHOLD}
    found = [(is_below, Gap.BELOW_THRESHOLD), (record.open_mandatory > 0, Gap.ASSIGNMENTS_OPEN)]
    gaps = tuple(gap for is_true, gap in found if is_true)
    if is_below:
        return Judgement(CertificateKind.STATEMENT, gaps)
    return Judgement(None if gaps else CertificateKind.CERTIFICATE, gaps)


def issue_problem(kind: CertificateKind, judgement: Judgement, *, reason: str) -> Problem | None:
    """Refuse what cannot be stated yet, and a certificate against the rule without a reason (R13)."""
    if Gap.ATTENDANCE_INCOMPLETE in judgement.gaps:
        return Problem.ATTENDANCE_INCOMPLETE
    if Gap.NOTHING_ATTENDED in judgement.gaps:
        return Problem.NOTHING_ATTENDED
    if kind is CertificateKind.CERTIFICATE and judgement.gaps and not reason.strip():
        return Problem.REASON_MISSING
    return None


def pattern_problem(pattern: str) -> Problem | None:
    """Refuse a pattern without the number, with unknown words in braces, or that gives too long numbers."""
    rest = PLACEHOLDER.sub("", pattern)
    has_number = any(match[1] is None for match in PLACEHOLDER.finditer(pattern))
    longest = number_of(pattern, code=LONGEST_CODE, serial=1)
    if not has_number or "{" in rest or "}" in rest or len(longest) > MOST_LETTERS:
        return Problem.PATTERN_WRONG
    return None


def number_of(pattern: str, *, code: str, serial: int) -> str:
    """Write the number of a document: {code}-{number:03} gives SDK-2022-007."""
    return PLACEHOLDER.sub(lambda match: code if match[1] else f"{serial:0{match[2] or 1}}", pattern)


def initials(name: str) -> str:
    """Return the first letter of every word of a name: L. Ā., I. O.-Z."""
    words = name.split()
    return " ".join("-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in words)


def hours_text(minutes: int, divisor: int) -> str:
    """Return academic hours with their two decimals and a point, as they are frozen (R5)."""
    return f"{academic_hours(minutes, divisor):.2f}"


FROZEN = (
    "name",
    "minutes",
    "made_up_minutes",
    "planned_minutes",
    "programme_lv",
    "programme_en",
    "period",
    "modules",
)


def changed_since(frozen: Mapping[str, Any], current: Mapping[str, Any]) -> list[str]:
    """Name the facts that are different now from what a document states; of what it does not, none."""
    return [name for name in FROZEN if name in frozen and frozen[name] != current[name]]


def made_up_minutes(frozen: Mapping[str, Any]) -> int:
    """Return the minutes of make-up work that a document states; the first form did not state them."""
    return int(frozen.get("made_up_minutes", 0))


def is_valid(state: CertificateState) -> bool:
    """Tell whether a document holds: also a duplicate stands for the one issued."""
    return state is not CertificateState.REVOKED


def preview_seal(lines: Iterable[tuple[str, str, int, int]]) -> str:
    """Return a mark of who gets what for how many minutes attended and made up, as it was shown."""
    return seal_of({"lines": [list(line) for line in lines]})
