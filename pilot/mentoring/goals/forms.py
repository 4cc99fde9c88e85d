"""Forms of goals."""

from flask_babel import lazy_gettext as _l

from pilot.mentoring.goals import labels
from pilot.mentoring.goals.enums import GoalState, Problem
from pilot.mentoring.goals.rules import GoalEntry
from pilot.mentoring.labels import TOPICS
from pilot.web.fields import ChoiceField, DayField, LineField, NoteField, RadioChoiceField, required
from pilot.web.forms import EditForm, Form


class GoalForm(Form):
    text = NoteField(
        _l("What do you want to achieve?"),
        required(_l("Write what you want to achieve")),
        render_kw={"rows": 3},
    )
    topic = ChoiceField(_l("Topic"), labels=TOPICS, blank=_l("No topic"))
    indicator = LineField(
        _l("How will you see it?"), description=_l("For example: 30 residents have answered the survey")
    )
    due_on = DayField(_l("By when?"), description=_l("As in 05.09.2022"))

    def entry(self) -> GoalEntry:
        return GoalEntry(
            self.text.data or "", self.topic.data or None, self.indicator.data or "", self.due_on.data
        )


class ChangeGoalForm(GoalForm, EditForm):
    """A goal as it stands, with what has become of it."""

    state = RadioChoiceField(
        _l("How does it stand?"), required(_l("Choose how the goal stands")), labels=labels.STATES
    )
    reason = NoteField(
        _l("Why has it changed?"),
        description=_l("Needed where the goal has changed or is dropped"),
        render_kw={"rows": 2},
    )

    def entry(self) -> GoalEntry:
        state: GoalState = self.state.data
        return GoalEntry(
            self.text.data or "",
            self.topic.data or None,
            self.indicator.data or "",
            self.due_on.data,
            state,
            self.reason.data or "",
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("reason", str(labels.PROBLEMS[problem]))
