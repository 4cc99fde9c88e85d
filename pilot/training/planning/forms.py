"""Forms of the planner: what to plan for, what changed, and the plan to use."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import HiddenField

from pilot.training.forms import title_of
from pilot.training.planning.engine.problem import DAY, Wish
from pilot.training.planning.entries import ChangeEntry, PlanEntry
from pilot.training.planning.enums import Importance
from pilot.training.planning.labels import IMPORTANCE, WEEKDAYS, weekday_name
from pilot.training.planning.rules import MOST_DAY_MINUTES, minutes_of_days, usual_days
from pilot.training.rules import span_minutes
from pilot.web import locale
from pilot.web.fields import (
    DayField,
    LineField,
    NoteField,
    PickField,
    PickManyField,
    RadioChoiceField,
    TimeField,
    WholeNumberField,
    read_day,
    required,
)
from pilot.web.forms import Form, SearchForm

if TYPE_CHECKING:
    from pilot.accounts.models import User
    from pilot.training.models import Module

LONGEST_COURSE_DAYS = 400
MOST_DATES = 400
MOST_DAYS = 40
CHOOSE = _l("Choose how important it is")
BETWEEN_DATES = re.compile(r"[,;\n]+")
BETWEEN_ENDS = re.compile(r"\s*–\s*|\s+-\s+")


class DatesField(DayField):
    """Several days, and stretches of days: 24.10.2022, 31.10.2022 – 04.11.2022; kept as a set."""

    problem = _l("Enter days as in 24.10.2022, 31.10.2022 – 04.11.2022")

    def read(self, typed: str) -> Any:
        found: set[dt.date] = set()
        for part in BETWEEN_DATES.split(typed):
            ends = [read_day(end.strip()) for end in BETWEEN_ENDS.split(part.strip())] if part.strip() else []
            if None in ends or len(ends) > 2:  # noqa: PLR2004 - a stretch has two ends
                return None
            days = [end for end in ends if end is not None]
            if days and not 0 <= (days[-1] - days[0]).days < MOST_DATES:
                return None
            found |= set(_dates(days))
            if len(found) > MOST_DATES:
                return None
        return frozenset(found)

    def written(self, value: Any) -> str:
        return written_dates(value)


def _dates(ends: Sequence[dt.date]) -> Iterable[dt.date]:
    if ends:
        for number in range((ends[-1] - ends[0]).days + 1):
            yield ends[0] + number * DAY


def written_dates(dates: Collection[dt.date]) -> str:
    """Write days as a person would type them, days in a row as a stretch."""
    stretches: list[list[dt.date]] = []
    for date in sorted(dates):
        if stretches and date - stretches[-1][-1] == DAY:
            stretches[-1].append(date)
        else:
            stretches.append([date])
    ends = (dict.fromkeys((stretch[0], stretch[-1])) for stretch in stretches)
    return ", ".join(" – ".join(f"{end:%d.%m.%Y}" for end in each) for each in ends)


class _PlanFields:
    """What a plan is made for; the fields of each module are added for one pilot."""

    first_on = DayField(_l("First day"), required(_l("Enter the first day of the training")))
    last_on = DayField(_l("Last day"), required(_l("Enter the last day of the training")))
    weekdays = PickManyField(_l("Weekdays"), required(_l("Choose at least one weekday")))
    working = PickManyField(
        _l("Saturdays that are working days"),
        description=_l(
            "A working day was moved to them. They are not planned unless you choose them or Saturdays above"
        ),
    )
    days_per_month = WholeNumberField(
        _l("Training days in a month"),
        least=0,
        most=31,
        description=_l("0 or empty: as many as fit"),
    )
    blocked = DatesField(
        _l("Days without training"),
        description=_l("Public holidays come by themselves. For example 24.10.2022, 31.10.2022 – 04.11.2022"),
    )
    starts_at = TimeField(_l("Start"), required(_l("Enter the start")))
    ends_at = TimeField(_l("End"), required(_l("Enter the end")))
    venue = LineField(
        _l("Venue"), description=_l("Left empty: a free room of the pilot with seats enough, if it has rooms")
    )
    absence = RadioChoiceField(_l("Few absences"), required(CHOOSE), labels=IMPORTANCE)
    split = RadioChoiceField(_l("Days of a module together"), required(CHOOSE), labels=IMPORTANCE)
    gap = RadioChoiceField(_l("Time between modules"), required(CHOOSE), labels=IMPORTANCE)
    gap_days = WholeNumberField(
        _l("Days from one module to the next"), least=0, most=60, description=_l("At least so many")
    )
    weekday = RadioChoiceField(_l("Preferred weekdays"), required(CHOOSE), labels=IMPORTANCE)
    preferred = PickManyField(_l("Which weekdays are preferred?"))
    travel = RadioChoiceField(_l("No travel overnight"), labels=IMPORTANCE)


class PlanForm(_PlanFields, Form):
    """What to plan for; made for the modules and lecturers of one pilot by `plan_form`."""

    modules: Sequence["Module"] = ()
    saturdays: Sequence[dt.date] = ()
    language = "lv"

    def offer(self, lecturers: Sequence["User"]) -> "PlanForm":
        """Set the weekdays and lecturers to choose from."""
        week = [(number, weekday_name(number).capitalize()) for number in WEEKDAYS]
        self.weekdays.offer(week)
        self.preferred.offer(week)
        self.working.offer([(date.isoformat(), locale.day(date)) for date in self.saturdays])
        for module in self.modules:
            self[f"lecturers_{module.number}"].offer([(person.id, person.name) for person in lecturers])
        return self

    @property
    def module_fields(self) -> list[tuple[str, Any, Any]]:
        """Return each module's title with its two fields."""
        return [
            (
                f"{module.number}. {title_of(module, language=self.language)}",
                self[f"days_{module.number}"],
                self[f"lecturers_{module.number}"],
            )
            for module in self.modules
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then what holds between them."""
        is_sound: bool = super().validate(extra_validators)
        if not is_sound:
            return False
        span = (self.last_on.data - self.first_on.data).days
        if span < 0:
            self.refuse_field("last_on", _l("Enter a last day that is not before the first"))
        elif span > LONGEST_COURSE_DAYS:
            self.refuse_field("last_on", _l("Enter a last day at most 400 days after the first"))
        longest = max((max(self._minutes(module)) for module in self.modules), default=0)
        if span_minutes(self.starts_at.data, self.ends_at.data) < longest:
            self.refuse_field("ends_at", _l("Enter a later end: the longest day does not fit before it"))
        if sum(self[f"days_{module.number}"].data for module in self.modules) > MOST_DAYS:
            words = _l("Enter fewer days: at most %(most)d can be planned together", most=MOST_DAYS)
            self.refuse_field(f"days_{self.modules[-1].number}", words)
        for module in self.modules:
            if max(self._minutes(module)) > MOST_DAY_MINUTES:
                words = _l("Enter more days: a day has at most %(most)d minutes", most=MOST_DAY_MINUTES)
                self.refuse_field(f"days_{module.number}", words)
        return not self.errors

    def _minutes(self, module: "Module") -> list[int]:
        return minutes_of_days(module.minutes, self[f"days_{module.number}"].data)

    def entry(self) -> PlanEntry:
        return PlanEntry(
            first_on=self.first_on.data,
            last_on=self.last_on.data,
            weekdays=frozenset(int(each) for each in self.weekdays.data),
            days_per_month=self.days_per_month.data or 0,
            days={module.id: self[f"days_{module.number}"].data for module in self.modules},
            lecturers={
                module.id: frozenset(uuid.UUID(each) for each in self[f"lecturers_{module.number}"].data)
                for module in self.modules
            },
            working=frozenset(dt.date.fromisoformat(each) for each in self.working.data or ()),
            blocked=self.blocked.data or frozenset(),
            gap_days=self.gap_days.data or 0,
            preferred=frozenset(int(each) for each in self.preferred.data or ()),
            importance={wish: self[wish].data or Importance.IMPORTANT for wish in Wish},
            starts_at=self.starts_at.data,
            ends_at=self.ends_at.data,
            venue=self.venue.data,
        )

    def query(self) -> dict[str, Any]:
        """Return the answers as an address can carry them; lecturers are remembered elsewhere."""
        found: dict[str, Any] = {}
        for field in self:
            if field.name in {"csrf_token", "idem"} or field.name.startswith("lecturers_"):
                continue
            if isinstance(field, PickManyField):
                found[field.name] = list(field.data or ())
            elif isinstance(field, RadioChoiceField):
                found[field.name] = str(field.data or "")
            else:
                found[field.name] = field._value()  # noqa: SLF001 - what WTForms writes into the page
        return found


def plan_form(
    modules: Sequence["Module"],
    *,
    language: str,
    saturdays: Collection[dt.date] = (),
    reading: bool = False,
) -> type[PlanForm]:
    """Return the form for the modules and working Saturdays of a pilot; one only read has no token."""
    fields: dict[str, Any] = {
        "modules": tuple(modules),
        "saturdays": tuple(sorted(saturdays)),
        "language": language,
    }
    for module in modules:
        fields[f"days_{module.number}"] = WholeNumberField(
            _l("Days"), required(_l("Enter the days of the module")), least=1, most=60
        )
        fields[f"lecturers_{module.number}"] = PickManyField(
            _l("Lecturers who can teach it"), required(_l("Choose at least one lecturer"))
        )
    if reading:
        fields["Meta"] = type("Meta", (PlanForm.Meta,), {"csrf": False})
    return type("PlanForm", (PlanForm,), fields)


def usual_answers(
    modules: Sequence["Module"],
    *,
    first_on: dt.date,
    last_on: dt.date,
    days_per_month: int,
    day_minutes: int,
    lecturers: Callable[["Module"], Collection[uuid.UUID]],
) -> dict[str, Any]:
    """Return what the form says before anybody answered."""
    found: dict[str, Any] = {
        "first_on": first_on,
        "last_on": last_on,
        "weekdays": ["1", "2", "3", "4", "5"],
        "working": [],
        "days_per_month": days_per_month,
        "starts_at": dt.time(9, 30),
        "ends_at": (
            dt.datetime.combine(first_on, dt.time(10, 30)) + dt.timedelta(minutes=day_minutes)
        ).time(),
        "absence": Importance.IMPORTANT,
        "split": Importance.IMPORTANT,
        "gap": Importance.IMPORTANT,
        "gap_days": 7,
        "travel": Importance.IMPORTANT,
        "weekday": Importance.UNIMPORTANT,
        "preferred": [],
    }
    for module in modules:
        found[f"days_{module.number}"] = usual_days(module.minutes, day_minutes=day_minutes)
        found[f"lecturers_{module.number}"] = sorted(str(person) for person in lecturers(module))
    return found


def as_sent(given: Mapping[str, Any]) -> ImmutableMultiDict[str, str]:
    """Return answers as a browser sends them."""
    return ImmutableMultiDict(
        (name, str(value))
        for name, values in given.items()
        for value in (values if isinstance(values, list) else [values])
    )


class UseForm(Form):
    """The plan that is used: which of those shown, and what was shown."""

    choice = HiddenField()
    digest = HiddenField()


class ChangeForm(SearchForm):
    """What changed after the days were planned; stands in the address."""

    lecturer = PickField(_l("Lecturer who cannot come"), blank=_l("Nobody"))
    away = DatesField(_l("On which days?"), description=_l("For example 15.11.2022, 16.11.2022"))
    blocked = DatesField(
        _l("Days without training"), description=_l("Days on which nobody can meet, beside public holidays")
    )

    def entry(self) -> ChangeEntry:
        """Return what changed; what cannot be read counts as nothing until it is put right."""
        if not self.validate():
            return ChangeEntry()
        return ChangeEntry(
            lecturer_id=uuid.UUID(self.lecturer.data) if self.lecturer.data else None,
            away=self.away.data or frozenset(),
            blocked=self.blocked.data or frozenset(),
        )


class MoveForm(Form):
    """Move the days that must move, with one reason for all."""

    digest = HiddenField()
    change_reason = NoteField(_l("Why do the days move?"), required(_l("Enter the reason")), most=2000)

    def asking(self, *, moves_days: bool) -> "MoveForm":
        """Ask for the reason only where a day moves: another lecturer needs none."""
        if not moves_days:
            del self.change_reason
        return self

    def reason(self) -> str:
        return self.change_reason.data if "change_reason" in self else ""
