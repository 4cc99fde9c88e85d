"""What is typed about a strategy, its goals, actions and adoption, indicators and their values."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from pilot.community.diary.labels import CHANGE_CODES
from pilot.community.forms import NO_NAMES
from pilot.community.strategies import labels
from pilot.community.strategies.enums import UpdateState
from pilot.community.strategies.rules import (
    NOT_STATED,
    ActionEntry,
    IndicatorEntry,
    ObjectiveEntry,
    Problem,
    ReportEntry,
    StrategyEntry,
    ValueEntry,
)
from pilot.web.fields import (
    ChoiceField,
    DayField,
    LineField,
    NoteField,
    NumberField,
    PickField,
    PickManyField,
    RadioChoiceField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form
from pilot.web.shared_text import ContactGuardForm

PART = "part_"
MOST_PEOPLE = 100_000
ROLES_ONLY = _l("A role, an office or an organisation. Write no names of residents")
PLAIN = (
    "helpers",
    "resources_needed",
    "funding",
    "grant_name",
    "risk",
)
MORE = (
    "starts_on",
    *PLAIN,
    "cost",
    "grant_asked",
    "grant_received",
    "indicator_id",
    "decision_id",
    "change_code",
)


def _ids(values: list[str] | None) -> tuple[uuid.UUID, ...]:
    return tuple(uuid.UUID(value) for value in values or ())


def _id(value: str | None) -> uuid.UUID | None:
    return uuid.UUID(value) if value else None


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


class StrategyForm(ContactGuardForm, EditForm):
    """The vision and the approach."""

    vision = LineField(
        _l("Vision"),
        required(_l("Write in one sentence what the community wants to become")),
        most=300,
        description=_l("One sentence in the residents' words: how is it here when the goals are reached?"),
    )
    approach = RadioChoiceField(
        _l("How is the community worked with?"), required(_l("Choose the approach")), labels=labels.APPROACHES
    )

    def entry(self) -> StrategyEntry:
        return StrategyEntry(self.vision.data, self.approach.data)


class ObjectiveForm(_RefusedForm):
    """A new goal."""

    text = LineField(
        _l("Goal"),
        required(_l("Write the goal")),
        description=_l("What will be different, for whom, and by when?"),
    )
    item_ids = PickManyField(
        _l("From which priorities does it come?"), required(_l("Choose at least one priority"))
    )

    def entry(self) -> ObjectiveEntry:
        return ObjectiveEntry(self.text.data, _ids(self.item_ids.data))


class EditObjectiveForm(ObjectiveForm, EditForm):
    """A goal that is known already."""


class ActionForm(_RefusedForm):
    """A new action; all but what, who and when may come later."""

    what = LineField(_l("What will be done?"), required(_l("Write what will be done")), description=NO_NAMES)
    side = RadioChoiceField(_l("Who does it?"), required(_l("Choose who does it")), labels=labels.SIDES)
    lead = LineField(_l("Who leads it?"), required(_l("Write who leads it")), description=ROLES_ONLY)
    due_on = DayField(_l("Until when?"), required(_l("Enter the day as in 05.09.2022")))
    objective_id = PickField(_l("Towards which goal?"), blank=_l("None yet"))
    need_ids = PickManyField(_l("Which needs does it answer?"))
    resource_ids = PickManyField(_l("On which resources of the community does it build?"))
    starts_on = DayField(_l("Begins on"))
    helpers = LineField(_l("Who helps?"), description=ROLES_ONLY)
    resources_needed = LineField(
        _l("What is still needed?"), description=_l("Premises, people, things, time")
    )
    cost = NumberField(_l("Cost, EUR"))
    funding = LineField(_l("Where does the money come from?"))
    grant_name = LineField(_l("Grant application"), description=_l("The name of the call or of the project"))
    grant_asked = NumberField(_l("Amount asked for, EUR"))
    grant_received = NumberField(_l("Amount received, EUR"), description=_l("This is funding attracted"))
    indicator_id = PickField(_l("By which indicator is it seen?"), blank=_l("None yet"))
    decision_id = PickField(_l("By which decision of a group?"), blank=_l("None"))
    change_code = ChoiceField(_l("What is it for?"), labels=CHANGE_CODES, blank=_l("Nothing in particular"))
    risk = LineField(_l("What could go wrong?"))
    places: ClassVar[Mapping[Problem, str]] = {
        Problem.DUE_BEFORE_START: "due_on",
        Problem.NEGATIVE_COST: "cost",
        Problem.NEGATIVE_ASKED: "grant_asked",
        Problem.NEGATIVE_RECEIVED: "grant_received",
        Problem.OTHER_GOAL: "indicator_id",
    }

    def has_more(self) -> bool:
        """Tell whether anything behind „More about it” is typed or refused, so that it stands open."""
        return any(self[name].data or self[name].errors for name in MORE)

    def entry(self) -> ActionEntry:
        texts = {name: self[name].data or "" for name in PLAIN}
        return ActionEntry(
            what=self.what.data,
            side=self.side.data,
            lead=self.lead.data,
            due_on=self.due_on.data,
            objective_id=_id(self.objective_id.data),
            indicator_id=_id(self.indicator_id.data),
            decision_id=_id(self.decision_id.data),
            need_ids=_ids(self.need_ids.data),
            resource_ids=_ids(self.resource_ids.data),
            cost=self.cost.data,
            grant_asked=self.grant_asked.data,
            grant_received=self.grant_received.data,
            starts_on=self.starts_on.data,
            change_code=self.change_code.data,
            **texts,
        )


class EditActionForm(ActionForm, EditForm):
    """An action that is known already."""


class ReportForm(ContactGuardForm, EditForm):
    """How an action stands, and what came of it."""

    state = RadioChoiceField(
        _l("How does it stand?"), required(_l("Choose how it stands")), labels=labels.ACTION_STATES
    )
    result = NoteField(_l("Result"), description=NO_NAMES, render_kw={"rows": 3})
    change_ids = PickManyField(_l("Which changes came of it?"))

    def entry(self) -> ReportEntry:
        return ReportEntry(self.state.data, self.result.data or "", _ids(self.change_ids.data))


class IndicatorForm(_RefusedForm):
    """A new indicator: numbers only, words about them stand beside."""

    name = LineField(_l("What is counted?"), required(_l("Say what is counted")))
    unit = LineField(_l("Unit"), most=40, description=_l("For example: people, %, EUR, km"))
    baseline = NumberField(
        _l("At the start"),
        required(_l("Enter the number at the start")),
        description=_l("0 if there is none"),
    )
    target = NumberField(_l("Target"), required(_l("Enter the number that is wanted")))
    measured_by = LineField(
        _l("How is it measured?"),
        required(_l("Write how it is measured")),
        description=_l("For example: lists of participants, survey, minutes of meetings"),
    )
    counting = RadioChoiceField(
        _l("How do the values count?"), required(_l("Choose how the values count")), labels=labels.COUNTINGS
    )
    counts_people = BooleanField(_l("The number counts people"))
    places: ClassVar[Mapping[Problem, str]] = {
        Problem.SUM_DOWNWARDS: "counting",
        Problem.NO_PEOPLE_AT_START: "baseline",
        Problem.NO_PEOPLE_AS_TARGET: "target",
    }

    def entry(self) -> IndicatorEntry:
        return IndicatorEntry(
            name=self.name.data,
            unit=self.unit.data or "",
            baseline=self.baseline.data,
            target=self.target.data,
            counting=self.counting.data,
            measured_by=self.measured_by.data,
            counts_people=self.counts_people.data,
        )


class EditIndicatorForm(IndicatorForm, EditForm):
    """An indicator that is known already."""


class ValueForm(_RefusedForm):
    """A value: the number alone, and whatever does not fit into it as a remark."""

    value = NumberField(_l("Value"), required(_l("Enter the number")))
    measured_on = DayField(_l("Measured on"), required(_l("Enter the day as in 05.09.2022")))
    comment = NoteField(
        _l("Remark"), description=_l("Whatever does not fit into a number"), render_kw={"rows": 3}
    )
    state = RadioChoiceField(
        _l("What happens with it?"),
        required(_l("Choose what happens with the value")),
        labels=labels.SAVING,
        default=UpdateState.SENT,
        description=_l("It counts once the mentor or the head of the service has approved it"),
    )
    places: ClassVar[Mapping[Problem, str]] = {
        Problem.MEASURED_AHEAD: "measured_on",
        Problem.NO_PEOPLE: "value",
    }

    def groups(self) -> list[Any]:
        """Return the fields of how many people of each group there are."""
        return [field for field in self if field.short_name.startswith(PART)]

    def has_groups(self) -> bool:
        """Tell whether a number of a group is typed or refused, so that the numbers stand open."""
        return any(field.data is not None or field.errors for field in self.groups())

    def entry(self) -> ValueEntry:
        counts = {field.short_name.removeprefix(PART): field.data for field in self.groups()}
        return ValueEntry(
            value=self.value.data,
            measured_on=self.measured_on.data,
            comment=self.comment.data or "",
            state=self.state.data,
            parts={group: people for group, people in counts.items() if people is not None},
        )

    def refuse_parts(self, left_over: int) -> None:
        """Say beside the fields by how many people the groups differ from the value (C13)."""
        not_stated = self[f"{PART}{NOT_STATED}"]
        words = labels.parts_words(left_over, not_stated.data or 0)
        self.refuse_field(not_stated.short_name if left_over > 0 else "value", words)


class PeopleValueForm(ValueForm):
    """A number of people, of whom it may be said to which groups they belong."""


for _group, _words in labels.PARTS.items():
    setattr(PeopleValueForm, f"{PART}{_group}", WholeNumberField(_words, most=MOST_PEOPLE))


class EditValueForm(ValueForm, EditForm):
    """A value that is not approved yet."""


class EditPeopleValueForm(PeopleValueForm, EditForm):
    """A number of people that is not approved yet."""


class JudgeForm(_RefusedForm, EditForm):
    """What the mentor or the head says of a value."""

    answer = RadioChoiceField(_l("Your answer"), required(_l("Choose your answer")), labels=labels.ANSWERS)
    reason = NoteField(_l("What has to be corrected?"), description=NO_NAMES, render_kw={"rows": 3})
    places: ClassVar[Mapping[Problem, str]] = {
        Problem.NO_REASON: "reason",
        Problem.NOT_SENT: "answer",
        Problem.OWN_VALUE: "answer",
    }


class AdoptForm(Form):
    """By which decision a group adopts what is shown; the hash says what that is."""

    shown = HiddenField()
    decision_id = PickField(
        _l("By which decision?"), required(_l("Choose the decision of the group")), blank=_l("Choose")
    )

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal above the form."""
        self.form_errors.append(str(labels.PROBLEMS[problem]))


class DeleteForm(EditForm):
    """One button: delete what was shown."""
