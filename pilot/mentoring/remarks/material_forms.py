"""Forms of the methodological material: a section, and the next version."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from pilot.mentoring.remarks import labels
from pilot.mentoring.remarks.rules import Problem, SectionEntry, VersionEntry
from pilot.web.fields import DayField, LineField, NoteField, WholeNumberField, required
from pilot.web.forms import EditForm, Form


class AddSectionForm(Form):
    number = WholeNumberField(
        _l("Number"), required(_l("Enter the number of the section")), least=1, most=999
    )
    title_lv = LineField(_l("Title in Latvian"), required(_l("Enter the title in Latvian")), most=120)
    title_en = LineField(_l("Title in English"), required(_l("Enter the title in English")), most=120)
    text = NoteField(
        _l("Text or summary"),
        required(_l("Enter the text of the section or its summary")),
        description=_l("A line for each thought: versions are compared line by line."),
        render_kw={"rows": 10},
    )

    def entry(self) -> SectionEntry:
        number: Any = self.number.data
        return SectionEntry(
            number=number,
            title_lv=self.title_lv.data or "",
            title_en=self.title_en.data or "",
            text=self.text.data or "",
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("number", str(labels.PROBLEMS[problem]))


class ChangeSectionForm(AddSectionForm, EditForm):
    """A section that is there already; it may be taken out of the versions to come."""

    retired = BooleanField(_l("Retired: the next version does not have this section"))

    def entry(self) -> SectionEntry:
        found = super().entry()
        return SectionEntry(
            found.number, found.title_lv, found.title_en, found.text, retired=bool(self.retired.data)
        )


class PublishForm(Form):
    """The name of the next version, its day, and what is new."""

    label = LineField(_l("Name of the version"), required(_l("Enter the name of the version")), most=60)
    issued_on = DayField(
        _l("Day of the version"),
        required(_l("Enter the day of the version")),
        description=_l("As in 05.09.2022"),
    )
    note = NoteField(_l("What is new"), most=2000, render_kw={"rows": 3})
    seen = HiddenField()
    form_errors: list[str]

    def entry(self) -> VersionEntry:
        issued_on: Any = self.issued_on.data
        return VersionEntry(self.label.data or "", issued_on, self.note.data or "")

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("label", str(labels.PROBLEMS[problem]))
