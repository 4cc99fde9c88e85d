"""What people type about independent work, as checked values on their way from a form to an action."""

import datetime as dt
import uuid
from dataclasses import dataclass

from pilot.training.assignments.enums import Tool, Verdict


@dataclass(frozen=True)
class AssignmentEntry:
    """A task without its module."""

    title_lv: str
    title_en: str
    task: str
    due_on: dt.date
    mandatory: bool
    tool: Tool | None


@dataclass(frozen=True)
class NewAssignmentEntry:
    """A task with the module after which it is done."""

    module_id: uuid.UUID
    assignment: AssignmentEntry


@dataclass(frozen=True)
class WorkEntry:
    """What a participant wrote, and whether the work stands in the tool of the task."""

    text: str
    is_done_in_tool: bool


@dataclass(frozen=True)
class Assessment:
    verdict: Verdict
    comment: str
