"""Forms of attendance: the roll of a day, its lock, a correction."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, HiddenField

from pilot.files.forms import UploadField
from pilot.files.rules import SCANS
from pilot.training import attendance_rules, labels
from pilot.training.attendance_rules import DayShape, Halves, Partly
from pilot.training.entries import CorrectionEntry, Mark, SheetEntry
from pilot.training.enums import AttendanceStatus, Half, Part
from pilot.training.rules import Problem
from pilot.web.fields import NoteField, RadioChoiceField, TimesField, WholeNumberField, required
from pilot.web.forms import EditForm, Form, SearchForm

MOST_MINUTES = 720
HALF_OF = {Part.MORNING: Half.MORNING, Part.AFTERNOON: Half.AFTERNOON}


class MarkForm(SearchForm):
    """One participant's line of the roll; the roll around it carries token and key."""

    status = RadioChoiceField(
        _l("Attendance"), required(_l("Choose the attendance")), labels=labels.SHORT_STATUSES
    )
    part = RadioChoiceField(_l("Which part of the day?"), labels=labels.PARTS)
    late = WholeNumberField(_l("Came late, min"), least=0, most=MOST_MINUTES)
    early = WholeNumberField(_l("Left early, min"), least=0, most=MOST_MINUTES)
    stays = TimesField(
        _l("Or when were they there?"), description=_l("For example, 9.00–10.30, 13.00–17.00; without breaks")
    )
    remote = BooleanField(_l("Remotely"))

    shape = DayShape(MOST_MINUTES, Halves(0, MOST_MINUTES))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask those who were there partly for what they missed, which the others may leave empty."""
        if not self.is_by_minutes:
            self._forget_minutes()
        is_fine = super().validate(extra_validators)
        if self.status.data is AttendanceStatus.PARTLY and is_fine:
            problem = attendance_rules.partly_problem(self.partly(), self.shape)
            field = self.stays if self.stays.data else self.late
            if problem is not None:
                field.errors = [*field.errors, labels.PROBLEMS[problem]]
        return bool(is_fine) and not self.late.errors and not self.stays.errors

    @property
    def is_by_minutes(self) -> bool:
        """Tell whether the minutes that were missed are asked for: a wrong one elsewhere is out of sight."""
        has_half = self.part.data in HALF_OF and self.shape.halves.are_two
        return self.status.data is AttendanceStatus.PARTLY and not has_half

    def _forget_minutes(self) -> None:
        for field in (self.late, self.early, self.stays):
            field.data, field.raw_data, field.process_errors = None, [], []

    def partly(self) -> Partly:
        """Return the half that was chosen, the minutes that were missed, or the times."""
        if self.part.data in HALF_OF and self.shape.halves.are_two:
            return Partly(HALF_OF[self.part.data])
        return Partly(None, self.late.data or 0, self.early.data or 0, self.stays.data or ())

    def mark(self, participation_id: uuid.UUID, *, is_remote: bool) -> Mark:
        return Mark(
            participation_id,
            AttendanceStatus(self.status.data),
            self.partly(),
            is_remote=is_remote or self.remote.data,
        )


class RollForm(Form):
    """The roll of a day: one line for each participant, and a mark of the state that was seen."""

    seal = HiddenField()
    participation_ids: tuple[uuid.UUID, ...] = ()

    @classmethod
    def listing(cls, participation_ids: Sequence[uuid.UUID], *, shape: DayShape) -> type["RollForm"]:
        """Return this form with a line for each participant of a day."""
        line = type("MarkForm", (MarkForm,), {"shape": shape})
        fields = {_name(each): FormField(line) for each in participation_ids}
        return type(cls.__name__, (cls,), {**fields, "participation_ids": tuple(participation_ids)})

    def line(self, participation_id: uuid.UUID) -> MarkForm:
        """Return the line of one participant."""
        form: MarkForm = self[_name(participation_id)].form
        return form

    def marks(self, *, all_remote: bool) -> list[Mark]:
        return [self.line(each).mark(each, is_remote=all_remote) for each in self.participation_ids]


def _name(participation_id: uuid.UUID) -> str:
    return f"p{participation_id.hex}"


class LockForm(EditForm):
    """The signed sheet: its signatures, compared with what is recorded, and its scan."""

    signed_count = WholeNumberField(
        _l("Signatures on the attendance sheet"),
        required(_l("Enter the number of signatures")),
        least=0,
        most=1000,
    )
    confirmed = BooleanField(_l("Lock the day all the same"))
    scan = UploadField(_l("Scan of the signed sheet"), kinds=SCANS)
    scan_lost_reason = NoteField(
        _l("If there is no scan, why?"),
        most=2000,
        description=_l("For example, the paper was lost; the scan can be added later"),
    )

    def entry(self) -> SheetEntry:
        return SheetEntry(
            self.signed_count.data, self.confirmed.data, self.scan.data, self.scan_lost_reason.data or ""
        )

    def refuse(self, problem: Problem, *, recorded: int) -> None:
        words = str(labels.PROBLEMS[problem])
        field = "scan" if problem in {Problem.SCAN_MISSING, Problem.FILES_FULL} else "signed_count"
        self.refuse_field(field, f"{words}: {recorded}" if problem is Problem.SHEET_DISAGREES else words)

    @property
    def asks_to_confirm(self) -> bool:
        """Tell whether the box to tick belongs on the page."""
        return bool(self.confirmed.data or (self.signed_count.data is not None and self.signed_count.errors))


class ScanForm(EditForm):
    """The scan that a locked day still lacks."""

    scan = UploadField(_l("Scan of the signed sheet"), required(_l("Choose the file")), kinds=SCANS)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("scan", labels.PROBLEMS[problem])


class CorrectionForm(EditForm):
    """What a locked day should say of a participant, and why."""

    status = RadioChoiceField(_l("Attendance"), required(_l("Choose the attendance")), labels=labels.STATUSES)
    minutes = WholeNumberField(
        _l("Minutes attended"),
        least=0,
        most=MOST_MINUTES,
        description=_l("Only for those who attended partly"),
    )
    reason = NoteField(_l("Why is it corrected?"), required(_l("Enter the reason")), most=2000)

    def entry(self) -> CorrectionEntry:
        return CorrectionEntry(AttendanceStatus(self.status.data), self.minutes.data, self.reason.data)

    def refuse(self, problem: Problem) -> None:
        by_minutes = {Problem.STATUS_DISAGREES, Problem.MORE_THAN_PLANNED, Problem.MINUTES_OUT_OF_RANGE}
        self.refuse_field("minutes" if problem in by_minutes else "status", labels.PROBLEMS[problem])
