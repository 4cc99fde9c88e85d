"""What is typed about needs, resources, their sources, matches and SVID."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice

from pilot.community import labels as words
from pilot.community.enums import PeopleGroup
from pilot.community.findings import labels
from pilot.community.findings.rules import (
    NeedEntry,
    Problem,
    ResourceEntry,
    SourceEntry,
    SwotEntry,
    Wanted,
    WantedResources,
)
from pilot.community.forms import NO_NAMES
from pilot.community.rules import THEMES
from pilot.web.fields import (
    ChoiceField,
    ContactField,
    DayField,
    LineField,
    ManyChoiceField,
    NoteField,
    PickField,
    PickManyField,
    RadioChoiceField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, SearchForm
from pilot.web.shared_text import ContactGuardForm

CONFIRMED, ASSUMPTION = "confirmed", "assumption"


class FindingForm(ContactGuardForm):
    """A form whose text others read, with the places of its refusals; `more` fold away below the rest."""

    places: tuple[tuple[Problem, str], ...] = ()
    more: tuple[str, ...] = ()

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal beside the field to change."""
        self.refuse_field(dict(self.places)[problem], str(labels.PROBLEMS[problem]))

    def is_more_open(self) -> bool:
        """Tell whether something was typed or refused in what folds away."""
        return any(self[name].errors or self[name].data for name in self.more)


class ThemeField(ChoiceField):
    """The themes, under the goal domain to which they belong."""

    def __init__(self, label: Any, *, blank: Any, **kwargs: Any) -> None:
        super().__init__(label, labels=words.THEMES, blank=blank, **kwargs)
        self.choices = [
            SelectChoice("", blank),
            *(
                SelectChoice(str(theme), words.THEMES[theme], optgroup=words.DOMAINS[domain])
                for domain, themes in THEMES.items()
                for theme in themes
            ),
        ]


class NeedFields:
    kind = RadioChoiceField(
        _l("What is it?"),
        required(_l("Choose: problem, need, topical issue or opportunity")),
        labels=words.NEED_KINDS,
    )
    title = LineField(
        _l("In one sentence, in the words of residents"),
        required(_l("Write in one sentence what you heard")),
        description=NO_NAMES,
    )


class ResourceFields:
    kind = ChoiceField(
        _l("Kind of resource"),
        required(_l("Choose the kind of resource")),
        labels=words.RESOURCE_KINDS,
        blank=_l("Choose"),
    )
    name = LineField(
        _l("Name of the resource"),
        required(_l("Enter the name of the resource")),
        description=_l("An organisation, a place or a group, not a person"),
    )
    offers = NoteField(_l("What it can give"), description=NO_NAMES, render_kw={"rows": 3})
    state = RadioChoiceField(
        _l("How far is it won?"), required(_l("Choose how far it is won")), labels=words.RESOURCE_STATES
    )


class SourceFields:
    source_kind = ChoiceField(
        _l("How was it learned?"),
        required(_l("Choose how it was learned")),
        labels=words.SOURCE_KINDS,
        blank=_l("Choose"),
    )
    source_told_on = DayField(_l("Day of the source"), required(_l("Enter the day as in 05.09.2022")))


class SourceDetails:
    source_told_by = LineField(
        _l("From which group of people or organisation"), description=_l("Name a group, never a person")
    )
    source_description = LineField(
        _l("Source in a few words"), description=_l("For example: talks at the shop, survey in the library")
    )
    source_method_use = PickField(
        _l("Record of the method"),
        blank=_l("None"),
        description=_l("So that whoever reads this finds how it was learned"),
    )
    source_people = WholeNumberField(_l("Number of people heard"), least=1, most=100_000)
    source_quote = LineField(
        _l("A quote"), description=_l("In the speaker's words, so that nobody can be recognised")
    )

    def source(self) -> SourceEntry:
        return SourceEntry(
            kind=self.source_kind.data,  # type: ignore[attr-defined]
            told_by=self.source_told_by.data or "",
            description=self.source_description.data or "",
            told_on=self.source_told_on.data,  # type: ignore[attr-defined]
            people=self.source_people.data,
            quote=self.source_quote.data or "",
            method_use_id=uuid.UUID(self.source_method_use.data) if self.source_method_use.data else None,
        )


class NeedDetails:
    theme = ThemeField(_l("Theme"), blank=_l("Not chosen yet"))
    domain = RadioChoiceField(
        _l("Domain"), labels=words.DOMAINS, description=_l("The theme brings its domain with it")
    )
    people_groups = ManyChoiceField(_l("Whom does it affect?"), labels=words.PEOPLE_GROUPS)
    affected_groups = LineField(_l("Whom else?"), description=_l("For example: summer residents"))
    scale = RadioChoiceField(_l("How many of the community?"), labels=words.SCALES)
    level = ChoiceField(_l("Level"), labels=labels.LEVELS, blank=_l("Not chosen yet"))
    frequency = ChoiceField(_l("How often?"), labels=labels.FREQUENCIES, blank=_l("Not chosen yet"))
    trend = ChoiceField(_l("What becomes of it?"), labels=labels.TRENDS, blank=_l("Not chosen yet"))
    cause = LineField(_l("The cause, as people see it"))
    seen_as = ChoiceField(_l("What kind of need is it?"), labels=labels.VIEWS, blank=_l("Not chosen yet"))
    description = NoteField(_l("More about it"), render_kw={"rows": 3})

    def entry(self) -> NeedEntry:
        return NeedEntry(
            kind=self.kind.data,  # type: ignore[attr-defined]
            title=self.title.data,  # type: ignore[attr-defined]
            description=self.description.data or "",
            domain=self.domain.data or None,
            theme=self.theme.data or None,
            people_groups=tuple(PeopleGroup(group) for group in self.people_groups.data or []),
            affected_groups=self.affected_groups.data or "",
            scale=self.scale.data or None,
            level=self.level.data or None,
            cause=self.cause.data or "",
            frequency=self.frequency.data or None,
            trend=self.trend.data or None,
            seen_as=self.seen_as.data or None,
        )


OF_NEED = (
    *("theme", "domain", "people_groups", "affected_groups", "scale"),
    *("level", "frequency", "trend", "cause", "seen_as", "description"),
)
OF_SOURCE = (
    *("source_told_by", "source_description"),
    *("source_method_use", "source_people", "source_quote"),
)


class RecordNeedForm(NeedFields, SourceFields, SourceDetails, NeedDetails, FindingForm):
    """What was heard: four answers are enough."""

    places = ((Problem.TOLD_AHEAD, "source_told_on"), (Problem.THEME_OF_OTHER_DOMAIN, "theme"))
    more = (*OF_SOURCE, *OF_NEED)


class EditNeedForm(NeedFields, NeedDetails, FindingForm, EditForm):
    """The words of a need; its sources are added apart."""

    places = ((Problem.IS_MERGED, "title"), (Problem.THEME_OF_OTHER_DOMAIN, "theme"))


class ResourceDetails:
    for_whom = LineField(_l("To whom"))
    availability = LineField(_l("When it is available"))
    conditions = LineField(_l("Conditions"))
    owner = LineField(_l("Owner or keeper"), description=_l("An organisation"))
    contact = ContactField(_l("Contact"), description=_l("Of an organisation: phone, e-mail or address"))
    contact_is_private = BooleanField(_l("This is the contact of a private person who agreed to it"))
    contact_consent_on = DayField(
        _l("The person agreed on"),
        description=_l("Without this day the contact is not kept. Only your municipality reads it."),
    )
    checked_on = DayField(_l("Last checked on"))

    def entry(self) -> ResourceEntry:
        return ResourceEntry(
            kind=self.kind.data,  # type: ignore[attr-defined]
            name=self.name.data,  # type: ignore[attr-defined]
            state=self.state.data,  # type: ignore[attr-defined]
            offers=self.offers.data or "",  # type: ignore[attr-defined]
            for_whom=self.for_whom.data or "",
            availability=self.availability.data or "",
            conditions=self.conditions.data or "",
            owner=self.owner.data or "",
            contact=self.contact.data or "",
            contact_is_private=bool(self.contact_is_private.data),
            contact_consent_on=self.contact_consent_on.data if self.contact_is_private.data else None,
            checked_on=self.checked_on.data,
        )


OF_RESOURCE = (
    *("for_whom", "availability", "conditions", "owner"),
    *("contact", "contact_is_private", "contact_consent_on", "checked_on"),
)
CONSENT = (
    (Problem.CONSENT_MISSING, "contact_consent_on"),
    (Problem.CONSENT_AHEAD, "contact_consent_on"),
    (Problem.CHECKED_AHEAD, "checked_on"),
)


class RecordResourceForm(ResourceFields, SourceFields, SourceDetails, ResourceDetails, FindingForm):
    places = ((Problem.TOLD_AHEAD, "source_told_on"), *CONSENT)
    more = (*OF_SOURCE, *OF_RESOURCE)


class EditResourceForm(ResourceFields, ResourceDetails, FindingForm, EditForm):
    """A resource, whom it belongs to and how far it is won."""

    places = CONSENT


class MoveResourceForm(EditForm):
    """How far a resource is won, and when that was asked."""

    state = RadioChoiceField(
        _l("How far is it won?"), required(_l("Choose how far it is won")), labels=words.RESOURCE_STATES
    )
    checked_on = DayField(_l("Last checked on"), required(_l("Enter the day as in 05.09.2022")))

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("checked_on", str(labels.PROBLEMS[problem]))


class AddSourceForm(SourceFields, SourceDetails, FindingForm):
    places = ((Problem.TOLD_AHEAD, "source_told_on"), (Problem.IS_MERGED, "source_kind"))


class MergeForm(EditForm):
    """Into which need another one goes."""

    into = PickField(
        _l("Which finding says the same?"), required(_l("Choose the finding that stays")), blank=_l("Choose")
    )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("into", str(labels.PROBLEMS[problem]))


class ButtonForm(EditForm):
    """One button on a finding: take out, delete."""

    form_errors: list[str]

    def refuse(self, problem: Problem) -> None:
        self.form_errors = [*self.form_errors, str(labels.PROBLEMS[problem])]


class MatchForm(FindingForm):
    """Which resource can help, and how."""

    resource = PickField(_l("Resource"), required(_l("Choose the resource")), blank=_l("Choose"))
    note = LineField(_l("How it can help"))
    places = (
        (Problem.MATCHED_ALREADY, "resource"),
        (Problem.NOT_OF_COMMUNITY, "resource"),
        (Problem.IS_MERGED, "resource"),
    )


class EditMatchForm(FindingForm, EditForm):
    note = LineField(_l("How it can help"))


class SwotItemForm(FindingForm):
    """A line of SVID, who says so and on which findings it stands."""

    box = RadioChoiceField(_l("Box"), required(_l("Choose the box")), labels=labels.BOXES)
    text = LineField(_l("In one sentence"), required(_l("Write it in one sentence")), description=NO_NAMES)
    origin = RadioChoiceField(_l("Who says so?"), required(_l("Choose who says so")), labels=labels.ORIGINS)
    findings = PickManyField(_l("On which findings does it stand?"))

    def entry(self) -> SwotEntry:
        return SwotEntry(box=self.box.data, text=self.text.data, origin=self.origin.data)

    def chosen(self) -> list[uuid.UUID]:
        return [uuid.UUID(key) for key in self.findings.data or []]


class EditSwotItemForm(SwotItemForm, EditForm):
    def __init__(self, *args: Any, obj: Any, **kwargs: Any) -> None:
        stands_on = [str(link.need_id or link.resource_id) for link in obj.links]
        super().__init__(*args, obj=obj, findings=stands_on, **kwargs)


class StrategyForm(FindingForm, EditForm):
    text = LineField(_l("In one line"), required(_l("Write it in one line")), description=NO_NAMES)


class NeedFilterForm(SearchForm):
    """The filters of the register of needs, kept in the address."""

    kind = ChoiceField(_l("Kind"), labels=words.NEED_KINDS, blank=_l("All kinds"))
    domain = ChoiceField(_l("Domain"), labels=words.DOMAINS, blank=_l("All domains"))
    theme = ThemeField(_l("Theme"), blank=_l("All themes"))
    group = ChoiceField(_l("Affects"), labels=words.PEOPLE_GROUPS, blank=_l("Everybody"))
    sure = PickField(_l("Evidence"), blank=_l("Any"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sure.offer([(CONFIRMED, _("Confirmed")), (ASSUMPTION, _("Assumption"))])

    def wanted(self) -> Wanted:
        """Return what is asked for; an address that asks for something unknown asks for everything."""
        if not self.validate():
            return Wanted()
        return Wanted(
            kind=self.kind.data or None,
            domain=self.domain.data or None,
            theme=self.theme.data or None,
            group=self.group.data or None,
            confirmed={CONFIRMED: True, ASSUMPTION: False}.get(self.sure.data),
        )


class ResourceFilterForm(SearchForm):
    """The filters of the inventory of resources, kept in the address."""

    kind = ChoiceField(_l("Kind"), labels=words.RESOURCE_KINDS, blank=_l("All kinds"))
    state = ChoiceField(_l("State"), labels=words.RESOURCE_STATES, blank=_l("All states"))
    unused = BooleanField(_l("Only those that answer no need yet"))

    def wanted(self) -> WantedResources:
        """Return what is asked for; an address that asks for something unknown asks for everything."""
        if not self.validate():
            return WantedResources()
        return WantedResources(
            kind=self.kind.data or None, state=self.state.data or None, unused=bool(self.unused.data)
        )
