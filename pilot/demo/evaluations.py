"""Final evaluations of the demonstration: a participant and her mentor handed in, a colleague has a draft."""

import uuid

from pilot.community.evaluations.enums import EvaluationKind, Question
from pilot.community.evaluations.models import Evaluation, EvaluationAnswer
from pilot.demo.people import MENTOR, PARTICIPANT, PLACES
from pilot.demo.stage import Stage, at, day, keep

HANDED_IN = day("2023-05-12")
OF_PARTICIPANT = (
    (Question.SELF_ORGANISING, 4, "Iedzīvotāji paši rīko vakarus bibliotēkā."),
    (Question.NETWORKS, 5, "Skola, bibliotēka un biedrība tagad tiekas reizi mēnesī."),
    (Question.USE_OF_RESOURCES, 4, "Saieta nams ir atvērts arī vakaros."),
    (Question.SOLVING_TOGETHER, 3, "Vīrieši iesaistās reti."),
    (Question.VOICE_OF_THE_UNHEARD, 4, "Domē uzklausīja cilvēkus ar kustību traucējumiem."),
    (Question.CHANGED, None, "Ir vieta, kur satikties, un cilvēki, kas par to gādā."),
    (Question.LASTS, None, "Vakarus turpinās biedrība, telpas dod pašvaldība."),
    (Question.INSIGHTS, None, "Sākt ar to, kas jau ir. Neveikt darbu citu vietā. Ļaut laiku."),
)
OF_MENTOR = (
    (Question.PROGRESS, 5, "Visi trīs mērķi ir sasniegti, ceturtais mainīts."),
    (Question.QUOTA, 6, "Divas stundas mēnesī bija drošs ritms."),
    (Question.ADVICE, None, "Pirmo tikšanos rīkot dalībnieka kopienā."),
)
DRAFT = ((Question.CHANGED, None, "Jaunieši nāk uz sanāksmēm."),)
Said = tuple[tuple[Question, int | None, str], ...]


def fill(stage: Stage) -> None:
    """Add the evaluations whose day has come."""
    if not stage.happened(HANDED_IN):
        return
    own = stage.participations[PARTICIPANT.key].id
    _keep(stage, EvaluationKind.PARTICIPANT, PARTICIPANT.key, own, OF_PARTICIPANT)
    _keep(stage, EvaluationKind.MENTOR, MENTOR.key, own, OF_MENTOR)
    colleague = next(place.person.key for place in PLACES if place.person != PARTICIPANT and not place.to_day)
    theirs = stage.participations[colleague].id
    _keep(stage, EvaluationKind.PARTICIPANT, colleague, theirs, DRAFT, is_draft=True)


def _keep(
    stage: Stage, kind: EvaluationKind, author: str, subject: uuid.UUID, said: Said, *, is_draft: bool = False
) -> None:
    keep(
        Evaluation(
            pilot_id=stage.pilot.id,
            author_id=stage.users[author].id,
            kind=kind,
            participation_id=subject,
            obstacles=["working_time", "trust_of_residents"] if kind is EvaluationKind.PARTICIPANT else [],
            handed_in_at=None if is_draft else at(HANDED_IN, 15),
            answers=[
                EvaluationAnswer(question=question, rating=rating, text=words)
                for question, rating, words in said
            ],
        )
    )
