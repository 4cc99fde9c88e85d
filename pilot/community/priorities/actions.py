"""Arrange rounds of priorities, open, score and close them, and keep what was chosen and validated."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from pilot import audit
from pilot.accounts.viewer import Viewer
from pilot.community.models import Community, Need
from pilot.community.priorities import queries, rules
from pilot.community.priorities.criteria import DEFAULTS
from pilot.community.priorities.enums import RoundState, ScorerKind
from pilot.community.priorities.models import (
    Criterion,
    PriorityCard,
    PriorityRound,
    RoundItem,
    Score,
    Scorer,
    Validation,
)
from pilot.community.priorities.rules import (
    CardEntry,
    Choice,
    CriterionEntry,
    Problem,
    RoundEntry,
    ValidationEntry,
)
from pilot.database import check_version
from pilot.errors import DomainError
from pilot.extensions import db

Scores = Mapping[tuple[uuid.UUID, uuid.UUID], int]
"""Values by need of the round and criterion."""


class RoundRefusedError(DomainError):
    """Something in a round is refused; `problem` says why, `item_id` of which need it is."""

    def __init__(self, problem: Problem, item_id: uuid.UUID | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.item_id = item_id


class ChoiceRefusedError(DomainError):
    """Priorities cannot be chosen like this; `problems` names the need of each."""

    def __init__(self, problems: Sequence[tuple[uuid.UUID, Problem]]) -> None:
        super().__init__("choice")
        self.problems = problems


def begin_round(community: Community, entry: RoundEntry, *, actor: Viewer, now: dt.datetime) -> PriorityRound:
    """Begin a draft with needs of the community and the default criteria."""
    round_ = PriorityRound(
        id=uuid.uuid4(), community_id=community.id, title=entry.title, dots=entry.dots, recorded_at=now
    )
    db.session.add(round_)
    db.session.flush()
    db.session.add_all(Criterion(round_id=round_.id, code=code, **vars(words)) for code, words in DEFAULTS)
    _put_items(round_, community.id, entry.need_ids)
    _note("community.round-begun", round_, community.pilot_id, actor, now, needs=len(entry.need_ids))
    return round_


def change_round(
    round_: PriorityRound, entry: RoundEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> PriorityRound:
    """Change the name, the needs and the dots of a draft.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises RoundRefusedError: scoring is open already (R14).
    """
    check_version(round_, seen)
    _refuse_frozen(round_)
    round_.title, round_.dots = entry.title, entry.dots
    for item in [each for each in round_.items if each.need_id not in entry.need_ids]:
        round_.items.remove(item)
        db.session.delete(item)
    db.session.flush()
    known = {item.need_id for item in round_.items}
    new = [need_id for need_id in entry.need_ids if need_id not in known]
    _put_items(round_, round_.community_id, new, after=max((item.number for item in round_.items), default=0))
    _note("community.round-changed", round_, round_.community.pilot_id, actor, now)
    return round_


def _put_items(
    round_: PriorityRound, community_id: uuid.UUID, need_ids: Sequence[uuid.UUID], *, after: int = 0
) -> None:
    own = set(
        db.session.scalars(select(Need.id).where(Need.community_id == community_id, Need.id.in_(need_ids)))
    )
    kept = [need_id for need_id in need_ids if need_id in own]
    db.session.add_all(
        RoundItem(round_id=round_.id, need_id=need_id, number=number)
        for number, need_id in enumerate(kept, start=after + 1)
    )
    db.session.flush()


def change_criterion(
    criterion: Criterion, entry: CriterionEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> Criterion:
    """Change the weight and the words of a criterion of a draft.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises RoundRefusedError: scoring is open already (R14).
    """
    check_version(criterion, seen)
    _lock(criterion.round)
    _refuse_frozen(criterion.round)
    for name, value in vars(entry).items():
        setattr(criterion, name, value)
    db.session.flush()
    _note(
        "community.criterion-changed",
        criterion.round,
        criterion.round.community.pilot_id,
        actor,
        now,
        code=criterion.code,
        weight=entry.weight,
    )
    return criterion


def open_scoring(round_: PriorityRound, *, actor: Viewer, now: dt.datetime) -> PriorityRound:
    """Open scoring: from here on criteria, weights and needs stand still (R14).

    :raises RoundRefusedError: scoring is open already, or there is nothing to score or to score by.
    """
    _lock(round_)
    weights = [criterion.weight for criterion in round_.criteria]
    _refuse(rules.opening_problem(round_.state, items=len(round_.items), weights=weights))
    round_.state, round_.opened_at = RoundState.SCORING, now
    db.session.flush()
    _note("community.scoring-opened", round_, round_.community.pilot_id, actor, now)
    return round_


def enter_sheet(
    round_: PriorityRound, kind: ScorerKind, scores: Scores, *, actor: Viewer, now: dt.datetime
) -> Scorer:
    """Enter a filled sheet under the next number of its kind.

    :raises RoundRefusedError: scoring is not open or has closed, or the sheet is empty.
    """
    _lock(round_)
    _refuse(rules.sheet_problem(round_.state, scores=len(scores)))
    last = db.session.scalar(
        select(func.max(Scorer.number)).where(Scorer.round_id == round_.id, Scorer.kind == kind)
    )
    scorer = Scorer(id=uuid.uuid4(), round_id=round_.id, kind=kind, number=(last or 0) + 1)
    scorer.scores = _rows(scores)
    db.session.add(scorer)
    db.session.flush()
    _note("community.sheet-entered", round_, round_.community.pilot_id, actor, now, kind=kind)
    return scorer


def change_sheet(
    round_: PriorityRound, scorer: Scorer, scores: Scores, *, seen: int, actor: Viewer, now: dt.datetime
) -> Scorer:
    """Correct a sheet that was typed wrongly; its kind and number stay.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises RoundRefusedError: scoring has closed, or the sheet is empty.
    """
    check_version(scorer, seen)
    _lock(round_)
    _refuse(rules.sheet_problem(round_.state, scores=len(scores)))
    scorer.scores = []
    db.session.flush()
    scorer.scores = _rows(scores)
    flag_modified(scorer, "number")
    db.session.flush()
    _note("community.sheet-changed", round_, round_.community.pilot_id, actor, now, kind=scorer.kind)
    return scorer


def _rows(scores: Scores) -> list[Score]:
    return [
        Score(item_id=item_id, criterion_id=criterion_id, value=value)
        for (item_id, criterion_id), value in scores.items()
    ]


def close_round(round_: PriorityRound, *, actor: Viewer, now: dt.datetime) -> PriorityRound:
    """Close scoring for good, and the vote with it.

    :raises RoundRefusedError: scoring is not open, or there is neither a sheet nor a vote.
    """
    _lock(round_)
    if round_.state is not RoundState.SCORING:
        raise RoundRefusedError(Problem.CLOSED if round_.state is RoundState.CLOSED else Problem.NOT_OPEN)
    if not round_.scorers and round_.vote_opened_at is None:
        raise RoundRefusedError(Problem.NOTHING_COUNTED)
    if round_.vote_is_open:
        round_.vote_closed_at = now
    round_.state, round_.closed_at = RoundState.CLOSED, now
    db.session.flush()
    _note("community.round-closed", round_, round_.community.pilot_id, actor, now, sheets=len(round_.scorers))
    return round_


def copy_round(round_: PriorityRound, *, title: str, actor: Viewer, now: dt.datetime) -> PriorityRound:
    """Begin a new draft with the needs, criteria and weights of a round: so weights are changed later."""
    copied = PriorityRound(
        id=uuid.uuid4(),
        community_id=round_.community_id,
        title=title,
        dots=round_.dots,
        recorded_at=now,
    )
    db.session.add(copied)
    db.session.flush()
    words = CriterionEntry.__dataclass_fields__
    db.session.add_all(
        Criterion(round_id=copied.id, code=each.code, **{name: getattr(each, name) for name in words})
        for each in round_.criteria
    )
    _put_items(copied, round_.community_id, [item.need_id for item in round_.items])
    _note("community.round-copied", copied, round_.community.pilot_id, actor, now)
    return copied


def choose(
    round_: PriorityRound, choices: Sequence[Choice], *, seen: int, actor: Viewer, now: dt.datetime
) -> PriorityRound:
    """Choose needs of a closed round as priorities, in an order.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises RoundRefusedError: the round is not closed, or nothing was chosen.
    :raises ChoiceRefusedError: a rank is given twice, or a reason is missing (R15).
    """
    check_version(round_, seen)
    if round_.state is not RoundState.CLOSED:
        raise RoundRefusedError(Problem.NOT_CLOSED)
    if not choices:
        raise RoundRefusedError(Problem.NOTHING_CHOSEN)
    results = queries.results_of(round_)
    problems = rules.choice_problems(
        choices,
        places={row.item.id: row.place for row in results.rows if row.place},
        assumptions={item.id for item in round_.items if not queries.is_confirmed(item)},
    )
    if problems:
        raise ChoiceRefusedError(problems)
    made = {choice.item_id: choice for choice in choices}
    for item in round_.items:
        choice = made.get(item.id)
        item.chosen, item.rank = choice is not None, choice.rank if choice else None
        item.order_reason = choice.order_reason if choice else ""
        item.assumption_reason = choice.assumption_reason if choice else ""
    flag_modified(round_, "title")
    db.session.flush()
    _note("community.priorities-chosen", round_, round_.community.pilot_id, actor, now, needs=len(choices))
    return round_


def write_card(
    item: RoundItem, entry: CardEntry, *, seen: int, actor: Viewer, now: dt.datetime
) -> PriorityCard:
    """Write the card of a priority, or change it.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    """
    card = item.card
    if card is None:
        card = PriorityCard(id=uuid.uuid4(), item_id=item.id, changed_at=now, **vars(entry))
        db.session.add(card)
    else:
        check_version(card, seen)
        for name, value in vars(entry).items():
            setattr(card, name, value)
        card.changed_at = now
    db.session.flush()
    _note("community.priority-card-written", item.round, item.round.community.pilot_id, actor, now)
    return card


def validate(
    round_: PriorityRound, entry: ValidationEntry, *, actor: Viewer, now: dt.datetime, today: dt.date
) -> Validation:
    """Keep how the result of a closed round was brought back to the community.

    :raises RoundRefusedError: the round is not closed, the day has not come, or corrections are missing.
    """
    if round_.state is not RoundState.CLOSED:
        raise RoundRefusedError(Problem.NOT_CLOSED)
    _refuse(rules.validation_problem(entry, today=today))
    validation = Validation(
        id=uuid.uuid4(),
        community_id=round_.community_id,
        round_id=round_.id,
        recorded_at=now,
        **_columns(entry),
    )
    db.session.add(validation)
    db.session.flush()
    _note(
        "community.result-validated", validation, round_.community.pilot_id, actor, now, result=entry.result
    )
    return validation


def change_validation(
    validation: Validation,
    entry: ValidationEntry,
    *,
    seen: int,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Validation:
    """Correct the record of a validation.

    :raises EditedMeanwhileError: somebody saved a newer version first.
    :raises RoundRefusedError: the day has not come, or corrections are missing.
    """
    check_version(validation, seen)
    _refuse(rules.validation_problem(entry, today=today))
    for name, value in _columns(entry).items():
        setattr(validation, name, value)
    db.session.flush()
    _note("community.validation-changed", validation, validation.community.pilot_id, actor, now)
    return validation


def _columns(entry: ValidationEntry) -> dict[str, object]:
    return {**vars(entry), "groups": [group.value for group in entry.groups]}


def _lock(round_: PriorityRound) -> None:
    """Read anew whether a round is open, and hold it: a closing waits for a sheet that is being kept."""
    db.session.refresh(
        round_,
        ["version", "state", "opened_at", "closed_at", "vote_opened_at", "vote_closed_at"],
        with_for_update=True,
    )


def _refuse_frozen(round_: PriorityRound) -> None:
    if round_.state is not RoundState.DRAFT:
        raise RoundRefusedError(Problem.FROZEN)


def _refuse(problem: Problem | None) -> None:
    if problem is not None:
        raise RoundRefusedError(problem)


def _note(
    action: str,
    subject: PriorityRound | Validation,
    pilot_id: uuid.UUID,
    actor: Viewer,
    now: dt.datetime,
    **detail: object,
) -> None:
    audit.record(action, subject, actor=actor, at=now, pilot_id=pilot_id, **detail)
