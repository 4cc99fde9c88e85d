"""Forms of the remarks on the methodology: what is said, the answer, the merge, the filter."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from pilot.mentoring.remarks import labels
from pilot.mentoring.remarks.rules import AnswerEntry, Problem, RemarkEntry
from pilot.web.fields import (
    ChoiceField,
    NoteField,
    PickField,
    PickManyField,
    RadioChoiceField,
    required,
)
from pilot.web.forms import EditForm, SearchForm
from pilot.web.shared_text import ContactGuardForm

OTHER = "other"
CHIPS = 5
TEXT_LENGTH = 4000
Rows = Sequence[tuple[uuid.UUID, str]]


class WriteForm(ContactGuardForm):
    """What somebody says of a section; the sections most spoken of are at hand, the others in a list."""

    section = RadioField(_l("Which section?"), required(_l("Choose the section")), validate_choice=False)
    section_other = PickField(_l("Section"), blank=_l("Choose the section"))
    kind = RadioChoiceField(
        _l("What is it about?"), required(_l("Choose what it is about")), labels=labels.KINDS
    )
    text = NoteField(
        _l("What did you notice?"),
        required(_l("Write what you noticed; one sentence is enough")),
        most=TEXT_LENGTH,
        description=_l("Write no names, personal codes, addresses or life stories of people."),
        render_kw={"rows": 4},
    )
    proposal = NoteField(_l("What do you propose?"), most=TEXT_LENGTH, render_kw={"rows": 3})
    about = PickField(_l("Version of the material"), required(_l("Choose the version")))

    def offer(self, sections: Rows, versions: Rows) -> None:
        """Set what may be chosen, the sections in the order in which they stand at hand."""
        self.section.choices = [SelectChoice(str(key), words) for key, words in sections[:CHIPS]]
        if len(sections) > CHIPS:
            self.section.choices.append(SelectChoice(OTHER, _("Another section")))
        self.section_other.offer(sections[CHIPS:])
        self.about.offer(versions)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape of what was typed, then that a section was chosen from those that were offered."""
        is_valid = super().validate(extra_validators)
        if "section" not in self:
            return is_valid
        if self.section.data == OTHER and not self.section_other.data:
            self.refuse_field("section_other", _("Choose the section"))
            return False
        if self.section.data and self.section.data not in {each.value for each in self.section.choices}:
            self.refuse_field("section", _("Choose one of the given answers"))
            return False
        return is_valid

    def entry(self, *, session_id: uuid.UUID | None = None) -> RemarkEntry:
        chosen = self.section_other if self.section.data == OTHER else self.section
        return self._entry(uuid.UUID(chosen.data), session_id)

    def _entry(self, section_id: uuid.UUID, session_id: uuid.UUID | None) -> RemarkEntry:
        return RemarkEntry(
            section_id=section_id,
            about_id=uuid.UUID(self.about.data),
            kind=self.kind.data,
            text=self.text.data or "",
            proposal=self.proposal.data or "",
            session_id=session_id,
        )

    def refuse(self, problem: Problem) -> None:
        is_place = problem is Problem.NOT_IN_VERSION
        self.refuse_field("about" if is_place else "text", str(labels.PROBLEMS[problem]))


class ChangeForm(WriteForm, EditForm):
    """A remark of one's own that has no answer; one that was merged keeps its section."""

    def keep_section(self) -> None:
        del self.section
        del self.section_other

    def changed_entry(self, section_id: uuid.UUID) -> RemarkEntry:
        """Return what stands in the form; the section is the one it has, where none is asked."""
        return self.entry() if "section" in self else self._entry(section_id, None)


class ButtonForm(EditForm):
    """One button on a remark or a point: seen, withdraw, take out."""

    form_errors: list[str]

    def refuse(self, problem: Problem) -> None:
        self.form_errors = [*self.form_errors, str(labels.PROBLEMS[problem])]


class AnswerForm(ContactGuardForm, EditForm):
    """The coordinator's answer to all who made a point."""

    summary = NoteField(
        _l("What was said"),
        required(_l("Sum up in one sentence what was said")),
        most=TEXT_LENGTH,
        description=_l("For the change log that the ministry reads: no names, no places, no quotes."),
        render_kw={"rows": 3},
    )
    decision = RadioChoiceField(_l("Decision"), required(_l("Choose the decision")), labels=labels.DECISIONS)
    reason = NoteField(
        _l("Reason"),
        most=TEXT_LENGTH,
        description=_l("The authors and the ministry read it. Needed when not everything is accepted."),
        render_kw={"rows": 3},
    )

    def entry(self) -> AnswerEntry:
        return AnswerEntry(self.summary.data or "", self.decision.data, self.reason.data or "")

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("reason", str(labels.PROBLEMS[problem]))


class ImplementForm(EditForm):
    """In which version a point was implemented."""

    edition = PickField(
        _l("Implemented in the version"), required(_l("Choose the version")), blank=_l("Choose the version")
    )

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("edition", str(labels.PROBLEMS[problem]))


class OfferedField(PickManyField):
    """Boxes that were offered when the page was made; whether they still are, the action tells."""

    def pre_validate(self, form: Any) -> None:
        pass


class MergeForm(ContactGuardForm, EditForm):
    """Which points say the same, and what it is in one sentence."""

    others = OfferedField(
        _l("Which remarks say the same?"), required(labels.PROBLEMS[Problem.NOTHING_TO_MERGE])
    )
    summary = NoteField(
        _l("What they say together"),
        required(_l("Sum up in one sentence what they say together")),
        most=TEXT_LENGTH,
        render_kw={"rows": 3},
    )

    def chosen(self) -> frozenset[str]:
        return frozenset(self.others.data)

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("others", str(labels.PROBLEMS[problem]))


class FilterForm(SearchForm):
    """The filters of the coordinator's list, kept in the address."""

    section = PickField(_l("Section"), blank=_l("All sections"))
    state = ChoiceField(_l("State"), labels=labels.STATES, blank=_l("All states"))
    kind = ChoiceField(_l("Kind"), labels=labels.KINDS, blank=_l("All kinds"))
    waiting = BooleanField(_l("Only those without an answer for more than 30 days"))
