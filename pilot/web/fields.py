"""Fields that read what people in Latvia type and say what to do when they cannot."""

import datetime as dt
import enum
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from pilot import text
from pilot.text import LINE_LENGTH, NOTE_LENGTH

FIRST_YEAR, LAST_YEAR = 2000, 2100
DAY_PATTERNS = (
    re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4}|\d{2})\.?", re.ASCII),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII),
)
TIME_PATTERN = re.compile(r"(?P<h>\d{1,2})(?:[.:](?P<m>\d{2}))?", re.ASCII)
DASHES = re.compile("[-\u2010-\u2015]")
STRETCH_BREAKS = re.compile(r"[,;\n]")
MOST_STRETCHES = 12
NUMBER_PATTERN = re.compile(r"-?\d{1,9}", re.ASCII)
DECIMAL_PATTERN = re.compile(
    r"(?P<whole>-?(?:\d{1,9}|\d{1,3}(?: \d{3}){1,2}))(?:[.,](?P<decimals>\d{1,6}))?", re.ASCII
)


class TextGuard:
    """Refuse a text that holds an identity number: this system keeps none (R17).

    Where a form asks for the reason of a number that only looks like one, the form itself judges that.
    """

    def __call__(self, form: Any, field: Any) -> None:
        asks_why = getattr(form, "asks_why", False)
        found = text.personal_code_in if asks_why else text.identity_number_in
        if field.data and found(field.data):
            raise StopValidation(
                _l("This looks like a personal identity number. Remove it: Kopdarbs keeps none of anybody.")
            )


class NotBlank:
    """Refuse a text of nothing but spaces where one has to be typed."""

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Any) -> None:
        if isinstance(field.data, str) and not field.data.strip():
            raise StopValidation(self.message)


def required(message: Any) -> list[Any]:
    return [InputRequired(message), NotBlank(message)]


class LineField(StringField):
    """One line of text, at most 200 characters."""

    def __init__(
        self, label: Any, validators: Sequence[Any] = (), *, most: int = LINE_LENGTH, **kwargs: Any
    ) -> None:
        limits = [Length(max=most, message=_l("Shorten the text to %(max)d characters")), TextGuard()]
        first = [] if validators else [Optional()]
        super().__init__(label, [*first, *validators, *limits], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = " ".join(valuelist[0].split()) if valuelist else ""
        self.raw_data = [self.data]  # what `required` looks at: blanks alone are nothing


class ContactField(LineField):
    """A phone number, e-mail or address where one is asked for: nobody has to confirm that it may stay."""


class NoteField(TextAreaField):
    """Text of several lines, at most 10 000 characters."""

    def __init__(
        self, label: Any, validators: Sequence[Any] = (), *, most: int = NOTE_LENGTH, **kwargs: Any
    ) -> None:
        limits = [Length(max=most, message=_l("Shorten the text to %(max)d characters")), TextGuard()]
        first = [] if validators else [Optional()]
        super().__init__(label, [*first, *validators, *limits], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0].strip() if valuelist else ""
        self.raw_data = [self.data]  # what `required` looks at: blanks alone are nothing


class EmailField(LineField):
    """An e-mail address, judged by shape only: the mail itself is the real check."""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data and not re.fullmatch(r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\"]+\.[^@\s<>,;\".]{2,}", self.data):
            raise StopValidation(_l("Enter an e-mail address like anna.ozola@example.lv"))


class _ParsedField(StringField):
    """A text field whose text is read into a value; what was typed stays in the field."""

    problem: Any = ""
    data: Any
    raw_data: Any

    def __init__(self, label: Any, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, validators or [Optional()], **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.written(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not typed:
            self.raw_data = []  # what `required` looks at: blanks alone are nothing
        else:
            self.data = self.read(typed)
            if self.data is None:
                raise ValueError(self.problem)

    def read(self, typed: str) -> Any:
        raise NotImplementedError

    def written(self, value: Any) -> str:
        return str(value)


class DayField(_ParsedField):
    """A day, typed as 05.09.2022, 5.9.22 or 2022-09-05."""

    problem = _l("Enter the day as in 05.09.2022")

    def read(self, typed: str) -> dt.date | None:
        return read_day(typed)

    def written(self, value: dt.date) -> str:
        return f"{value:%d.%m.%Y}"


def read_day(typed: str) -> dt.date | None:
    """Read a day between 2000 and 2100, or None."""
    for pattern in DAY_PATTERNS:
        if found := pattern.fullmatch(typed):
            year = int(found["y"]) + (FIRST_YEAR if len(found["y"]) == 2 else 0)  # noqa: PLR2004
            try:
                day = dt.date(year, int(found["m"]), int(found["d"]))
            except ValueError:
                return None
            return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None


class TimeField(_ParsedField):
    """A time of day, typed as 9.30, 09:30 or 9."""

    problem = _l("Enter the time as in 9.30")

    def read(self, typed: str) -> dt.time | None:
        return read_time(typed)

    def written(self, value: dt.time) -> str:
        return f"{value.hour}.{value:%M}"


def read_time(typed: str) -> dt.time | None:
    """Read a time of day, or None."""
    found = TIME_PATTERN.fullmatch(typed)
    if found is None:
        return None
    try:
        return dt.time(int(found["h"]), int(found["m"] or 0))
    except ValueError:
        return None


Times = tuple[tuple[dt.time, dt.time], ...]


class TimesField(_ParsedField):
    """From when to when, several times of one day, typed as 9.00–10.30, 13–17."""

    problem = _l("Enter the times as in 9.00–10.30, 13.00–17.00")

    def read(self, typed: str) -> Times | None:
        return read_times(typed)

    def written(self, value: Times) -> str:
        return write_times(value)


def read_times(typed: str) -> Times | None:
    """Read at most twelve stretches of a day, or None; whether they make sense is not judged here."""
    found = []
    for part in filter(None, (part.strip() for part in STRETCH_BREAKS.split(typed))):
        times = [read_time(time.strip()) for time in DASHES.split(part)]
        if len(times) != 2 or times[0] is None or times[1] is None:  # noqa: PLR2004 - a start and an end
            return None
        found.append((times[0], times[1]))
    return tuple(found) if 0 < len(found) <= MOST_STRETCHES else None


def write_times(times: Times) -> str:
    """Write stretches of a day as people type them."""
    return ", ".join(f"{begin.hour}.{begin:%M}–{end.hour}.{end:%M}" for begin, end in times)


class WholeNumberField(_ParsedField):
    """A whole number in ASCII digits between two bounds."""

    problem = _l("Enter a whole number")

    def __init__(
        self,
        label: Any,
        validators: Sequence[Any] = (),
        *,
        least: int = 0,
        most: int = 1_000_000,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most

    def read(self, typed: str) -> int | None:
        return int(typed) if NUMBER_PATTERN.fullmatch(typed) else None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002, FBT001 - WTForms' signature
        if self.data is not None and not self.least <= self.data <= self.most:
            raise ValidationError(
                _l("Enter a whole number from %(least)d to %(most)d", least=self.least, most=self.most)
            )


class NumberField(_ParsedField):
    """A number with decimals, typed as 12,5 or 12.5, with spaces between thousands; kept as a Decimal."""

    problem = _l("Enter the number alone, as in 1250 or 12,5; put what belongs to it into the remark")

    def __init__(
        self,
        label: Any,
        validators: Sequence[Any] = (),
        *,
        places: int = 2,
        most: int = 10_000_000,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.places, self.most = places, most

    def read(self, typed: str) -> Decimal | None:
        return read_number(typed, places=self.places)

    def written(self, value: Decimal) -> str:
        whole, _, decimals = f"{value:f}".partition(".")
        return f"{whole},{decimals.rstrip('0')}".removesuffix(",")

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ARG002, FBT001 - WTForms' signature
        if self.data is not None and abs(self.data) > self.most:
            raise ValidationError(_l("Enter a number of at most %(most)d", most=self.most))


def read_number(typed: str, *, places: int) -> Decimal | None:
    """Read a number with at most so many decimals, or None: words beside it are not guessed away."""
    found = DECIMAL_PATTERN.fullmatch(typed.replace("\N{NO-BREAK SPACE}", " "))
    if found is None or len(found["decimals"] or "") > places:
        return None
    return Decimal(f"{found['whole'].replace(' ', '')}.{found['decimals'] or '0'}")


class DurationField(_ParsedField):
    """A duration in minutes, read by the area's own parser (1,5 · 1:30 · 90)."""

    problem = _l("Enter the length, for example 90, 1:30 or 1,5")

    def __init__(
        self, label: Any, validators: Sequence[Any] = (), *, parse: Callable[[str], int | None], **kwargs: Any
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.parse = parse

    def read(self, typed: str) -> int | None:
        return self.parse(typed)


Labels = Mapping[Any, Any]


def choices_of(labels: Labels, *, blank: Any = None) -> list[SelectChoice]:
    """Turn a table of labels into choices; `blank` adds an empty first one with these words."""
    first = [] if blank is None else [SelectChoice("", blank)]
    return [*first, *(SelectChoice(str(value), label) for value, label in labels.items())]


def _coerce_to(kind: type[enum.StrEnum]) -> Callable[[Any], Any]:
    def coerce(value: Any) -> Any:
        """Return the value, or None for what is none of them; `pre_validate` refuses that in words."""
        known = {str(each): each for each in kind}
        return known.get(str(value))

    return coerce


class _Choice:
    """Shared by select and radio: an enum in, an enum out, words from a table of labels."""

    def __init__(
        self, label: Any, validators: Sequence[Any] = (), *, labels: Labels, blank: Any = None, **kwargs: Any
    ) -> None:
        kind = type(next(iter(labels)))
        kwargs.setdefault("coerce", _coerce_to(kind))
        kwargs.setdefault("validate_choice", True)
        super().__init__(label, validators or [Optional()], choices=choices_of(labels, blank=blank), **kwargs)  # type: ignore[call-arg]
        self.labels = labels

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' signature
        typed = self.raw_data[0] if self.raw_data else ""  # type: ignore[attr-defined]
        if typed and typed not in {str(value) for value in self.labels}:
            raise StopValidation(_l("Choose one of the given answers"))


class ChoiceField(_Choice, SelectField):
    """One value of an enum, from a list."""


class RadioChoiceField(_Choice, RadioField):
    """One value of an enum, all shown at once."""


class ManyChoiceField(SelectMultipleField):
    """Several values of an enum, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, validators: Sequence[Any] = (), *, labels: Labels, **kwargs: Any) -> None:
        kind = type(next(iter(labels)))
        super().__init__(
            label, validators or [Optional()], choices=choices_of(labels), coerce=_coerce_to(kind), **kwargs
        )

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' signature
        known = {choice.value for choice in self.choices}
        if any(typed not in known for typed in self.raw_data or []):
            raise StopValidation(_l("Choose from the given answers"))


class PickField(SelectField):
    """One row of a list that the view sets: `offer([(id, words), …])`; the value is the id as text."""

    def __init__(
        self, label: Any, validators: Sequence[Any] = (), *, blank: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(label, validators or [Optional()], choices=[], **kwargs)
        self.blank = blank

    def offer(self, rows: Sequence[tuple[Any, Any]]) -> None:
        first = [] if self.blank is None else [SelectChoice("", self.blank)]
        self.choices = [*first, *(SelectChoice(str(value), words) for value, words in rows)]

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' signature
        if self.data and self.data not in {choice.value for choice in self.choices}:
            raise StopValidation(_l("Choose one of the given answers"))


class PickManyField(SelectMultipleField):
    """Several rows of a list that the view sets, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, validators or [Optional()], choices=[], **kwargs)

    def offer(self, rows: Sequence[tuple[Any, Any]]) -> None:
        self.choices = [SelectChoice(str(value), words) for value, words in rows]

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' signature
        known = {choice.value for choice in self.choices}
        if any(value not in known for value in self.data or []):
            raise StopValidation(_l("Choose from the given answers"))
