"""What is typed about communities, needs, resources and their sources."""

from flask_babel import lazy_gettext as _l

from pilot.community import labels
from pilot.community.rules import CommunityEntry, NeedEntry, Problem, ResourceEntry, SourceEntry
from pilot.web.fields import (
    ChoiceField,
    DayField,
    LineField,
    NoteField,
    RadioChoiceField,
    WholeNumberField,
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
    started_on = DayField(_l("Work begun on"), required(_l("Enter the day on which the work began")))


class _CommunityForm(CommunityFields, SharedTextForm):
    places = ((Problem.STARTED_AHEAD, "started_on"),)

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


class DefineCommunityForm(_CommunityForm):
    """A new community."""


class EditCommunityForm(_CommunityForm, EditForm):
    """A community that is known already."""


class ChangeStageForm(EditForm):
    stage = RadioChoiceField(
        _l("Where does the work stand now?"), required(_l("Choose a stage")), labels=labels.STAGES
    )


class NeedFields:
    kind = RadioChoiceField(
        _l("What is it?"), required(_l("Choose: problem, need or topical issue")), labels=labels.NEED_KINDS
    )
    title = LineField(
        _l("In one sentence, in the words of residents"),
        required(_l("Write in one sentence what you heard")),
        description=NO_NAMES,
    )
    description = NoteField(_l("More about it"))
    domain = RadioChoiceField(_l("Domain"), required(_l("Choose the domain")), labels=labels.DOMAINS)
    affected_groups = LineField(
        _l("Whom does it affect?"), description=_l("For example: seniors, families with children")
    )
    scale = RadioChoiceField(
        _l("How many of the community?"), required(_l("Choose how many it affects")), labels=labels.SCALES
    )

    def entry(self) -> NeedEntry:
        return NeedEntry(
            kind=self.kind.data,
            title=self.title.data,
            description=self.description.data or "",
            domain=self.domain.data,
            affected_groups=self.affected_groups.data or "",
            scale=self.scale.data,
        )


class ResourceFields:
    kind = ChoiceField(
        _l("Kind of resource"),
        required(_l("Choose the kind of resource")),
        labels=labels.RESOURCE_KINDS,
        blank=_l("Choose"),
    )
    name = LineField(
        _l("Name of the resource"),
        required(_l("Enter the name of the resource")),
        description=_l("An organisation, a place or a group, not a person"),
    )
    offers = NoteField(_l("What it can give"), description=NO_NAMES)
    conditions = LineField(_l("Conditions"))
    state = RadioChoiceField(
        _l("How far is it won?"), required(_l("Choose how far it is won")), labels=labels.RESOURCE_STATES
    )

    def entry(self) -> ResourceEntry:
        return ResourceEntry(
            kind=self.kind.data,
            name=self.name.data,
            offers=self.offers.data or "",
            conditions=self.conditions.data or "",
            state=self.state.data,
        )


class SourceFields:
    source_kind = ChoiceField(
        _l("How was it learned?"),
        required(_l("Choose how it was learned")),
        labels=labels.SOURCE_KINDS,
        blank=_l("Choose"),
    )
    source_told_by = LineField(
        _l("From which group of people or organisation"), description=_l("Name a group, never a person")
    )
    source_description = LineField(
        _l("Source in a few words"),
        required(_l("Enter the source in a few words")),
        description=_l("For example: talks at the shop, survey in the library"),
    )
    source_told_on = DayField(_l("Day of the source"), required(_l("Enter the day as in 05.09.2022")))
    source_people = WholeNumberField(_l("Number of people heard"), least=1, most=100_000)

    def source(self) -> SourceEntry:
        return SourceEntry(
            kind=self.source_kind.data,
            told_by=self.source_told_by.data or "",
            description=self.source_description.data,
            told_on=self.source_told_on.data,
            people=self.source_people.data,
        )


class RecordNeedForm(NeedFields, SourceFields, SharedTextForm):
    places = ((Problem.TOLD_AHEAD, "source_told_on"),)


class EditNeedForm(NeedFields, SharedTextForm, EditForm):
    """The words of a need; its sources are added apart."""


class RecordResourceForm(ResourceFields, SourceFields, SharedTextForm):
    places = ((Problem.TOLD_AHEAD, "source_told_on"),)


class EditResourceForm(ResourceFields, SharedTextForm, EditForm):
    """A resource and how far it is won."""


class AddSourceForm(SourceFields, SharedTextForm):
    places = ((Problem.TOLD_AHEAD, "source_told_on"),)
