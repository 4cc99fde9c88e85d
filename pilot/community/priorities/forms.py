"""What is typed about rounds, sheets, ballots, chosen priorities, their cards and validations."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from pilot.community import labels as community_labels
from pilot.community.forms import NO_NAMES
from pilot.community.priorities import labels
from pilot.community.priorities.enums import ScorerKind
from pilot.community.priorities.rules import (
    CardEntry,
    Choice,
    CriterionEntry,
    Problem,
    RoundEntry,
    ValidationEntry,
)
from pilot.community.priorities.shapes import Criterion, Item
from pilot.web.fields import (
    DayField,
    LineField,
    ManyChoiceField,
    NoteField,
    PickManyField,
    RadioChoiceField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form
from pilot.web.shared_text import ContactGuardForm

MOST_DOTS = 20


class _RefusedForm(ContactGuardForm):
    """A form that knows beside which field each refusal stands; other refusals stand above the form."""

    places: ClassVar[Mapping[Problem, str]] = {}

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal beside the field to change."""
        words = str(labels.PROBLEMS[problem])
        if problem in self.places:
            self.refuse_field(self.places[problem], words)
        else:
            self.form_errors.append(words)


class RoundForm(_RefusedForm):
    title = LineField(
        _l("Name of the round"),
        required(_l("Enter the name of the round")),
        description=_l("For example: priorities of spring 2023"),
    )
    needs = PickManyField(_l("What is scored?"), required(_l("Choose at least one need")))
    dots = WholeNumberField(
        _l("Dots of each person in the vote"),
        required(_l("Enter how many dots a person has")),
        least=1,
        most=MOST_DOTS,
        default=5,
        description=_l("They may all be put on one need. The vote is held only if you open it"),
    )
    places: ClassVar[Mapping[Problem, str]] = {Problem.FROZEN: "title"}

    def entry(self) -> RoundEntry:
        return RoundEntry(
            title=self.title.data,
            need_ids=tuple(uuid.UUID(value) for value in self.needs.data),
            dots=self.dots.data,
        )


class EditRoundForm(RoundForm, EditForm):
    """A draft that is known already."""


class CriterionForm(_RefusedForm, EditForm):
    """The weight and the words of a criterion."""

    weight = WholeNumberField(
        _l("Weight"),
        required(_l("Enter a weight from 0 to 10")),
        least=0,
        most=10,
        description=_l("The heavier, the more it counts. 0 leaves the criterion out"),
    )
    name_lv = LineField(_l("Name in Latvian"), required(_l("Enter the name in Latvian")))
    low_lv = LineField(_l("What 1 means, in Latvian"), required(_l("Enter what 1 means")))
    high_lv = LineField(_l("What 5 means, in Latvian"), required(_l("Enter what 5 means")))
    name_en = LineField(_l("Name in English"), required(_l("Enter the name in English")))
    low_en = LineField(_l("What 1 means, in English"), required(_l("Enter what 1 means")))
    high_en = LineField(_l("What 5 means, in English"), required(_l("Enter what 5 means")))
    places: ClassVar[Mapping[Problem, str]] = {Problem.FROZEN: "weight"}

    def entry(self) -> CriterionEntry:
        return CriterionEntry(**{name: self[name].data for name in CriterionEntry.__dataclass_fields__})


def score_name(item: Item, criterion: Criterion) -> str:
    """Return the name of the field of a need and a criterion."""
    return f"s_{item.number}_{criterion.code.value}"


class SheetForm(_RefusedForm):
    """A filled sheet of a new scorer; `with_scores` adds its fields."""

    kind = RadioChoiceField(
        _l("Who filled it in?"),
        required(_l("Choose who filled it in")),
        labels=labels.SCORER_KINDS,
        default=ScorerKind.RESIDENT,
    )


class EditSheetForm(_RefusedForm, EditForm):
    """A sheet that was typed already; `with_scores` adds its fields."""


def with_scores(
    form: type[_RefusedForm],
    items: Sequence[Item],
    criteria: Sequence[Criterion],
    known: Mapping[tuple[uuid.UUID, uuid.UUID], int] | None = None,
) -> type[Any]:
    """Return a form with a field for each need and criterion; what stays empty was not scored."""
    found = known or {}
    fields = {
        score_name(item, criterion): WholeNumberField(
            f"{item.need.title}: {labels.criterion_name(criterion)}",
            least=1,
            most=5,
            default=found.get((item.id, criterion.id)),
        )
        for item in items
        for criterion in criteria
    }
    return type(form.__name__, (form,), fields)


def scores_in(
    form: Form, items: Sequence[Item], criteria: Sequence[Criterion]
) -> dict[tuple[uuid.UUID, uuid.UUID], int]:
    """Return the scores that were typed."""
    return {
        (item.id, criterion.id): form[score_name(item, criterion)].data
        for item in items
        for criterion in criteria
        if form[score_name(item, criterion)].data is not None
    }


class BallotForm(Form):
    """The dots of one person; `with_dots` adds a field for each need."""

    numbers: ClassVar[Mapping[str, uuid.UUID]] = {}

    def dots(self) -> dict[uuid.UUID, int]:
        return {item_id: self[name].data or 0 for name, item_id in self.numbers.items()}

    def refuse(self, problem: Problem, *, allowed: int) -> None:
        """Say what is wrong above the form; of too many dots, how many have to be taken back."""
        over = sum(self.dots().values()) - allowed
        words = str(labels.PROBLEMS[problem])
        if problem is Problem.TOO_MANY_DOTS:
            words = ngettext(
                "You have %(allowed)s dots. Take back %(num)d dot",
                "You have %(allowed)s dots. Take back %(num)d dots",
                over,
                allowed=allowed,
            )
        self.form_errors.append(words)


def with_dots(items: Sequence[Item], *, allowed: int) -> type[BallotForm]:
    """Return the ballot of a round."""
    numbers = {f"d_{item.number}": item.id for item in items}
    fields = {
        f"d_{item.number}": WholeNumberField(item.need.title, least=0, most=allowed, default=0)
        for item in items
    }
    return type("BallotForm", (BallotForm,), {**fields, "numbers": numbers})


class ChooseForm(_RefusedForm, EditForm):
    """The chosen priorities of a round; `with_places` adds three fields for each need."""

    def refuse_item(self, item: Item, problem: Problem) -> None:
        """Put a refusal beside the field of its need."""
        name = {Problem.SAME_RANK: "rank", Problem.ORDER_REASON: "order"}.get(problem, "assumption")
        self.refuse_field(f"{name}_{item.number}", str(labels.PROBLEMS[problem]))


def with_places(items: Sequence[Item]) -> type[ChooseForm]:
    """Return a form that asks of each need for its place among the priorities, and for reasons."""
    fields: dict[str, Any] = {}
    for item in items:
        fields[f"rank_{item.number}"] = WholeNumberField(
            _l("Place among the priorities"), least=1, most=99, default=item.rank
        )
        fields[f"order_{item.number}"] = LineField(
            _l("Why in another order than the scores?"), default=item.order_reason
        )
        fields[f"assumption_{item.number}"] = LineField(
            _l("Why a priority with one source only?"), default=item.assumption_reason
        )
    return type("ChooseForm", (ChooseForm,), fields)


def choices_in(form: Form, items: Sequence[Item]) -> list[Choice]:
    """Return the needs that were given a place."""
    return [
        Choice(
            item_id=item.id,
            rank=form[f"rank_{item.number}"].data,
            order_reason=form[f"order_{item.number}"].data or "",
            assumption_reason=form[f"assumption_{item.number}"].data or "",
        )
        for item in items
        if form[f"rank_{item.number}"].data is not None
    ]


class CardForm(ContactGuardForm, EditForm):
    """The five questions of a priority card; every answer may come later."""

    why = NoteField(labels.CARD_QUESTIONS["why"], description=NO_NAMES)
    elsewhere = NoteField(labels.CARD_QUESTIONS["elsewhere"])
    here = NoteField(labels.CARD_QUESTIONS["here"], description=NO_NAMES)
    already = NoteField(labels.CARD_QUESTIONS["already"])
    possible = NoteField(labels.CARD_QUESTIONS["possible"])
    sources = NoteField(
        labels.CARD_QUESTIONS["sources"],
        description=_l("Statistics, documents, surveys, meetings: with the year"),
    )

    def entry(self) -> CardEntry:
        return CardEntry(**{name: self[name].data or "" for name in CardEntry.__dataclass_fields__})


class ValidationForm(_RefusedForm):
    """How the result was brought back to the community."""

    held_on = DayField(_l("Day"), required(_l("Enter the day as in 05.09.2022")))
    way = RadioChoiceField(
        _l("How were residents asked?"),
        required(_l("Choose how residents were asked")),
        labels=labels.VALIDATION_WAYS,
    )
    people = WholeNumberField(
        _l("How many people took part?"),
        required(_l("Enter how many people took part")),
        least=1,
        most=100_000,
    )
    groups = ManyChoiceField(_l("Which groups were there?"), labels=community_labels.PEOPLE_GROUPS)
    said = NoteField(
        _l("What residents said"), required(_l("Write what residents said")), description=NO_NAMES
    )
    result = RadioChoiceField(
        _l("What came of it?"), required(_l("Choose what came of it")), labels=labels.VALIDATION_RESULTS
    )
    corrections = NoteField(_l("Corrections that were agreed"))
    places: ClassVar[Mapping[Problem, str]] = {
        Problem.HELD_AHEAD: "held_on",
        Problem.CORRECTIONS: "corrections",
    }

    def entry(self) -> ValidationEntry:
        return ValidationEntry(
            held_on=self.held_on.data,
            way=self.way.data,
            people=self.people.data,
            groups=tuple(self.groups.data or ()),
            said=self.said.data,
            corrections=self.corrections.data or "",
            result=self.result.data,
        )


class EditValidationForm(ValidationForm, EditForm):
    """A record of a validation that is known already."""
