"""What is typed into the profile of a community."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField

from pilot.community.forms import NO_NAMES
from pilot.community.profiles import labels
from pilot.community.profiles.enums import AgeGroup
from pilot.community.profiles.rules import AgesEntry, BlockEntry, IndicatorEntry, PointEntry, Problem
from pilot.web.fields import (
    ChoiceField,
    LineField,
    NoteField,
    NumberField,
    PickField,
    RadioChoiceField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm
from pilot.web.shared_text import ContactGuardForm

FIRST_YEAR, LAST_YEAR = 1900, 2100


class BlockForm(ContactGuardForm, EditForm):
    """One block: its text is enough, where it comes from makes it worth more."""

    text = NoteField(_l("What is it like?"), required(_l("Write at least a sentence")), description=NO_NAMES)
    source = LineField(
        _l("Source"), description=_l("For example: Central Statistical Bureau, talks at the shop")
    )
    as_of = LineField(_l("As of"), most=40, description=_l("A year or a day: 2021 or 05.09.2022"))

    def entry(self) -> BlockEntry:
        return BlockEntry(self.text.data, self.source.data or "", self.as_of.data or "")

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("as_of", str(labels.PROBLEMS[problem]))


class _IndicatorForm(ContactGuardForm):
    name = LineField(_l("What is counted?"), required(_l("Say what is counted")))
    value = NumberField(_l("In the community"), required(_l("Enter the number")))
    of_municipality = NumberField(_l("In the municipality"))
    of_latvia = NumberField(_l("In Latvia"))
    unit = LineField(_l("Unit"), most=40, description=_l("For example: people, %, EUR, km"))
    counts_people = BooleanField(_l("The number counts people of this community"))
    year = WholeNumberField(_l("Year"), required(_l("Enter the year")), least=FIRST_YEAR, most=LAST_YEAR)
    source = LineField(_l("Source"), required(_l("Say where the number comes from")))
    link = LineField(_l("Link to the source"))
    quality = RadioChoiceField(
        _l("How sure is it?"), required(_l("Choose how sure it is")), labels=labels.QUALITIES
    )
    remark = LineField(_l("Remark"), description=_l("Whatever does not fit into a number"))

    def entry(self) -> IndicatorEntry:
        return IndicatorEntry(
            name=self.name.data,
            value=self.value.data,
            of_municipality=self.of_municipality.data,
            of_latvia=self.of_latvia.data,
            unit=self.unit.data or "",
            counts_people=self.counts_people.data,
            year=self.year.data,
            source=self.source.data,
            link=self.link.data or "",
            quality=self.quality.data,
            remark=self.remark.data or "",
        )

    def refuse(self, problem: Problem) -> None:
        place = {Problem.YEAR_AHEAD: "year", Problem.NOT_A_LINK: "link"}[problem]
        self.refuse_field(place, str(labels.PROBLEMS[problem]))


class AddIndicatorForm(_IndicatorForm):
    """A new figure."""


class EditIndicatorForm(_IndicatorForm, EditForm):
    """A figure that is known already."""


class AgesForm(ContactGuardForm, EditForm):
    """Residents by age group: the groups and those of no stated age are the total."""

    total = WholeNumberField(
        _l("Residents in all"), required(_l("Enter how many residents there are in all"))
    )
    under_7 = WholeNumberField(labels.AGE_GROUPS[AgeGroup.UNDER_7])
    from_7 = WholeNumberField(labels.AGE_GROUPS[AgeGroup.FROM_7])
    from_18 = WholeNumberField(labels.AGE_GROUPS[AgeGroup.FROM_18])
    from_25 = WholeNumberField(labels.AGE_GROUPS[AgeGroup.FROM_25])
    from_65 = WholeNumberField(labels.AGE_GROUPS[AgeGroup.FROM_65])
    from_80 = WholeNumberField(labels.AGE_GROUPS[AgeGroup.FROM_80])
    not_stated = WholeNumberField(labels.AGE_GROUPS[AgeGroup.NOT_STATED])
    year = WholeNumberField(_l("Year"), required(_l("Enter the year")), least=FIRST_YEAR, most=LAST_YEAR)
    source = LineField(_l("Source"), required(_l("Say where the numbers come from")))

    def entry(self) -> AgesEntry:
        return AgesEntry(
            total=self.total.data,
            groups={group: self[group.value].data or 0 for group in AgeGroup},
            year=self.year.data,
            source=self.source.data,
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("year", str(labels.PROBLEMS[problem]))

    def refuse_parts(self, left_over: int) -> None:
        """Say by how many the parts differ from the total, and what would make them right."""
        if left_over > 0:
            words = ngettext(
                "The groups lack %(num)d person. Correct a number, or write into „not stated”: %(all)d",
                "The groups lack %(num)d people. Correct a number, or write into „not stated”: %(all)d",
                left_over,
                all=left_over + (self.not_stated.data or 0),
            )
            self.refuse_field("not_stated", words)
        else:
            groups = (self.total.data or 0) - left_over
            words = _("The groups add up to %(groups)d, more than the total. Correct one", groups=groups)
            self.refuse_field("total", words)


class PointForm(ContactGuardForm):
    """A place on the map."""

    name = LineField(_l("Name of the place"), required(_l("Enter the name of the place")))
    kind = ChoiceField(
        _l("What is it?"), required(_l("Choose what it is")), labels=labels.PLACE_KINDS, blank=_l("Choose")
    )
    latitude = NumberField(
        _l("Latitude"), required(_l("Enter the latitude")), places=6, description=_l("For example 57,3119")
    )
    longitude = NumberField(
        _l("Longitude"), required(_l("Enter the longitude")), places=6, description=_l("For example 25,2746")
    )
    resource_id = PickField(_l("Which resource of the community is it?"), blank=_l("None of them"))
    exact = BooleanField(_l("The owner of the place agrees that the exact point is kept"))

    def offer(self, resources: Sequence[tuple[uuid.UUID, str]]) -> None:
        """Set which resources a place can be."""
        self.resource_id.offer(resources)

    def entry(self) -> PointEntry:
        chosen: Any = self.resource_id.data
        return PointEntry(
            self.name.data,
            self.kind.data,
            self.latitude.data,
            self.longitude.data,
            exact=self.exact.data,
            resource_id=uuid.UUID(chosen) if chosen else None,
        )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("latitude", str(labels.PROBLEMS[problem]))
