"""What the pairs agreed on: an agreement that waits, one still a draft; goals, steps and a hand-over."""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pilot.cohort import canonical
from pilot.cohort.models import MentoringPair
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.mentoring.agreements import rules
from pilot.mentoring.agreements.enums import Review
from pilot.mentoring.agreements.models import AgreementReview, MentoringAgreement
from pilot.mentoring.agreements.rules import Parties, Terms
from pilot.mentoring.enums import SessionState, StepOwner, Topic
from pilot.mentoring.goals.enums import GoalState
from pilot.mentoring.goals.models import PracticeGoal
from pilot.mentoring.handover.models import HandOver
from pilot.mentoring.models import AgreedStep, MentorSession

CONFIDENTIALITY = (
    "Sarunu saturs paliek starp mums. To, ko teicis otrs, nododam tālāk tikai ar otra piekrišanu. Izņēmums "
    "ir draudi kāda dzīvībai vai veselībai un likumā noteikts pienākums; tad vispirms pasakām viens otram, "
    "ja tas iespējams. Iedzīvotājus vārdā nesaucam un nerakstām neko, pēc kā viņus varētu pazīt."
)
TERMS = Terms(
    aims="Izmēģināt metodisko materiālu savā kopienā un iegūt drošību strādāt ar cilvēku grupu.",
    results="Kopienas profils, vajadzību novērtējums ar trim avotiem un pirmā sadarbības grupas sanāksme.",
    time_plan=(
        "Decembris – kopienas robežas un pirmās sarunas\nJanvāris, februāris – vajadzību izpēte\n"
        "Marts – prioritātes un sadarbības grupa\nAprīlis, maijs – pirmās rīcības un izvērtējums"
    ),
    in_person=6,
    remote=8,
    frequency="Katru otro otrdienu plkst. 10.00",
    channel="E-pasts; steidzamos gadījumos tālrunis",
    notice_hours=24,
    confidentiality=CONFIDENTIALITY,
    reviews={
        Review.START: day("2022-12-12"),
        Review.MIDDLE: day("2023-02-17"),
        Review.END: day("2023-05-26"),
    },
)
CHANGED = replace(TERMS, frequency="Katru otrdienu pa 40 minūtēm", in_person=4, remote=16)
WRITTEN_ON = day("2022-12-01")
CHANGED_ON = day("2023-02-13")
WAITS = "dalibniece"  # the mentor accepted a change, the participant has yet to
DRAFT = "ilze.ozolina"
WITHOUT = "marija.lukasa"
MOVED = "kristine.krumina"  # has the second mentor, and handed the summaries over


@dataclass(frozen=True)
class Goal:
    """A goal of the script: whose, since when, what, and what became of it."""

    key: str
    since: str
    text: str
    topic: Topic
    indicator: str
    due: str
    state: GoalState = GoalState.ACTIVE
    settled: str = ""
    reason: str = ""


GOALS = (
    Goal(
        "dalibniece",
        "2022-12-06",
        "Iepazīt kopienas robežas un cilvēkus, kuri to tur kopā.",
        Topic.DEFINING_COMMUNITY,
        "Kopienas profils ar četriem avotiem",
        "2023-01-31",
        GoalState.REACHED,
        "2023-01-24",
    ),
    Goal(
        "dalibniece",
        "2022-12-06",
        "Noskaidrot vecāku cilvēku vajadzības trijos ciemos.",
        Topic.NEEDS_RESEARCH,
        "Uz anketu atbild vismaz 60 iedzīvotāju",
        "2023-03-15",
    ),
    Goal(
        "dalibniece",
        "2022-12-20",
        "Sarīkot kopienas svētkus ziemā.",
        Topic.ACTION,
        "Atnāk 40 cilvēku",
        "2023-02-28",
        GoalState.CHANGED,
        "2023-01-24",
        "Iedzīvotāji lūdza svētkus pārcelt uz pavasari.",
    ),
    Goal(
        "kristine.krumina",
        "2022-12-07",
        "Sasaukt pirmo sadarbības grupu kopā ar skolu un bibliotēku.",
        Topic.COOPERATION_GROUP,
        "Grupai ir vadītājs un darba kārtība",
        "2023-03-31",
    ),
    Goal(
        "peteris.kirsis",
        "2022-12-05",
        "Iesaistīt jauniešus, kuri ciemā pavada tikai brīvdienas.",
        Topic.RESOURCES,
        "Pieci jaunieši piedalās izpētē",
        "2023-04-15",
    ),
)
STEPS = (
    (
        (StepOwner.PARTICIPANT, "Uzrunāt trīs vietējos līderus", 14),
        (StepOwner.MENTOR, "Atsūtīt sarunas plānu", 7),
    ),
    ((StepOwner.PARTICIPANT, "Izmēģināt anketu ar pieciem iedzīvotājiem", 10),),
    ((StepOwner.PARTICIPANT, "Pierakstīt resursus, ko nosauca iedzīvotāji", 0),),
    ((StepOwner.BOTH, "Sagatavot darba kārtību pirmajai sanāksmei", 12),),
)


def fill(stage: Stage) -> None:
    """Add agreements, goals, steps and a hand-over as they were by the day of the demonstration."""
    pairs = _pairs(stage)
    for key, pair in pairs:
        _agreement(stage, key, pair)
    for goal in GOALS:
        _goal(stage, goal)
    for key in dict.fromkeys(key for key, _pair in pairs):
        _steps(stage, key)


def _pairs(stage: Stage) -> list[tuple[str, MentoringPair]]:
    keys = {row.id: key for key, row in stage.participations.items()}
    rows = db.session.scalars(
        select(MentoringPair)
        .where(MentoringPair.pilot_id == stage.pilot.id)
        .options(joinedload(MentoringPair.participation))
        .order_by(MentoringPair.starts_on, MentoringPair.id)
    )
    return [(keys[pair.participation_id], pair) for pair in rows]


def _reviews(start_on: dt.date) -> dict[Review, dt.date]:
    """Return the days of the reviews of a pair that may have begun late: each at least four weeks apart."""
    four_weeks = dt.timedelta(weeks=4)
    middle_on = max(TERMS.reviews[Review.MIDDLE], start_on + four_weeks)
    end_on = max(TERMS.reviews[Review.END], middle_on + four_weeks)
    return {Review.START: start_on, Review.MIDDLE: middle_on, Review.END: end_on}


def _agreement(stage: Stage, key: str, pair: MentoringPair) -> None:
    written_on = max(WRITTEN_ON, pair.starts_on + dt.timedelta(days=3))
    if key == WITHOUT or not stage.happened(written_on):
        return
    terms = replace(TERMS, reviews=_reviews(written_on + dt.timedelta(days=11)))
    first = _version(pair, 1, terms, written_on)
    if key == DRAFT:
        return
    first.mentor_accepted_at, first.participant_accepted_at = at(written_on, 11), at(written_on, 16)
    db.session.flush()
    held_on = terms.reviews[Review.START]
    if stage.happened(held_on):
        keep(
            AgreementReview(
                pair_id=pair.id, review=Review.START, held_on=held_on, recorded_by_id=pair.mentor_id
            )
        )
    if key == WAITS and stage.happened(CHANGED_ON):
        changed = _version(pair, 2, replace(CHANGED, reviews=terms.reviews), CHANGED_ON)
        changed.mentor_accepted_at = at(CHANGED_ON, 15)
    if key == MOVED and pair.starts_on > WRITTEN_ON:
        keep(HandOver(pair_id=pair.id, released_at=at(pair.starts_on, 10)))
    db.session.flush()


def _version(pair: MentoringPair, number: int, terms: Terms, on: dt.date) -> MentoringAgreement:
    parties = Parties(pair.id, pair.mentor_id, pair.participation.user_id)
    text = canonical.text_of(rules.content_of(terms, parties))
    start_on, middle_on, end_on = (terms.reviews[review] for review in Review)
    return keep(
        MentoringAgreement(
            pair_id=pair.id,
            number=number,
            content=text,
            sha256=canonical.hash_of(text),
            start_on=start_on,
            middle_on=middle_on,
            end_on=end_on,
            written_at=at(on, 10),
            written_by_id=pair.mentor_id,
        )
    )


def _goal(stage: Stage, goal: Goal) -> None:
    since = day(goal.since)
    if not stage.happened(since):
        return
    is_settled = bool(goal.settled) and stage.happened(day(goal.settled))
    keep(
        PracticeGoal(
            participation_id=stage.participations[goal.key].id,
            text=goal.text,
            topic=goal.topic,
            indicator=goal.indicator,
            due_on=day(goal.due),
            state=goal.state if is_settled else GoalState.ACTIVE,
            reason=goal.reason if is_settled else "",
            written_at=at(since, 11),
            settled_on=day(goal.settled) if is_settled else None,
        )
    )


def _steps(stage: Stage, key: str) -> None:
    """Agree on steps in every session; the next one closes them, those of the mentor are done in between."""
    person = stage.participations[key]
    sessions = db.session.scalars(
        select(MentorSession)
        .where(
            MentorSession.state == SessionState.HELD,
            MentorSession.attendees.any(participation_id=person.id),
        )
        .options(selectinload(MentorSession.attendees))
        .order_by(MentorSession.held_on, MentorSession.id)
    ).all()
    for place, (session, following) in enumerate(zip(sessions, [*sessions[1:], None], strict=True)):
        closed_in = following.id if following else None
        closed_on = following.held_on if following else None
        for number, (owner, what, days) in enumerate(STEPS[place % len(STEPS)], 1):
            is_mentors = owner is StepOwner.MENTOR
            done_on = session.held_on + dt.timedelta(days=2) if is_mentors else closed_on
            is_done = done_on is not None and stage.happened(done_on)
            keep(
                AgreedStep(
                    participation_id=person.id,
                    session_id=session.id,
                    number=number,
                    owner=owner,
                    what=what,
                    due_on=session.held_on + dt.timedelta(days=days) if days else None,
                    closed_on=done_on if is_done else None,
                    closed_in_id=closed_in if is_done and not is_mentors else None,
                    closed_by_id=session.mentor_id if is_done else None,
                )
            )
