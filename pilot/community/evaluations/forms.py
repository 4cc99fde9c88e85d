"""The three forms of the final evaluation: what each kind asks, a step of the scale beside words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from pilot.community.evaluations import labels, rules
from pilot.community.evaluations.enums import EvaluationKind, Question, Rating
from pilot.community.evaluations.rules import Answer, Entry, Problem
from pilot.web.fields import DayField, ManyChoiceField, NoteField, RadioChoiceField, WholeNumberField
from pilot.web.forms import EditForm
from pilot.web.shared_text import ContactGuardForm


class EvaluationForm(ContactGuardForm, EditForm):
    """What one kind asks; a draft may leave everything empty."""

    kind: EvaluationKind
    hand_in = BooleanField(_l("I have finished: hand it in, it cannot be changed afterwards"))

    @classmethod
    def asking(cls, kind: EvaluationKind) -> type["EvaluationForm"]:
        """Return this form with the questions of a kind, in their order."""
        fields: dict[str, Any] = {"kind": kind}
        for question in rules.ASKED[kind]:
            words = labels.QUESTIONS[question]
            if question in rules.RATED:
                fields[f"{question}_rating"] = RadioChoiceField(words, labels=labels.RATINGS)
                fields[f"{question}_text"] = NoteField(_l("By what do you see it?"), most=2000)
            else:
                fields[f"{question}_text"] = NoteField(words, most=4000)
        if kind is EvaluationKind.PARTICIPANT:
            fields["obstacles"] = ManyChoiceField(_l("What stood in the way?"), labels=labels.OBSTACLES)
        if kind is EvaluationKind.SERVICE:
            fields |= {
                "decision": RadioChoiceField(
                    _l("Will the service have a post of social work in the community?"),
                    labels=labels.DECISIONS,
                ),
                "load_pct": WholeNumberField(_l("Share of a full load, in %"), least=1, most=100),
                "post_from": DayField(_l("From which day")),
            }
        return type(cls.__name__, (cls,), fields)

    @property
    def asked(self) -> list[tuple[Any, Any]]:
        """Return the questions in their order: the scale where there is one, and the words."""
        return [
            (self[f"{question}_rating"] if question in rules.RATED else None, self[f"{question}_text"])
            for question in rules.ASKED[self.kind]
        ]

    def entry(self) -> Entry:
        is_service = self.kind is EvaluationKind.SERVICE
        return Entry(
            answers={question: self._answer(question) for question in rules.ASKED[self.kind]},
            obstacles=tuple(self["obstacles"].data or ()) if "obstacles" in self else (),
            decision=self["decision"].data if is_service else None,
            load_pct=self["load_pct"].data if is_service else None,
            post_from=self["post_from"].data if is_service else None,
        )

    def _answer(self, question: Question) -> Answer:
        rating: Rating | None = self[f"{question}_rating"].data if question in rules.RATED else None
        return Answer(rating or None, self[f"{question}_text"].data or "")

    def refuse(self, problem: Problem) -> None:
        self.refuse_field("hand_in", str(labels.PROBLEMS[problem]))

    def refuse_lacking(self, lacking: dict[Question | None, Problem]) -> None:
        """Say beside each question what handing in still needs."""
        for question, problem in lacking.items():
            if question is None:
                name = "decision"
            else:
                name = f"{question}_rating" if question in rules.RATED else f"{question}_text"
            self.refuse_field(name, str(labels.PROBLEMS[problem]))
        self.refuse_field("hand_in", _("Some answers are missing; they are marked above"))


def values_of(answers: Mapping[Question, Answer]) -> dict[str, Any]:
    """Return what stands in the form before anything is typed."""
    words = {f"{question}_text": answer.text for question, answer in answers.items()}
    return words | {f"{question}_rating": answer.rating for question, answer in answers.items()}
