"""The shape of what is typed into the register."""

from flask_babel import lazy_gettext as _l

from pilot.municipalities.labels import PROBLEMS
from pilot.municipalities.rules import AccessionEntry, Problem
from pilot.web.fields import DayField, LineField, NoteField, WholeNumberField, required
from pilot.web.forms import EditForm, SearchForm

FIRST_YEAR, LAST_YEAR = 2021, 2100


class RegisterSearchForm(SearchForm):
    q = LineField(
        _l("Search the register"),
        description=_l("Name, name before 2021, parish or town, number of the council's decision"),
    )


class AccessionForm(EditForm):
    joined_year = WholeNumberField(
        _l("Year of joining"),
        required(_l("Enter the year in which the council joined")),
        least=FIRST_YEAR,
        most=LAST_YEAR,
    )
    joined_month = WholeNumberField(
        _l("Month of joining"), least=1, most=12, description=_l("Its number, 1 to 12, if it is known")
    )
    joined_on = DayField(_l("Day of joining"), description=_l("If it is known, for example 22.07.2021"))
    decision_no = LineField(
        _l("Number of the council's decision"), description=_l("For example 271/9"), most=40
    )
    source = LineField(
        _l("Source"),
        required(_l("Enter where this is known from")),
        description=_l("A decision, minutes or a web page"),
    )
    note = NoteField(_l("Note"))

    def entry(self) -> AccessionEntry:
        return AccessionEntry(
            joined_year=self.joined_year.data or 0,
            joined_month=self.joined_month.data,
            joined_on=self.joined_on.data,
            decision_no=self.decision_no.data or None,
            source=self.source.data or "",
            note=self.note.data or "",
        )

    def refuse(self, problem: Problem) -> None:
        name = "joined_on" if self.joined_on.data else "joined_year"
        self.refuse_field(name, str(PROBLEMS[problem]))
