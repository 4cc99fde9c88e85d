"""Forms of the plan: modules, days and classes."""

import datetime as dt
import re
import uuid
from collections.abc import Collection, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import ValidationError

from pilot.cohort.rules import academic_hours
from pilot.training import labels
from pilot.training.entries import ClassEntry, DateEntry, DayEntry, ModuleEntry
from pilot.training.enums import DayMode, TeachingMethod
from pilot.training.rules import DayFinding, Problem
from pilot.web.fields import (
    ChoiceField,
    DayField,
    LineField,
    NoteField,
    PickField,
    PickManyField,
    RadioChoiceField,
    TimeField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form
from pilot.web.locale import number

if TYPE_CHECKING:
    from pilot.accounts.models import User
    from pilot.cohort.models import Pilot
    from pilot.training.models import Module

HOURS_PATTERN = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?", re.ASCII)
MOST_MODULE_MINUTES = 30_000
MOST_DAY_MINUTES = 720


class AcademicHoursField(WholeNumberField):
    """Academic hours as people count training (16 or 7,5), kept in minutes by the form's divisor."""

    problem = _l("Enter academic hours, for example 16 or 7,5")

    def read(self, typed: str) -> int | None:
        if not HOURS_PATTERN.fullmatch(typed):
            return None
        exact = Decimal(typed.replace(",", ".")) * self.meta.divisor
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    def written(self, value: int) -> str:
        return number(Decimal(f"{academic_hours(value, self.meta.divisor).normalize():f}"))

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002, FBT001 - WTForms' signature
        if self.data is not None and not self.least <= self.data <= self.most:
            most = number(academic_hours(self.most, self.meta.divisor))
            raise ValidationError(_l("Enter academic hours above 0 and at most %(most)s", most=most))


class _CountedForm(EditForm):
    """A form that counts in academic hours of one pilot."""

    class Meta(EditForm.Meta):
        divisor = 45

    @classmethod
    def counting(cls, divisor: int) -> type[Self]:
        """Return this form for a pilot whose academic hour has so many minutes."""
        meta = type("Meta", (cls.Meta,), {"divisor": divisor})
        return type(cls.__name__, (cls,), {"Meta": meta})


class ModuleForm(_CountedForm):
    number = WholeNumberField(_l("Number"), required(_l("Enter the number of the module")), least=1, most=99)
    title_lv = LineField(_l("Title in Latvian"), required(_l("Enter the title in Latvian")))
    title_en = LineField(_l("Title in English"), required(_l("Enter the title in English")))
    minutes = AcademicHoursField(
        _l("Academic hours"), required(_l("Enter the academic hours")), least=1, most=MOST_MODULE_MINUTES
    )
    aims = NoteField(_l("Aims"))

    def entry(self) -> ModuleEntry:
        return ModuleEntry(
            self.number.data, self.title_lv.data, self.title_en.data, self.minutes.data, self.aims.data
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("number", labels.PROBLEMS[problem])


DAY_FIELDS = {
    Problem.NUMBER_TAKEN: "number",
    Problem.ENDS_BEFORE_START: "ends_at",
    Problem.MINUTES_EXCEED_TIMES: "planned_minutes",
    Problem.MINUTES_OUT_OF_RANGE: "planned_minutes",
    Problem.LESS_THAN_RECORDED: "planned_minutes",
}


class DayForm(_CountedForm):
    """A day without its date, which is changed by moving the day."""

    number = WholeNumberField(_l("Number"), required(_l("Enter the number of the day")), least=1, most=365)
    starts_at = TimeField(_l("Start"), required(_l("Enter the start")))
    ends_at = TimeField(_l("End"), required(_l("Enter the end")))
    planned_minutes = AcademicHoursField(
        _l("Academic hours"), required(_l("Enter the academic hours")), least=1, most=MOST_DAY_MINUTES
    )
    mode = RadioChoiceField(
        _l("How is the day held?"), required(_l("Choose how the day is held")), labels=labels.MODES
    )
    room_id = PickField(
        _l("Room"),
        blank=_l("Another place, or not known yet"),
        description=_l("Fills in venue, address and how to get in, where you leave them as they are."),
    )
    venue = LineField(_l("Venue"))
    address = LineField(_l("Address"))
    access_note = LineField(_l("How to get in"))

    def entry(self) -> DayEntry:
        return DayEntry(
            number=self.number.data,
            starts_at=self.starts_at.data,
            ends_at=self.ends_at.data,
            mode=DayMode(self.mode.data),
            venue=self.venue.data,
            address=self.address.data,
            access_note=self.access_note.data,
            planned_minutes=self.planned_minutes.data,
            room_id=uuid.UUID(self.room_id.data) if self.room_id.data else None,
        )

    def offer(self, rooms: Iterable[tuple[uuid.UUID, str]]) -> None:
        """Set the rooms to choose from."""
        self.room_id.offer(list(rooms))

    def refuse(self, problem: Problem) -> None:
        self.refuse_field(DAY_FIELDS.get(problem, "number"), labels.PROBLEMS[problem])


class _Dated(Form):
    """A date that may need confirming: what speaks against it stands beside it, with the box to tick."""

    speaks_against: Sequence[str] = ()
    free_on: dt.date | None = None
    held_on = DayField(_l("Date"), required(_l("Enter the date")))
    confirmed = BooleanField(_l("Hold the day on this date all the same"))

    def warn(self, findings: Iterable[DayFinding]) -> None:
        """Put what speaks against the date beside it and ask to confirm."""
        self.look_at(findings)
        free = [labels.next_free(self.free_on)] if self.free_on else []
        self.refuse_field("held_on", ". ".join([*self.speaks_against, *free]))
        self.speaks_against = ()

    def look_at(self, findings: Iterable[DayFinding]) -> None:
        """Keep in words what speaks against the date, and the next day on which nothing does."""
        findings = list(findings)
        self.speaks_against = [labels.speaks_against(found, when=self.held_on.data) for found in findings]
        self.free_on = next((found.next_free_on for found in findings if found.next_free_on), None)

    def suggest(self, *, held_on: dt.date | None, starts_at: dt.time | None, ends_at: dt.time | None) -> None:
        """Fill in a date and times that the address of the page names, where nothing was typed."""
        for name, value in (("held_on", held_on), ("starts_at", starts_at), ("ends_at", ends_at)):
            if value is not None and not self[name].raw_data:
                self[name].data = value

    @property
    def asks_to_confirm(self) -> bool:
        """Tell whether the box to tick belongs on the page."""
        return bool(self.confirmed.data or self.speaks_against or (self.held_on.data and self.held_on.errors))


class PlanDayForm(_Dated, DayForm):
    """A new day with its date."""

    def refuse(self, problem: Problem) -> None:
        if problem is Problem.MONTH_CLOSED:
            self.refuse_field("held_on", labels.PROBLEMS[problem])
        else:
            super().refuse(problem)

    def when(self) -> DateEntry:
        return DateEntry(
            self.held_on.data, self.starts_at.data, self.ends_at.data, is_confirmed=self.confirmed.data
        )


class MoveDayForm(_Dated, EditForm):
    """A day's new date and times, and why."""

    starts_at = TimeField(_l("Start"), required(_l("Enter the start")))
    ends_at = TimeField(_l("End"), required(_l("Enter the end")))
    change_reason = NoteField(_l("Why is the day moved?"), required(_l("Enter the reason")), most=2000)

    def when(self) -> DateEntry:
        return DateEntry(
            self.held_on.data, self.starts_at.data, self.ends_at.data, is_confirmed=self.confirmed.data
        )

    def refuse(self, problem: Problem) -> None:
        fields = {
            Problem.ENDS_BEFORE_START: "ends_at",
            Problem.MINUTES_EXCEED_TIMES: "ends_at",
            Problem.REASON_MISSING: "change_reason",
        }
        self.refuse_field(fields.get(problem, "held_on"), labels.PROBLEMS[problem])


class CancelDayForm(EditForm):
    change_reason = NoteField(_l("Why is the day cancelled?"), required(_l("Enter the reason")), most=2000)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("change_reason", labels.PROBLEMS[problem])


class AcceptForm(Form):
    reason = NoteField(_l("Why is this accepted?"), required(_l("Enter the reason")), most=2000)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("reason", labels.PROBLEMS[problem])


class ClassForm(EditForm):
    topic = LineField(_l("Topic"), required(_l("Enter the topic")))
    starts_at = TimeField(_l("Start"), required(_l("Enter the start")))
    ends_at = TimeField(_l("End"), required(_l("Enter the end")))
    minutes = WholeNumberField(
        _l("Length in minutes"),
        least=1,
        most=MOST_DAY_MINUTES,
        description=_l("Without breaks. Left empty: from the start to the end."),
    )
    module_id = PickField(_l("Module"), blank=_l("No module"))
    method = ChoiceField(_l("Method"), required(_l("Choose the method")), labels=labels.METHODS)
    lecturer_ids = PickManyField(_l("Lecturers"))

    def offer(
        self,
        modules: Sequence["Module"],
        lecturers: Sequence["User"],
        *,
        away: Collection[uuid.UUID],
        language: str,
    ) -> None:
        """Set the modules and lecturers to choose from; who is away on the day is marked."""
        self.module_id.offer(
            [(module.id, f"{module.number}. {title_of(module, language=language)}") for module in modules]
        )
        self.lecturer_ids.offer(
            [
                (
                    each.id,
                    _("%(name)s (not available that day)", name=each.name) if each.id in away else each.name,
                )
                for each in lecturers
            ]
        )

    def entry(self) -> ClassEntry:
        return ClassEntry(
            starts_at=self.starts_at.data,
            ends_at=self.ends_at.data,
            minutes=self.minutes.data,
            topic=self.topic.data,
            method=TeachingMethod(self.method.data),
            module_id=uuid.UUID(self.module_id.data) if self.module_id.data else None,
            lecturer_ids=frozenset(uuid.UUID(each) for each in self.lecturer_ids.data or ()),
        )

    def refuse(self, problem: Problem, *, names: Sequence[str] = ()) -> None:
        fields = {
            Problem.ENDS_BEFORE_START: "ends_at",
            Problem.MINUTES_EXCEED_TIMES: "minutes",
            Problem.MINUTES_OUT_OF_RANGE: "minutes",
            Problem.LECTURER_BUSY: "lecturer_ids",
        }
        words = f"{labels.PROBLEMS[problem]}: {', '.join(names)}" if names else labels.PROBLEMS[problem]
        self.refuse_field(fields.get(problem, "starts_at"), words)


def usual_minutes(pilot: "Pilot") -> int:
    """Return the minutes of a usual training day of the pilot."""
    return pilot.academic_hours_per_day * pilot.academic_hour_minutes


def title_of(module: "Module", *, language: str) -> str:
    """Return a module's title in the language of the page."""
    return module.title_en if language == "en" else module.title_lv
