"""Bring the rows of a file into a pilot, all of them or none."""

import datetime as dt
from collections.abc import Sequence

from pilot import audit
from pilot.accounts import invitations
from pilot.accounts.enums import UserState
from pilot.accounts.models import User
from pilot.accounts.viewer import Viewer
from pilot.cohort import people_actions
from pilot.cohort.entries import InvitationEntry, ParticipantEntry
from pilot.cohort.models import Pilot
from pilot.errors import DomainError
from pilot.training import module_actions
from pilot.training.actions import TrainingRefusedError
from pilot.training.entries import ModuleEntry
from pilot.training.imports.enums import ImportKind


class ImportRefusedError(DomainError):
    """A row that could be imported at the preview no longer can: nothing of the file may stay."""


def bring_modules(pilot: Pilot, entries: Sequence[ModuleEntry], *, actor: Viewer, now: dt.datetime) -> None:
    """Add the modules of a file.

    :raises ImportRefusedError: a number was taken meanwhile.
    """
    try:
        for entry in entries:
            module_actions.add_module(pilot, entry, actor=actor, now=now)
    except TrainingRefusedError as refused:
        raise ImportRefusedError from refused
    _record(pilot, ImportKind.MODULES, len(entries), actor=actor, now=now)


def bring_lecturers(
    pilot: Pilot, entries: Sequence[InvitationEntry], *, actor: Viewer, now: dt.datetime
) -> None:
    """Give the people of a file the role of a lecturer; who never signed in is invited by mail.

    :raises ImportRefusedError: somebody got the role, or lost the account, meanwhile.
    """
    try:
        for entry in entries:
            _invite(people_actions.give_role(pilot, entry, actor=actor, now=now), pilot, actor=actor, now=now)
    except people_actions.PersonRefusedError as refused:
        raise ImportRefusedError from refused
    _record(pilot, ImportKind.LECTURERS, len(entries), actor=actor, now=now)


def bring_participants(
    pilot: Pilot, entries: Sequence[ParticipantEntry], *, actor: Viewer, now: dt.datetime, today: dt.date
) -> None:
    """Let the people of a file take part; who never signed in is invited by mail.

    :raises ImportRefusedError: somebody takes part already, or lost the account, meanwhile.
    """
    try:
        for entry in entries:
            user = people_actions.add_participant(pilot, entry, actor=actor, now=now, today=today)
            _invite(user, pilot, actor=actor, now=now)
    except people_actions.PersonRefusedError as refused:
        raise ImportRefusedError from refused
    _record(pilot, ImportKind.PARTICIPANTS, len(entries), actor=actor, now=now)


def _invite(user: User, pilot: Pilot, *, actor: Viewer, now: dt.datetime) -> None:
    if user.state is UserState.INVITED:
        invitations.invite(user, actor=actor, pilot_id=pilot.id, now=now)


def _record(pilot: Pilot, kind: ImportKind, count: int, *, actor: Viewer, now: dt.datetime) -> None:
    audit.record(
        "training.file-imported", pilot, actor=actor, at=now, pilot_id=pilot.id, kind=kind, count=count
    )
