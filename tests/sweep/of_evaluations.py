"""What a home has of the final evaluation: one that a mentor of earlier handed in."""

from pilot.community.evaluations.enums import EvaluationKind, Question
from pilot.community.evaluations.models import Evaluation, EvaluationAnswer
from tests.build import NOW, keep
from tests.sweep.home import Found, Home


def evaluations_of(home: Home) -> Found:
    """Build an evaluation of the participant by somebody who does not mentor now, with one answer."""
    found = keep(
        Evaluation(
            pilot_id=home.pilot.id,
            author_id=home.lecturer.id,
            kind=EvaluationKind.MENTOR,
            participation_id=home.participation.id,
            obstacles=[],
            handed_in_at=NOW,
            answers=[EvaluationAnswer(question=Question.ADVICE, text="Sākt agrāk")],
        )
    )
    return {"evaluation_id": ({"evaluation_id": found.id}, {"owners": frozenset({home.lecturer.id})})}
