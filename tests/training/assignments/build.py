"""Builders of independent work: a task, the work on it, a version that was handed in."""

import datetime as dt
from typing import Any

from pilot.accounts.models import User
from pilot.cohort.models import Participation, Pilot
from pilot.training.assignments.enums import WorkState
from pilot.training.assignments.models import AssignedWork, Assignment, WorkVersion
from pilot.training.models import Module
from tests.build import keep
from tests.training import build as training

DUE = dt.date(2023, 2, 20)


def taught_module(of: Pilot, *lecturers: User, number: int = 1) -> Module:
    """Keep a module with one class that the lecturers teach."""
    module = training.module(of, number)
    day = training.day(of, dt.date(2022, 9, 15) + dt.timedelta(days=number), number=number)
    training.held_class(day, *lecturers, module_id=module.id)
    return module


def assignment(of: Module, **given: Any) -> Assignment:
    found: Assignment = keep(
        Assignment(
            module_id=of.id,
            **{
                "title_lv": "Kopienas profils",
                "title_en": "Community profile",
                "task": "Aprakstiet kopienu.",
                "due_on": DUE,
                "mandatory": True,
                **given,
            },
        )
    )
    return found


def work(on: Assignment, by: Participation, state: WorkState = WorkState.DRAFT, **given: Any) -> AssignedWork:
    """Keep a piece of work; beyond a draft it has its first version."""
    found: AssignedWork = keep(
        AssignedWork(
            assignment_id=on.id,
            participation_id=by.id,
            state=state,
            **{"text": "Kopiena pie ezera.", **given},
        )
    )
    if state is not WorkState.DRAFT:
        keep(
            WorkVersion(
                work_id=found.id,
                number=1,
                text=found.text,
                done_in_tool=False,
                handed_in_on=dt.date(2023, 2, 10),
            )
        )
    return found
