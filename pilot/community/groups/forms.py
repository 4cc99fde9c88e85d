"""What is typed about cooperation groups and their members."""

import uuid

from flask_babel import lazy_gettext as _l

from pilot.community import labels
from pilot.community.enums import GroupLevel
from pilot.community.forms import NO_NAMES, SharedTextForm
from pilot.community.groups.rules import GroupEntry, MemberEntry
from pilot.community.rules import Problem
from pilot.web.fields import (
    ChoiceField,
    DayField,
    LineField,
    ManyChoiceField,
    NoteField,
    PickField,
    RadioChoiceField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form


class _GroupForm(SharedTextForm):
    level = RadioChoiceField(
        _l("Level of the group"),
        required(_l("Choose the level of the group")),
        labels=labels.GROUP_LEVELS,
    )
    name = LineField(_l("Name of the group"), required(_l("Enter the name of the group")))
    purpose = NoteField(_l("Purpose"), description=NO_NAMES)
    tasks = ManyChoiceField(_l("Tasks of the group"), labels=labels.GROUP_TASK_CODES)
    leader_kind = ChoiceField(
        _l("Who leads it?"),
        required(_l("Choose who leads the group")),
        labels=labels.LEADER_KINDS,
        blank=_l("Choose"),
    )
    footing = LineField(
        _l("On what it stands"), description=_l("Council decision with its number, order, or an agreement")
    )
    community_id = PickField(_l("Community"), blank=_l("None in particular"))
    parent_id = PickField(_l("Under which municipal group"), blank=_l("Under none"))
    founded_on = DayField(_l("Founded on"))
    quorum_pct = WholeNumberField(
        _l("Quorum in per cent: more than this share of members with a vote"),
        required(_l("Enter a whole number from 1 to 100")),
        least=1,
        most=100,
    )
    places = (
        (Problem.LEADER_NOT_ALLOWED, "leader_kind"),
        (Problem.TASK_OF_OTHER_LEVEL, "tasks"),
        (Problem.PARENT_NOT_MUNICIPAL, "parent_id"),
    )

    def entry_at(self, level: GroupLevel) -> GroupEntry:
        return GroupEntry(
            level=level,
            name=self.name.data,
            purpose=self.purpose.data or "",
            tasks=tuple(self.tasks.data or ()),
            leader_kind=self.leader_kind.data,
            footing=self.footing.data or "",
            community_id=_id(self.community_id.data),
            parent_id=_id(self.parent_id.data),
            founded_on=self.founded_on.data,
            quorum_pct=self.quorum_pct.data,
        )


class FoundGroupForm(_GroupForm):
    """A new group."""

    def entry(self) -> GroupEntry:
        return self.entry_at(self.level.data)


class EditGroupForm(_GroupForm, EditForm):
    """A group that was founded before; its level stays."""

    level = None  # type: ignore[assignment] # WTForms' way to leave an inherited field out


class ChangeGroupStateForm(EditForm):
    state = RadioChoiceField(
        _l("State of the group"), required(_l("Choose the state")), labels=labels.GROUP_STATES
    )

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal beside the field to change."""
        self.refuse_field("state", str(labels.PROBLEMS[problem]))


class _MemberForm(Form):
    name = LineField(
        _l("Name of the person or organisation"), required(_l("Enter the name of the person or organisation"))
    )
    organisation = LineField(_l("Organisation"))
    sector = ChoiceField(
        _l("Sector"), required(_l("Choose the sector")), labels=labels.SECTORS, blank=_l("Choose")
    )
    role = ChoiceField(_l("Role in the group"), required(_l("Choose the role")), labels=labels.MEMBER_ROLES)
    contact = LineField(_l("One contact"), description=_l("E-mail or phone, only one"))
    informed_on = DayField(
        _l("Told on which day that the group keeps these data"),
        required(_l("Enter the day on which the person was told")),
        description=_l("Tell the person first; the text of the notice is under How personal data are used."),
    )
    joined_on = DayField(_l("Member since"), required(_l("Enter the day as in 05.09.2022")))
    left_on = DayField(_l("Left on"))
    places = (
        (Problem.INFORMED_AHEAD, "informed_on"),
        (Problem.JOINED_AHEAD, "joined_on"),
        (Problem.LEFT_BEFORE_JOINED, "left_on"),
        (Problem.LEFT_AHEAD, "left_on"),
    )

    def entry(self) -> MemberEntry:
        return MemberEntry(
            name=self.name.data,
            organisation=self.organisation.data or "",
            sector=self.sector.data,
            role=self.role.data,
            contact=self.contact.data or "",
            informed_on=self.informed_on.data,
            joined_on=self.joined_on.data,
            left_on=self.left_on.data,
        )

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal beside the field to change."""
        self.refuse_field(dict(self.places)[problem], str(labels.PROBLEMS[problem]))


class AddMemberForm(_MemberForm):
    """A new member of a group."""


class EditMemberForm(_MemberForm, EditForm):
    """A member, also one who leaves."""


def _id(picked: str | None) -> uuid.UUID | None:
    return uuid.UUID(picked) if picked else None
