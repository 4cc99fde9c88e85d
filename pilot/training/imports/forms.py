"""The upload, and one row of each kind: the same fields as where a person types a single one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict

from pilot.accounts.enums import Locale
from pilot.accounts.labels import LOCALES
from pilot.files import labels as file_labels
from pilot.files import table_rules
from pilot.files.table_rules import Refusal
from pilot.files.tables import FileRefusedError, Table
from pilot.training.forms import MOST_MODULE_MINUTES, AcademicHoursField
from pilot.training.imports import labels, rules
from pilot.training.imports.enums import ImportKind
from pilot.training.imports.rules import Remark, Row, Said, Sheet
from pilot.web.fields import (
    ChoiceField,
    DayField,
    EmailField,
    LineField,
    NoteField,
    WholeNumberField,
    required,
)
from pilot.web.forms import Form, SearchForm
from pilot.web.locale import LANGUAGES

OTHER = "other"
SYNONYMS = {
    "number": ("nr", "npk"),
    "title_lv": ("nosaukums", "nosaukumslatviski", "title"),
    "title_en": ("nosaukumsangliski",),
    "minutes": ("stundas", "akst", "hours"),
    "email": ("email", "epasts", "epastaadrese"),
    "given_name": ("vards", "firstname", "name"),
    "family_name": ("uzvards", "lastname", "surname"),
    "municipality": ("novads", "pilseta"),
}


class UploadForm(Form):
    """The file alone."""

    source = FileField(
        _l("File"),
        [FileRequired(_l("Choose a file"))],
        description=_l(
            "XLSX or CSV, at most 5 MB and 2000 rows. Nothing is saved until you have seen the rows."
        ),
    )

    @property
    def reason(self) -> str:
        """Return how the people meet the criteria, where that has to be said."""
        return ""

    def refuse(self, refused: FileRefusedError) -> None:
        self.refuse_field("source", file_labels.refusal(refused))


class ParticipantsUploadForm(UploadForm):
    """The file, and how those in it meet the criteria (R3)."""

    eligibility = NoteField(
        _l("How do these people meet the criteria?"),
        required(_l("Write how the criteria are met")),
        most=2_000,
    )

    @property
    def reason(self) -> str:
        return str(self.eligibility.data)


class _ModuleRow(SearchForm):
    class Meta(SearchForm.Meta):
        divisor = 45

    number = WholeNumberField(_l("Number"), required(_l("Enter the number of the module")), least=1, most=99)
    title_lv = LineField(_l("Title in Latvian"), required(_l("Enter the title in Latvian")))
    title_en = LineField(_l("Title in English"), required(_l("Enter the title in English")))
    minutes = AcademicHoursField(
        _l("Academic hours"), required(_l("Enter the academic hours")), least=1, most=MOST_MODULE_MINUTES
    )
    aims = NoteField(_l("Aims"))


class _PersonRow(SearchForm):
    given_name = LineField(_l("Given name"), required(_l("Enter the given name")))
    family_name = LineField(_l("Family name"), required(_l("Enter the family name")))
    email = EmailField(_l("E-mail"), required(_l("Enter the e-mail address")))


class _LecturerRow(_PersonRow):
    locale = ChoiceField(_l("Language (lv or en)"), labels=LOCALES)


class _ParticipantRow(_PersonRow):
    municipality = LineField(_l("Municipality"), required(_l("Enter the municipality")))
    job_title = LineField(_l("Job title"))
    started_on = DayField(_l("First day of taking part"))
    locale = ChoiceField(_l("Language (lv or en)"), labels=LOCALES)


ROWS = {
    ImportKind.MODULES: _ModuleRow,
    ImportKind.LECTURERS: _LecturerRow,
    ImportKind.PARTICIPANTS: _ParticipantRow,
}


@dataclass(frozen=True)
class Column:
    """A column of a template: its name, its heading, and whether every row needs it."""

    name: str
    heading: Any
    is_required: bool


def upload_form(kind: ImportKind) -> UploadForm:
    """Return the form of the first step."""
    return ParticipantsUploadForm() if kind is ImportKind.PARTICIPANTS else UploadForm()


def columns_of(kind: ImportKind) -> list[Column]:
    """Return the columns that a file of a kind may have."""
    form = ROWS[kind](formdata=None)
    return [Column(field.name, field.label.text, bool(field.flags.required)) for field in form]


def headings_of(column: Column) -> set[str]:
    """Return every heading by which a column is known: in both languages, and as others call it."""
    names = {column.name, *SYNONYMS.get(column.name, ())}
    return {table_rules.heading_key(name) for name in names} | _in_both_languages(column.heading)


def _in_both_languages(words: Any) -> set[str]:
    found = set()
    for language in LANGUAGES:
        with force_locale(language):
            found.add(table_rules.heading_key(str(words)))
    return found


def arranged(table: Table, kind: ImportKind) -> Sheet:
    """Find the columns of a kind in a table; the words of the problem file are passed over.

    :raises FileRefusedError: a column is missing or stands there twice.
    """
    places: dict[str, int] = {}
    headings = [table_rules.heading_key(heading) for heading in table.heading]
    columns = columns_of(kind)
    for column in columns:
        found = [place for place, heading in enumerate(headings) if heading in headings_of(column)]
        if len(found) > 1:
            raise FileRefusedError(Refusal.COLUMN_TWICE, word=str(column.heading))
        if not found and column.is_required:
            raise FileRefusedError(Refusal.COLUMN_MISSING, word=str(column.heading))
        if found:
            places[column.name] = found[0]
    passed = _in_both_languages(labels.PROBLEM_HEADING)
    unused = [
        table_rules.masked(table.heading[place])
        for place, heading in enumerate(headings)
        if heading and place not in places.values() and heading not in passed
    ]
    rows = tuple(_row(number, line, places) for number, line in table.lines)
    return Sheet(kind, tuple(column.name for column in columns), rows, tuple(unused))


def _row(number: int, line: list[str], places: Mapping[str, int]) -> Row:
    """Take the cells of a row that are used; an identity number in any other is only noted."""
    cells = {
        name: table_rules.masked(line[place]) if place < len(line) else "" for name, place in places.items()
    }
    others = (cell for place, cell in enumerate(line) if place not in places.values())
    if any(table_rules.masked(cell) == table_rules.MASK for cell in others):
        cells[OTHER] = table_rules.MASK
    return Row(number, cells)


@dataclass(frozen=True)
class Read:
    """A row read by its form: what is wrong with it, or its values."""

    said: tuple[Said, ...]
    values: Mapping[str, Any]


def read(row: Row, kind: ImportKind, *, divisor: int) -> Read:
    """Check the shape of a row with the messages of a typed form."""
    meta = {"divisor": divisor} if kind is ImportKind.MODULES else {}
    form = ROWS[kind](formdata=MultiDict({"": "", **row.cells}), meta=meta)
    said = rules.identity_numbers(row)
    if not said and not form.validate():
        said = tuple(Said(field.name, Remark.WRONG, str(field.errors[0])) for field in form if field.errors)
    return Read(said, {} if said else dict(form.data))


def locale_of(values: Mapping[str, Any]) -> Locale:
    return values.get("locale") or Locale.LV


def day_of(values: Mapping[str, Any]) -> dt.date | None:
    found: dt.date | None = values.get("started_on")
    return found
