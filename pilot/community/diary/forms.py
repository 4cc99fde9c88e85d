"""What is typed into the work diary, and what is said of its photos."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from pilot.community.diary import labels as words
from pilot.community.diary.rules import MOST_MINUTES, MOST_ROLES, Entry, Problem, Refusal
from pilot.community.enums import DiaryKind, PeopleGroup
from pilot.community.forms import NO_NAMES
from pilot.community.labels import DIARY_KINDS, PEOPLE_GROUPS, PLACE_CLASSES, WORK_ROLES, WORK_TASKS
from pilot.files.forms import PhotoField
from pilot.web.fields import (
    ChoiceField,
    DayField,
    LineField,
    ManyChoiceField,
    NoteField,
    PickField,
    RadioChoiceField,
    TimeField,
    WholeNumberField,
    choices_of,
    read_day,
    required,
)
from pilot.web.forms import EditForm, Form
from pilot.web.shared_text import ContactGuardForm

MOST_PEOPLE = 100_000
COUNTED = "of_"
OTHER = "other"
MORE = (
    "starts_at",
    "minutes",
    "community_id",
    "place_class",
    "task",
    "roles",
    "people_reached",
    "change_code",
    "contact",
    "shared",
)
"""What stands behind „Add more”, besides the numbers of the groups."""


class EntryForm(ContactGuardForm):
    """An entry: the day, the kind and the text are typed, who did it is there already."""

    kind = RadioChoiceField(_l("What was it?"), required(_l("Choose what it was")), labels=DIARY_KINDS)
    text = NoteField(
        _l("What did you do or hear?"),
        required(_l("Write what you did or heard")),
        most=2000,
        description=NO_NAMES,
        render_kw={"rows": 4},
    )
    mode = RadioChoiceField(_l("Who did it?"), required(_l("Choose who did it")), labels=words.WORK_MODES)
    community_id = PickField(_l("Community"), blank=_l("None in particular"))
    starts_at = TimeField(_l("Begun at"))
    minutes = WholeNumberField(_l("Length in minutes"), least=1, most=MOST_MINUTES)
    place_class = RadioChoiceField(_l("Where?"), labels=PLACE_CLASSES)
    people_reached = WholeNumberField(
        _l("People reached"), most=MOST_PEOPLE, description=_l("A number alone, for example 20")
    )
    roles = ManyChoiceField(
        _l("Roles you took"),
        [Optional(), Length(max=MOST_ROLES, message=_l("Choose at most three roles"))],
        labels=WORK_ROLES,
        description=_l("At most three"),
    )
    task = ChoiceField(_l("Task"), labels=WORK_TASKS, blank=_l("None in particular"))
    change_code = ChoiceField(
        _l("What came of it?"), labels=words.CHANGE_CODES, blank=_l("Nothing in particular")
    )
    contact = LineField(
        _l("With which organisation?"), description=_l("An organisation or an office, not a person")
    )
    shared = BooleanField(_l("Share the entry"))

    def offer(self, communities: Sequence[tuple[uuid.UUID, str]], kinds: Sequence[DiaryKind]) -> None:
        """Set which communities there are, and put the kinds used last first."""
        self.community_id.offer(communities)
        self.kind.choices = choices_of({kind: DIARY_KINDS[kind] for kind in kinds})

    def groups(self) -> list[Any]:
        """Return the fields of the numbers of people by group."""
        return [self[f"{COUNTED}{group}"] for group in PeopleGroup]

    def has_groups(self) -> bool:
        """Tell whether a number of a group is typed or refused, so that the numbers stand open."""
        return any(field.data is not None or field.errors for field in self.groups())

    def has_more(self) -> bool:
        """Tell whether anything behind „Add more” is typed or refused, so that it stands open."""
        return self.has_groups() or any(self[name].data or self[name].errors for name in MORE)

    @property
    def day_typed(self) -> dt.date:
        raise NotImplementedError

    def place_of_day(self) -> str:
        raise NotImplementedError

    def entry(self) -> Entry:
        community_id: Any = self.community_id.data
        counts = {group: self[f"{COUNTED}{group}"].data for group in PeopleGroup}
        return Entry(
            done_on=self.day_typed,
            kind=self.kind.data,
            text=self.text.data,
            mode=self.mode.data,
            starts_at=self.starts_at.data,
            minutes=self.minutes.data,
            community_id=uuid.UUID(community_id) if community_id else None,
            place_class=self.place_class.data,
            task=self.task.data,
            roles=tuple(self.roles.data or ()),
            people_reached=self.people_reached.data,
            people_parts={group: count for group, count in counts.items() if count is not None},
            change_code=self.change_code.data,
            contact=self.contact.data or "",
            shared=self.shared.data,
        )

    def refuse(self, refusal: Refusal) -> None:
        """Put the words of a refusal beside the field to change."""
        is_of_day = refusal.problem is Problem.DONE_ON_AHEAD
        self.refuse_field(self.place_of_day() if is_of_day else "people_reached", words.words_of(refusal))


for _each in PeopleGroup:
    setattr(EntryForm, f"{COUNTED}{_each}", WholeNumberField(PEOPLE_GROUPS[_each], least=1, most=MOST_PEOPLE))


class WriteEntryForm(EntryForm):
    """A new entry; the day is one tap, written out, so that a page left open overnight means the same."""

    day = RadioField(_l("When?"), required(_l("Choose the day")), validate_choice=False)
    done_on = DayField(_l("Date"), description=_l("As in 05.09.2022"))

    def offer_days(self, today: dt.date) -> None:
        self.day.choices = [
            SelectChoice(str(today), _("Today")),
            SelectChoice(str(today - dt.timedelta(days=1)), _("Yesterday")),
            SelectChoice(OTHER, _("Another day")),
        ]

    @property
    def day_typed(self) -> dt.date:
        other: dt.date = self.done_on.data
        return other if self.day.data == OTHER else read_day(str(self.day.data)) or other

    def place_of_day(self) -> str:
        return "done_on" if self.day.data == OTHER else "day"

    def validate_day(self, field: Any) -> None:
        if field.data != OTHER and read_day(str(field.data)) is None:
            raise ValidationError(_("Choose the day"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what was typed; the date matters only where another day is meant."""
        if self.day.data != OTHER:
            self.done_on.process_errors = []
        is_valid: bool = super().validate(extra_validators)
        if self.day.data == OTHER and self.done_on.data is None and not self.done_on.errors:
            self.refuse_field("done_on", _("Enter the day as in 05.09.2022"))
            return False
        return is_valid


class EditEntryForm(EntryForm, EditForm):
    """An own entry that was written before."""

    done_on = DayField(_l("Day"), required(_l("Enter the day as in 05.09.2022")))

    @property
    def day_typed(self) -> dt.date:
        found: dt.date = self.done_on.data
        return found

    def place_of_day(self) -> str:
        return "done_on"


class ShareForm(Form):
    """One button: share an entry with those who are named."""


class DeleteForm(Form):
    """One button: delete an entry."""


class _TermsFields(Form):
    consent = RadioChoiceField(
        _l("Are people recognisable in it?"),
        required(_l("Say whether people are recognisable and have agreed")),
        labels=words.CONSENTS,
    )
    for_reports = BooleanField(_l("It may be used in reports"))


class AddPhotoForm(_TermsFields):
    """A photo of an entry with its two questions."""

    photo = PhotoField(_l("Photo"), required(_l("Choose the photo")))


class PhotoTermsForm(_TermsFields, EditForm):
    """What the people in a photo have agreed to, said again."""
