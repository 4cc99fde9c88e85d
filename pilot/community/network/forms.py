"""What is typed about the actors of a network and their ties."""

import uuid

from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField

from pilot.community.forms import NO_NAMES
from pilot.community.network import labels
from pilot.community.network.rules import ActorEntry, Problem, TieEntry, Wanted
from pilot.web.fields import (
    ChoiceField,
    ContactField,
    DayField,
    LineField,
    PickField,
    RadioChoiceField,
    required,
)
from pilot.web.forms import EditForm, SearchForm
from pilot.web.shared_text import ContactGuardForm


class NetworkForm(ContactGuardForm):
    """A form whose text others read, with the places of its refusals; `more` fold away below the rest."""

    places: tuple[tuple[Problem, str], ...] = ()
    more: tuple[str, ...] = ()

    def refuse(self, problem: Problem) -> None:
        """Put the words of a refusal beside the field to change."""
        self.refuse_field(dict(self.places)[problem], str(labels.PROBLEMS[problem]))

    def is_more_open(self) -> bool:
        """Tell whether something was typed or refused in what folds away."""
        return any(self[name].errors or self[name].data for name in self.more)


class ActorFields:
    name = LineField(
        _l("Name of the organisation or the role"),
        required(_l("Enter the name of the organisation or the role")),
        description=_l(
            "For example: parish library, village elder. Never a client, and no name of a person."
        ),
    )
    kind = RadioChoiceField(_l("What is it?"), required(_l("Choose what it is")), labels=labels.KINDS)
    circle = RadioChoiceField(
        _l("In which circle does it stand?"),
        required(_l("Choose the circle")),
        labels=labels.CIRCLES,
        description=_l("The territory is the village, the parish or the neighbourhood"),
    )


class ActorDetails:
    influence = RadioChoiceField(
        _l("How much influence does it have on what happens here?"), labels=labels.DEGREES
    )
    interest = RadioChoiceField(_l("How much interest does it show?"), labels=labels.DEGREES)
    about = LineField(_l("What it does here"), description=NO_NAMES)
    resource_id = PickField(
        _l("Resource that it is"),
        blank=_l("None"),
        description=_l("If it stands among the resources of the community"),
    )
    contact = ContactField(_l("Contact"), description=_l("Of an organisation: phone, e-mail or address"))
    contact_is_private = BooleanField(_l("This is the contact of a private person who agreed to it"))
    contact_consent_on = DayField(
        _l("The person agreed on"),
        description=_l("Without this day the contact is not kept. Only your municipality reads it."),
    )

    def entry(self) -> ActorEntry:
        return ActorEntry(
            name=self.name.data,  # type: ignore[attr-defined]
            kind=self.kind.data,  # type: ignore[attr-defined]
            circle=self.circle.data,  # type: ignore[attr-defined]
            about=self.about.data or "",
            influence=self.influence.data or None,
            interest=self.interest.data or None,
            contact=self.contact.data or "",
            contact_is_private=bool(self.contact_is_private.data),
            contact_consent_on=self.contact_consent_on.data if self.contact_is_private.data else None,
            resource_id=uuid.UUID(self.resource_id.data) if self.resource_id.data else None,
        )

    def lead_to(self, words: str, address: str) -> None:
        """Set a link to the one that has the name already, beside the name."""
        self.name.description = Markup('<a href="{}">{}</a>').format(address, words)  # type: ignore[attr-defined]


OF_ACTOR = (
    *("influence", "interest", "about", "resource_id"),
    *("contact", "contact_is_private", "contact_consent_on"),
)
PLACES_OF_ACTOR = (
    (Problem.NAME_TAKEN, "name"),
    (Problem.CONSENT_MISSING, "contact_consent_on"),
    (Problem.CONSENT_AHEAD, "contact_consent_on"),
    (Problem.RESOURCE_ELSEWHERE, "resource_id"),
)


class RecordActorForm(ActorFields, ActorDetails, NetworkForm):
    """An organisation or a role: three answers are enough."""

    places = PLACES_OF_ACTOR
    more = OF_ACTOR


class EditActorForm(ActorFields, ActorDetails, NetworkForm, EditForm):
    """An organisation or a role on the map."""

    places = PLACES_OF_ACTOR


class EndFields:
    from_id = PickField(_l("Who"), required(_l("Choose a stakeholder")), blank=_l("Choose"))
    to_id = PickField(_l("With whom"), required(_l("Choose a stakeholder")), blank=_l("Choose"))


class TieFields:
    kind = RadioChoiceField(
        _l("What ties them?"), required(_l("Choose what ties them")), labels=labels.TIE_KINDS
    )
    strength = RadioChoiceField(
        _l("How strong is the tie?"), required(_l("Choose how strong it is")), labels=labels.STRENGTHS
    )
    note = LineField(_l("More about the tie"), description=NO_NAMES)

    def entry(self) -> TieEntry:
        return TieEntry(kind=self.kind.data, strength=self.strength.data, note=self.note.data or "")


class RecordTieForm(EndFields, TieFields, NetworkForm):
    """Who is tied to whom, and by what."""

    places = (
        (Problem.TIE_TO_ITSELF, "to_id"),
        (Problem.ACTOR_ELSEWHERE, "to_id"),
        (Problem.TIE_KNOWN, "kind"),
    )


class EditTieForm(TieFields, NetworkForm, EditForm):
    """What is said of a tie; its ends stay."""

    places = ((Problem.TIE_KNOWN, "kind"),)


class DeleteActorForm(EditForm):
    """One button: delete an actor with its ties."""


class NetworkFilterForm(SearchForm):
    """The filters of the map, kept in the address."""

    circle = ChoiceField(_l("Circle"), labels=labels.CIRCLES, blank=_l("All circles"))
    kind = ChoiceField(_l("Kind"), labels=labels.KINDS, blank=_l("All kinds"))

    def wanted(self) -> Wanted:
        """Return what is asked for; an address that asks for something unknown asks for everything."""
        if not self.validate():
            return Wanted()
        return Wanted(circle=self.circle.data or None, kind=self.kind.data or None)
