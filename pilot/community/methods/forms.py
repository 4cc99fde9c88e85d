"""Forms of the methods: the filter of the library, a use, the research plan, a file."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SubmitField

from pilot.community.enums import PeopleGroup
from pilot.community.forms import NO_NAMES
from pilot.community.labels import PEOPLE_GROUPS
from pilot.community.methods import labels
from pilot.community.methods.rules import PlannedEntry, Problem, Refusal, UseEntry
from pilot.files.forms import UploadField
from pilot.files.rules import SLIDES
from pilot.web.fields import (
    ChoiceField,
    DayField,
    LineField,
    ManyChoiceField,
    NoteField,
    PickField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form, SearchForm
from pilot.web.shared_text import ContactGuardForm

MOST_PEOPLE = 100_000
COUNTED = "of_"
LEVELS = tuple(str(level) for level in range(4))


class LibraryForm(SearchForm):
    """The filters of the library, kept in the address."""

    purpose = ChoiceField(_l("What for?"), labels=labels.PURPOSES, blank=_l("Everything"))
    cost = PickField(_l("Cost at most"), blank=_l("Any"))
    digital = PickField(_l("Digital skills at most"), blank=_l("Any"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cost.offer([*zip(LEVELS, labels.COSTS, strict=True)][:3])
        self.digital.offer([*zip(LEVELS, labels.DIGITAL_SKILLS, strict=True)][:3])

    def level(self, name: str) -> int | None:
        """Return the highest level that is asked for, or None."""
        return int(self[name].data) if self[name].data in LEVELS else None


class UseForm(ContactGuardForm):
    """One use of a method; no field asks for a name."""

    method = ChoiceField(
        _l("Method"), required(_l("Choose the method")), labels=labels.METHODS, blank=_l("Choose")
    )
    planned = PickField(_l("Step of the research plan"), blank=_l("Not from the plan"))
    held_on = DayField(_l("Day"), required(_l("Enter the day as in 05.09.2022")))
    ended_on = DayField(_l("Last day"), description=_l("When it lasted for several days"))
    place = LineField(_l("Place"))
    led_by = LineField(_l("Who led it"), description=_l("An office or an organisation, not a person"))
    invited = WholeNumberField(_l("People invited"), most=MOST_PEOPLE)
    reached = WholeNumberField(
        _l("People reached"),
        required(_l("Enter how many people took part; 0 when it was done with data")),
        most=MOST_PEOPLE,
        description=_l("How many people took part; 0 when it was done with data"),
    )
    women = WholeNumberField(_l("Women"), most=MOST_PEOPLE)
    men = WholeNumberField(_l("Men"), most=MOST_PEOPLE)
    not_stated = WholeNumberField(_l("Not stated"), most=MOST_PEOPLE)
    groups = ManyChoiceField(
        _l("Which groups did it reach?"),
        labels=PEOPLE_GROUPS,
        description=_l("One person may belong to several groups"),
    )
    not_reached = NoteField(
        _l("Who was not reached, and why?"), description=_l("Groups, not persons"), render_kw={"rows": 3}
    )
    languages = LineField(_l("Languages used"))
    consent = LineField(
        _l("How people were told and agreed"),
        description=_l("For example: told at the beginning, a notice at the door"),
    )
    observations = NoteField(_l("Main observations"), description=NO_NAMES, render_kw={"rows": 5})
    meaning = NoteField(
        _l("What does it mean?"),
        description=_l("Needed to finish. In two or three sentences: what do we know now?"),
        render_kw={"rows": 4},
    )
    limits = NoteField(
        _l("Limits of the data"),
        description=_l("Whom does it not speak for, what is uncertain?"),
        render_kw={"rows": 3},
    )
    finish = SubmitField(_l("Save and finish"))

    def offer(self, planned: list[tuple[Any, str]]) -> None:
        """Offer the steps of the plan that have not been done."""
        self.planned.offer(planned)

    def counts(self) -> list[tuple[PeopleGroup, Any]]:
        """Return the groups with the field of their number."""
        return [(group, self[f"{COUNTED}{group}"]) for group in PeopleGroup]

    def count_problems(self) -> bool:
        """Tell whether a number of a group is typed or refused, so that the numbers stand open."""
        return any(field.data is not None or field.errors for _group, field in self.counts())

    def entry(self) -> UseEntry:
        counted = {group: field.data for group, field in self.counts()}
        ticked = set(self.groups.data or ())
        return UseEntry(
            method=self.method.data,
            held_on=self.held_on.data,
            ended_on=self.ended_on.data,
            place=self.place.data or "",
            led_by=self.led_by.data or "",
            invited=self.invited.data,
            reached=self.reached.data,
            women=self.women.data,
            men=self.men.data,
            not_stated=self.not_stated.data,
            groups={
                group: counted[group]
                for group in PeopleGroup
                if group in ticked or counted[group] is not None
            },
            not_reached=self.not_reached.data or "",
            languages=self.languages.data or "",
            consent=self.consent.data or "",
            observations=self.observations.data or "",
            meaning=self.meaning.data or "",
            limits=self.limits.data or "",
        )

    def refuse(self, refusal: Refusal) -> None:
        """Put the words of a refusal beside the field to change."""
        places = {
            Problem.HELD_AHEAD: "held_on",
            Problem.ENDED_AHEAD: "ended_on",
            Problem.ENDED_BEFORE_START: "ended_on",
            Problem.PARTS_TOO_FEW: "not_stated",
            Problem.PARTS_TOO_MANY: "not_stated",
            Problem.GROUP_TOO_MANY: f"{COUNTED}{refusal.group}",
            Problem.MEANING_MISSING: "meaning",
            Problem.FINISHED: "method",
        }
        self.refuse_field(places[refusal.problem], labels.words_of(refusal))


for _each in PeopleGroup:
    setattr(
        UseForm,
        f"{COUNTED}{_each}",
        WholeNumberField(PEOPLE_GROUPS[_each], least=1, most=MOST_PEOPLE),
    )


class RecordUseForm(UseForm):
    """A method that was used."""


class EditUseForm(UseForm, EditForm):
    """A draft that is not finished."""


class ReopenForm(EditForm):
    """One button: make a finished use a draft again."""


class PlanForm(ContactGuardForm, EditForm):
    """What the research asks and what it promises."""

    questions = NoteField(
        _l("What do we want to know?"),
        required(_l("Write at least one question")),
        description=_l("One question on a line"),
        render_kw={"rows": 5},
    )
    ethics = NoteField(
        _l("What do we promise the people we ask?"),
        description=_l("For example: we keep sums only, we tell the results, anybody may stop"),
        render_kw={"rows": 4},
    )


class _PlannedFields(ContactGuardForm):
    method = ChoiceField(
        _l("Method"), required(_l("Choose the method")), labels=labels.METHODS, blank=_l("Choose")
    )
    groups = ManyChoiceField(_l("Whom to reach?"), labels=PEOPLE_GROUPS)
    due_on = DayField(_l("Until"), required(_l("Enter the day as in 05.09.2022")))
    led_by = LineField(_l("Who leads"), description=_l("An office or an organisation, not a person"))
    note = LineField(_l("What to prepare"))

    def entry(self) -> PlannedEntry:
        ticked = {str(group) for group in self.groups.data or ()}
        return PlannedEntry(
            method=self.method.data,
            groups=[str(group) for group in PeopleGroup if group in ticked],
            due_on=self.due_on.data,
            led_by=self.led_by.data or "",
            note=self.note.data or "",
        )


class PlanMethodForm(_PlannedFields):
    """A method that is to be used."""


class ChangePlannedForm(_PlannedFields, EditForm):
    """A method of the plan."""


class FileForm(Form):
    """A file of a use: a photographed sheet, a map, notes without names."""

    upload = UploadField(_l("File"), required(_l("Choose the file")), kinds=SLIDES)
