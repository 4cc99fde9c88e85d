"""Rounds of priorities in the viewer's scope, what they found, and the chosen priorities of a community."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from pilot.accounts.roles import Permission
from pilot.accounts.viewer import Viewer
from pilot.cohort.claim_rules import RIGA
from pilot.cohort.models import Participation
from pilot.cohort.small_counts import hide_small
from pilot.community import rules as community_rules
from pilot.community.models import Community, Need
from pilot.community.priorities import rules
from pilot.community.priorities.enums import CriterionCode, ScorerKind
from pilot.community.priorities.models import (
    Ballot,
    BallotDots,
    Criterion,
    PriorityCard,
    PriorityRound,
    RoundItem,
    Scorer,
    Validation,
)
from pilot.community.queries import source_facts, visible_communities
from pilot.errors import NotVisibleError
from pilot.extensions import db

Thing = TypeVar("Thing", PriorityRound, Criterion, Scorer, RoundItem, Validation)


MOST_DRAWN = 25
"""How many needs the matrix draws at most, the best of the ranking; its table holds all."""


@dataclass(frozen=True)
class ItemResult:
    """What a round found about one need; None where nothing was scored, or where it is hidden."""

    item: RoundItem
    place: rules.Place | None
    opinion: rules.Opinion | None
    by_kind: Mapping[ScorerKind, Decimal]
    hanlon: Decimal | None
    dots: int | None
    importance: Decimal | None = None
    changeable: Decimal | None = None

    @property
    def is_on_the_map(self) -> bool:
        """Tell whether the need has a place in the matrix of importance and changeability."""
        return self.importance is not None and self.changeable is not None


@dataclass(frozen=True)
class Results:
    """The outcome of a round in the order of its ranking; None is a number that is hidden.

    `sheets` counts them by kind and `counted` those that make the ranking; dots are shown once the vote is
    over, and `threshold` is 0 for who may read every number.
    """

    rows: tuple[ItemResult, ...]
    sheets: Mapping[ScorerKind, int | None]
    counted: int | None
    vote_is_over: bool
    ballots: int | None
    everybody: bool
    threshold: int = 0

    @property
    def undrawn(self) -> int:
        """Return how many needs the matrix has no room for."""
        return max(0, sum(row.is_on_the_map for row in self.rows) - MOST_DRAWN)

    @property
    def has_spread(self) -> bool:
        """Tell whether the spread may be shown: that of a few sheets would be single voices."""
        return bool(self.counted)


@dataclass(frozen=True)
class Priority:
    """A chosen need with its place among the priorities, its result and what its card lacks."""

    item: RoundItem
    need: Need
    rank: int
    result: ItemResult
    card: PriorityCard | None
    missing: tuple[str, ...]


_WHOLE: tuple[Any, ...] = (
    joinedload(PriorityRound.community).joinedload(Community.lead).joinedload(Participation.pilot),
    joinedload(PriorityRound.community).joinedload(Community.municipality),
    selectinload(PriorityRound.items).joinedload(RoundItem.need).selectinload(Need.sources),
    selectinload(PriorityRound.items).joinedload(RoundItem.card),
    selectinload(PriorityRound.criteria),
    selectinload(PriorityRound.scorers).selectinload(Scorer.scores),
)


def _communities(viewer: Viewer, permission: Permission) -> Select[uuid.UUID]:
    return visible_communities(viewer, permission).with_only_columns(Community.id)


def rounds_of(community: Community) -> list[PriorityRound]:
    """Return the rounds of a community, the newest first."""
    return list(
        db.session.scalars(
            select(PriorityRound)
            .where(PriorityRound.community_id == community.id)
            .options(*_WHOLE)
            .order_by(PriorityRound.recorded_at.desc(), PriorityRound.id)
        )
    )


def get_round(
    round_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.NEED_READ
) -> PriorityRound:
    """Return a round with all that belongs to it.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(
        select(PriorityRound)
        .where(
            PriorityRound.id == round_id,
            PriorityRound.community_id.in_(_communities(viewer, permission)),
        )
        .options(*_WHOLE)
    )


def round_of_token(token_hash: str) -> PriorityRound | None:
    """Return the round whose vote an address opens."""
    return db.session.scalar(
        select(PriorityRound).where(PriorityRound.token_hash == token_hash).options(*_WHOLE)
    )


def get_criterion(criterion_id: uuid.UUID, *, viewer: Viewer) -> Criterion:
    """Return a criterion that the viewer may arrange, with its round.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(
        select(Criterion)
        .join(PriorityRound, PriorityRound.id == Criterion.round_id)
        .where(
            Criterion.id == criterion_id,
            PriorityRound.community_id.in_(_communities(viewer, Permission.NEED_WRITE)),
        )
        .options(
            joinedload(Criterion.round)
            .joinedload(PriorityRound.community)
            .joinedload(Community.lead)
            .joinedload(Participation.pilot)
        )
    )


def get_sheet(sheet_id: uuid.UUID, *, viewer: Viewer) -> Scorer:
    """Return a filled sheet that the viewer may correct; its round is read by `get_round`.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(
        select(Scorer)
        .join(PriorityRound, PriorityRound.id == Scorer.round_id)
        .where(
            Scorer.id == sheet_id,
            PriorityRound.community_id.in_(_communities(viewer, Permission.NEED_WRITE)),
        )
        .options(selectinload(Scorer.scores))
    )


def get_item(
    item_id: uuid.UUID, *, viewer: Viewer, permission: Permission = Permission.NEED_READ
) -> RoundItem:
    """Return a chosen need with its card and community.

    :raises NotVisibleError: there is none of this id for this viewer, or it is no priority.
    """
    return _one(
        select(RoundItem)
        .join(PriorityRound, PriorityRound.id == RoundItem.round_id)
        .where(
            RoundItem.id == item_id,
            RoundItem.chosen,
            PriorityRound.community_id.in_(_communities(viewer, permission)),
        )
        .options(
            joinedload(RoundItem.need),
            joinedload(RoundItem.card),
            joinedload(RoundItem.round)
            .joinedload(PriorityRound.community)
            .joinedload(Community.lead)
            .joinedload(Participation.pilot),
        )
    )


def get_validation(validation_id: uuid.UUID, *, viewer: Viewer) -> Validation:
    """Return a record of a validation that the viewer may correct.

    :raises NotVisibleError: there is none of this id for this viewer.
    """
    return _one(
        select(Validation)
        .where(
            Validation.id == validation_id,
            Validation.community_id.in_(_communities(viewer, Permission.NEED_WRITE)),
        )
        .options(
            joinedload(Validation.community).joinedload(Community.lead).joinedload(Participation.pilot),
            joinedload(Validation.round),
        )
    )


def _one(statement: Select[Thing]) -> Thing:
    found: Thing | None = db.session.scalar(statement)
    if found is None:
        raise NotVisibleError
    return found


def need_is_confirmed(need: Need) -> bool:
    """Tell whether two independent sources speak of a need (R15)."""
    return community_rules.is_confirmed(source_facts(need.sources))


def is_confirmed(item: RoundItem) -> bool:
    """Tell whether two independent sources speak of an item's need (R15)."""
    return need_is_confirmed(item.need)


def weights_of(round_: PriorityRound) -> dict[Any, int]:
    """Return the weights by the letters of the criteria."""
    return {criterion.code: criterion.weight for criterion in round_.criteria}


def sheets_of(round_: PriorityRound) -> list[rules.Sheet]:
    """Return the filled sheets as the rules read them."""
    codes = {criterion.id: criterion.code for criterion in round_.criteria}
    return [
        rules.Sheet(
            scorer.kind, {(score.item_id, codes[score.criterion_id]): score.value for score in scorer.scores}
        )
        for scorer in round_.scorers
    ]


def results_of(round_: PriorityRound, *, everybody: bool = False, threshold: int = 0) -> Results:
    """Return what a round found; by default the worker's own sheets and the officials' do not count.

    A threshold hides small numbers from outsiders (R18), who read the default ranking only.
    """
    everybody = everybody and not threshold
    sheets, weights = sheets_of(round_), weights_of(round_)
    counted = rules.counted(sheets, everybody=everybody)
    by_kind = {kind: [each for each in sheets if each.kind is kind] for kind in ScorerKind}
    dots, ballots = _votes(round_)
    opinions = {item.id: rules.opinion_of(item.id, counted, weights) for item in round_.items}
    places = rules.places_of({key: found.score if found else None for key, found in opinions.items()})
    means = {item.id: rules.means_of(item.id, counted) for item in round_.items}
    rows = [
        ItemResult(
            item=item,
            place=places.get(item.id),
            opinion=opinions[item.id],
            by_kind={
                kind: found.score
                for kind, own in by_kind.items()
                if (found := rules.opinion_of(item.id, own, weights))
            },
            hanlon=rules.hanlon(means[item.id]),
            importance=_shown(means[item.id].get(CriterionCode.IMPORTANCE)),
            changeable=_shown(means[item.id].get(CriterionCode.CHANGEABLE)),
            dots=None if dots is None else dots.get(item.id, 0),
        )
        for item in round_.items
    ]
    rows.sort(key=lambda row: (row.place is None, row.place.first if row.place else 0, row.item.number))
    results = Results(
        rows=tuple(rows),
        sheets={kind: len(own) for kind, own in by_kind.items()},
        counted=len(counted),
        vote_is_over=round_.vote_closed_at is not None,
        ballots=ballots,
        everybody=everybody,
    )
    return _for_outsiders(results, threshold) if threshold else results


def _shown(mean: Fraction | None) -> Decimal | None:
    return None if mean is None else rules.rounded(mean)


def _votes(round_: PriorityRound) -> tuple[dict[uuid.UUID, int] | None, int | None]:
    """Return the dots by need and the number of ballots, once nobody can be swayed by them any more."""
    if round_.vote_closed_at is None:
        return None, None
    rows = db.session.execute(
        select(BallotDots.item_id, func.sum(BallotDots.dots))
        .join(Ballot, Ballot.id == BallotDots.ballot_id)
        .where(Ballot.round_id == round_.id)
        .group_by(BallotDots.item_id)
    )
    ballots = db.session.scalar(select(func.count(Ballot.id)).where(Ballot.round_id == round_.id))
    return {item_id: int(dots) for item_id, dots in rows}, ballots or 0


def _for_outsiders(results: Results, threshold: int) -> Results:
    """Hide small numbers of sheets and ballots, and the means and spreads that stand on them (R18)."""
    own = {kind: results.sheets[kind] or 0 for kind in ScorerKind if kind in rules.DECIDING}
    sheets = hide_small(own, threshold=threshold)
    total, ballots = sum(own.values()), results.ballots or 0
    few = 0 < total < threshold
    shown = {row.item.id: row.dots or 0 for row in results.rows} if ballots >= threshold else {}
    dots = hide_small(shown, threshold=threshold)
    rows = tuple(
        replace(
            row,
            by_kind={kind: mean for kind, mean in row.by_kind.items() if sheets.get(kind)},
            dots=dots.get(row.item.id),
            importance=None if few else row.importance,
            changeable=None if few else row.changeable,
        )
        for row in results.rows
    )
    return replace(
        results,
        rows=rows,
        sheets=sheets,
        counted=None if few else total,
        ballots=None if 0 < ballots < threshold else results.ballots,
        threshold=threshold,
    )


def current_round(rounds: Sequence[PriorityRound]) -> PriorityRound | None:
    """Return the round closed last: its result stands."""
    closed = [each for each in rounds if each.closed_at is not None]
    return max(closed, key=lambda each: (each.closed_at, each.id), default=None)


def priorities_in(round_: PriorityRound, results: Results) -> list[Priority]:
    """Return the needs chosen in a round in their order."""
    rows = {row.item.id: row for row in results.rows}
    chosen = [(item, item.rank) for item in round_.items if item.rank is not None]
    return [
        Priority(
            item=item,
            need=item.need,
            rank=rank,
            result=rows[item.id],
            card=item.card,
            missing=missing_in(item.card),
        )
        for item, rank in sorted(chosen, key=lambda pair: pair[1])
    ]


def missing_in(card: PriorityCard | None) -> tuple[str, ...]:
    """Name the questions of a card that have no answer yet; without a card these are all."""
    return rules.missing_in({field: getattr(card, field) for field in rules.CARD_FIELDS} if card else {})


def priorities_of(community: Community) -> list[Priority]:
    """Return a community's priorities: what was chosen in the last closed round in which anything was."""
    rounds = [each for each in rounds_of(community) if any(item.chosen for item in each.items)]
    current = current_round(rounds)
    return [] if current is None else priorities_in(current, results_of(current))


def validations_of(community: Community) -> list[Validation]:
    """Return how results were brought back to a community, the newest first."""
    return list(
        db.session.scalars(
            select(Validation)
            .where(Validation.community_id == community.id)
            .options(joinedload(Validation.round))
            .order_by(Validation.held_on.desc(), Validation.recorded_at.desc(), Validation.id)
        )
    )


def is_validated(current: PriorityRound | None, validations: Iterable[Validation]) -> bool:
    """Tell whether residents answered to the result that stands (step 7)."""
    if current is None:
        return False
    held = [each.held_on for each in validations if each.round_id == current.id]
    return rules.is_validated(day_of(current.closed_at), held)


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """Return the day of a moment in Latvia."""
    return moment.astimezone(RIGA).date() if moment else None
