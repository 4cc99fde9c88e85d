"""Forms of matching: a mentor's profile, wishes, and who is chosen for whom."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import lazy_gettext as _l

from pilot.mentoring import labels as mentoring_words
from pilot.mentoring.matching import labels
from pilot.mentoring.matching.entries import ProfileEntry, WishEntry
from pilot.mentoring.matching.enums import RANKED, WishKind
from pilot.web.fields import (
    DayField,
    ManyChoiceField,
    PickField,
    PickManyField,
    WholeNumberField,
    required,
)
from pilot.web.forms import EditForm, Form

if TYPE_CHECKING:
    from pilot.mentoring.matching.models import PairingWish

MOST_PAIRS = 30


class ProfileForm(EditForm):
    """What is known of a mentor; the day of the briefing is the coordinator's to state."""

    languages = ManyChoiceField(_l("Languages to work in"), labels=labels.LANGUAGES)
    topics = ManyChoiceField(_l("Topics of experience"), labels=mentoring_words.TOPICS)
    regions = PickManyField(_l("Preferred regions"), description=_l("Nothing ticked: every place is alike."))
    municipalities = PickManyField(_l("Preferred municipalities"))
    works_for = PickField(
        _l("Works for a municipality"),
        blank=_l("For none of them"),
        description=_l("So that the coordinator can weigh a conflict of interest."),
    )
    capacity = WholeNumberField(_l("Most pairs at a time"), most=MOST_PAIRS, description=_l("Left empty: 5."))
    briefed_on = DayField(_l("Briefing received on"), description=_l("As in 05.09.2022"))

    def entry(self) -> ProfileEntry:
        return ProfileEntry(
            languages=tuple(self.languages.data or []),
            topics=tuple(self.topics.data or []),
            regions=tuple(self.regions.data or []),
            municipalities=tuple(self.municipalities.data or []),
            works_for_id=uuid.UUID(self.works_for.data) if self.works_for.data else None,
            capacity=self.capacity.data,
            briefed_on=self.briefed_on.data if "briefed_on" in self else None,
        )


class WishForm(EditForm):
    """With whom somebody wishes to work; mentors have no needs to state, participants lead nobody."""

    languages = ManyChoiceField(_l("In which languages can you work?"), labels=labels.LANGUAGES)
    topics = ManyChoiceField(_l("With which topics do you need help most?"), labels=mentoring_words.TOPICS)
    first = PickField(labels.WISHES[WishKind.FIRST], blank=_l("No wish"))
    second = PickField(labels.WISHES[WishKind.SECOND], blank=_l("No wish"))
    third = PickField(labels.WISHES[WishKind.THIRD], blank=_l("No wish"))
    avoided = PickManyField(labels.WISHES[WishKind.AVOIDED], description=_l("Nobody asks why."))
    managed = PickManyField(labels.WISHES[WishKind.MANAGED])

    def offer(self, people: Sequence[tuple[uuid.UUID, str]], *, is_mentor: bool) -> None:
        """Set whom the form may name, and leave out what the other side is asked."""
        for kind in WishKind:
            self[str(kind)].offer(people)
        for name in ("languages", "topics") if is_mentor else ("managed",):
            del self[name]

    def entry(self) -> WishEntry:
        people: dict[WishKind, tuple[uuid.UUID, ...]] = {}
        for kind in WishKind:
            typed = self[str(kind)].data if str(kind) in self else ()
            chosen = [typed] if isinstance(typed, str) else typed or []
            people[kind] = tuple(uuid.UUID(each) for each in chosen if each)
        is_asked = "languages" in self
        return WishEntry(
            languages=tuple(self.languages.data or []) if is_asked else (),
            topics=tuple(self.topics.data or []) if is_asked else (),
            people=people,
        )

    def refuse(self, kinds: Sequence[WishKind]) -> None:
        self.refuse_field(str(kinds[-1]), str(labels.TWICE))


def values_of(row: "PairingWish | None") -> dict[str, Any]:
    """Return what stands in the form of wishes before anything is typed."""
    values: dict[str, Any] = {}
    for line in row.lines if row else []:
        if line.kind in RANKED:
            values[str(line.kind)] = str(line.other_id)
        else:
            values.setdefault(str(line.kind), []).append(str(line.other_id))
    return values


class ChoiceForm(Form):
    """A mentor for each of several participants, or none of them for now."""

    people: ClassVar[tuple[uuid.UUID, ...]] = ()

    @classmethod
    def listing(cls, people: Mapping[uuid.UUID, str]) -> type["ChoiceForm"]:
        """Return this form with a field for each participant, which is called by the name."""
        fields: dict[str, Any] = {
            _name(key): PickField(name, blank=_l("Nobody for now")) for key, name in people.items()
        }
        return type(cls.__name__, (cls,), {**fields, "people": tuple(people)})

    def offer(self, mentors: Mapping[uuid.UUID, Sequence[tuple[uuid.UUID, str]]]) -> None:
        """Set by participant who may be chosen, and in which words."""
        for key in self.people:
            self[_name(key)].offer(mentors[key])

    def field_of(self, key: uuid.UUID) -> Any:
        return self[_name(key)]

    def chosen(self) -> dict[uuid.UUID, uuid.UUID]:
        """Return the chosen mentor by participant; who gets nobody is left out."""
        return {key: uuid.UUID(self[_name(key)].data) for key in self.people if self[_name(key)].data}

    def refuse(self, keys: Sequence[uuid.UUID], words: str) -> None:
        for key in keys:
            self.refuse_field(_name(key), words)


class MatchForm(ChoiceForm):
    """The pairs that are made at once, all from one day."""

    starts_on = DayField(
        _l("First day"), required(_l("Enter the first day")), description=_l("As in 05.09.2022")
    )

    def first_day(self) -> dt.date:
        typed: Any = self.starts_on.data
        day: dt.date = typed
        return day


def first_choices(proposed: Mapping[uuid.UUID, uuid.UUID | None]) -> dict[str, str]:
    """Return the proposed mentors as they stand in the form before anything is changed."""
    return {_name(key): str(mentor) for key, mentor in proposed.items() if mentor is not None}


def _name(key: uuid.UUID) -> str:
    return f"p{key.hex}"
