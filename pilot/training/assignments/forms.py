"""Forms of independent work: the task, the work itself, its assessment."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from pilot.training.assignments import labels
from pilot.training.assignments.entries import Assessment, AssignmentEntry, NewAssignmentEntry, WorkEntry
from pilot.training.assignments.enums import Tool, Verdict
from pilot.training.assignments.rules import Problem
from pilot.web.fields import (
    ChoiceField,
    DayField,
    LineField,
    NoteField,
    PickField,
    RadioChoiceField,
    required,
)
from pilot.web.forms import EditForm, Form


class _ModuleForm(Form):
    """The module, which stands above the task."""

    module_id = PickField(_l("Module"), required(_l("Choose the module")), blank=_l("Choose"))


class _TaskForm(Form):
    title_lv = LineField(_l("Title in Latvian"), required(_l("Enter the title in Latvian")))
    title_en = LineField(_l("Title in English"), required(_l("Enter the title in English")))
    task = NoteField(
        _l("What is to be done?"),
        required(_l("Write what is to be done")),
        most=5000,
        description=_l("Participants read it above their own text."),
        render_kw={"rows": 6},
    )
    due_on = DayField(_l("Submit by"), required(_l("Enter the day as in 05.09.2022")))
    tool = ChoiceField(
        _l("Where in Kopdarbs is it done?"),
        labels=labels.TOOLS,
        blank=_l("Nowhere: the text is written here"),
        description=_l("Then nothing has to be written twice."),
    )
    mandatory = BooleanField(_l("Required for the certificate"))

    def task_entry(self) -> AssignmentEntry:
        return AssignmentEntry(
            title_lv=self.title_lv.data,
            title_en=self.title_en.data,
            task=self.task.data,
            due_on=self.due_on.data,
            mandatory=self.mandatory.data,
            tool=Tool(self.tool.data) if self.tool.data else None,
        )


class SetForm(_ModuleForm, _TaskForm):
    """A new task, with the module it belongs to."""

    def entry(self) -> NewAssignmentEntry:
        return NewAssignmentEntry(uuid.UUID(self.module_id.data), self.task_entry())


class ChangeForm(_TaskForm, EditForm):
    """A task that was set before; its module stays."""

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("title_lv", labels.PROBLEMS[problem])


class WorkForm(EditForm):
    """A participant's work, kept as a draft or handed in."""

    done_in_tool = BooleanField(_l("It is done in the tool"))
    text = NoteField(_l("Your work"), render_kw={"rows": 14})

    def for_task(self, tool: Tool | None) -> "WorkForm":
        """Leave out the tool's box where the task has none."""
        if tool is None:
            del self.done_in_tool
        return self

    def entry(self) -> WorkEntry:
        is_done: Any = self.done_in_tool.data if "done_in_tool" in self else False
        return WorkEntry(text=self.text.data or "", is_done_in_tool=bool(is_done))

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("text", labels.PROBLEMS[problem])


class AssessForm(EditForm):
    """What a lecturer says of a version; its author reads every word."""

    verdict = RadioChoiceField(
        _l("Your assessment"), required(_l("Choose whether you accept the work")), labels=labels.VERDICTS
    )
    comment = NoteField(
        _l("Comment for the participant"),
        most=5000,
        description=_l("The participant reads it. Needed when you return the work."),
        render_kw={"rows": 5},
    )

    def assessment(self) -> Assessment:
        return Assessment(Verdict(self.verdict.data), self.comment.data or "")

    def refuse(self, problem: Problem) -> None:
        self.refuse_field(
            "comment" if problem is Problem.COMMENT_MISSING else "verdict", labels.PROBLEMS[problem]
        )
