"""What is typed about communities; the form whose text others read."""

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from pilot.community import labels
from pilot.community.rules import CommunityEntry, Problem
from pilot.web.fields import (
    DayField,
    LineField,
    NoteField,
    PickManyField,
    RadioChoiceField,
    required,
)
from pilot.web.forms import EditForm
from pilot.web.shared_text import ContactGuardForm

NO_NAMES = _l("Write no names, personal codes, addresses or life stories of people.")


class SharedTextForm(ContactGuardForm):
    """A form whose text others read, with the places of its refusals."""

    places: tuple[tuple[Problem, str], ...] = ()

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal beside the field to change."""
        self.refuse_field(dict(self.places)[problem], str(labels.PROBLEMS[problem]))


class CommunityFields:
    name = LineField(
        _l("Name of the community"),
        required(_l("Enter the name of the community")),
        description=_l("For example: residents of the village, seniors of the parish"),
    )
    kind = RadioChoiceField(
        _l("What holds it together?"),
        required(_l("Choose what holds the community together")),
        labels=labels.COMMUNITY_KINDS,
    )
    place = LineField(
        _l("Where the community is"),
        required(_l("Enter the place")),
        description=_l("Parish, neighbourhood, village or town"),
    )
    why = NoteField(_l("Why this community?"), description=NO_NAMES)
    boundaries = NoteField(_l("Boundaries: who belongs and who does not"))
    target_groups = NoteField(_l("Target groups"))
    worker_ids = PickManyField(
        _l("Who else works with it?"), description=_l("Participants of the same municipality")
    )
    started_on = DayField(_l("Work begun on"), required(_l("Enter the day on which the work began")))


class _CommunityForm(CommunityFields, SharedTextForm):
    places = ((Problem.STARTED_AHEAD, "started_on"), (Problem.TOO_MANY_LED, "name"))

    def offer(self, colleagues: Sequence[tuple[uuid.UUID, str]]) -> None:
        """Set who may work with the community besides its lead; with nobody the question is not asked."""
        self.worker_ids.offer(colleagues)
        if not colleagues:
            del self.worker_ids

    def entry(self) -> CommunityEntry:
        return CommunityEntry(
            name=self.name.data,
            kind=self.kind.data,
            place=self.place.data,
            why=self.why.data or "",
            boundaries=self.boundaries.data or "",
            target_groups=self.target_groups.data or "",
            started_on=self.started_on.data,
        )

    def workers(self) -> frozenset[uuid.UUID]:
        """Return the participations of those who work with the community besides its lead."""
        chosen = self.worker_ids.data if "worker_ids" in self else ()
        return frozenset(uuid.UUID(value) for value in chosen or ())


class DefineCommunityForm(_CommunityForm):
    """A new community."""


class EditCommunityForm(_CommunityForm, EditForm):
    """A community that is known already."""


class ChangeStageForm(EditForm):
    stage = RadioChoiceField(
        _l("Where does the work stand now?"), required(_l("Choose a stage")), labels=labels.STAGES
    )
