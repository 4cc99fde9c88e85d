"""Priorities of two communities: one that chose and asked residents, one whose vote is still open."""

from collections.abc import Mapping, Sequence

from flask import current_app

from pilot.community import queries as communities
from pilot.community.enums import GoalDomain, NeedKind, PeopleGroup, Scale, SourceKind
from pilot.community.models import Community, Need, Source
from pilot.community.priorities import vote_actions
from pilot.community.priorities.criteria import DEFAULTS
from pilot.community.priorities.enums import (
    CriterionCode,
    RoundState,
    ScorerKind,
    ValidationResult,
    ValidationWay,
)
from pilot.community.priorities.models import (
    Ballot,
    BallotDots,
    Criterion,
    PriorityCard,
    PriorityRound,
    RoundItem,
    Score,
    Scorer,
    Validation,
)
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db

CHOSEN_IN, VOTING_IN, VOTED_IN = 0, 2, 4
OPENED, CLOSED, SHOWN = day("2023-02-09"), day("2023-02-11"), day("2023-02-13")
MORE_NEEDS = (
    ("Seniori neprot izmantot e-pakalpojumus", GoalDomain.NON_MATERIAL, "seniori", SourceKind.INTERVIEW),
    ("Droša iešana tumsā: apgaismojums līdz pieturai", GoalDomain.INFRASTRUCTURE, "visi", SourceKind.MEETING),
)
R, G, O = ScorerKind.RESIDENT, ScorerKind.GROUP_MEMBER, ScorerKind.OFFICIAL  # noqa: E741 - read as a column
VOICES = (R, R, R, R, R, R, R, G, G, G, O, O)
SCORES: tuple[tuple[int, ...], ...] = (
    (5, 5, 4, 5, 4, 5, 4, 5, 4, 5, 3, 3),
    (4, 3, 4, 4, 3, 4, 3, 4, 4, 3, 5, 5),
    (5, 1, 5, 1, 5, 1, 4, 1, 5, 1, 4, 4),
    (3, 4, 4, 3, 4, 4, 3, 4, 3, 4, 2, 2),
    (2, 3, 2, 3, 2, 2, 3, 2, 3, 2, 3, 3),
)
"""What each sheet gives each need; the third divides, and the second and fourth come out even."""
EMPTY_IN = 2
BALLOTS: tuple[tuple[int, ...], ...] = (
    (3, 1, 1, 0, 0),
    (2, 2, 0, 1, 0),
    (5, 0, 0, 0, 0),
    (0, 3, 1, 1, 0),
) * 5
OPEN_BALLOTS: tuple[tuple[int, ...], ...] = ((3, 2), (5, 0), (1, 4)) * 4
FULL_CARD = {
    "why": "Vakaros ģimenēm un jauniešiem nav, kur satikties; cilvēki paliek mājās un cits citu nepazīst.",
    "elsewhere": "Novadā tautas nami ir septiņos ciemos, Priekuļos vakaros telpa ir slēgta.",
    "here": "Aptaujā 31 no 36 atbildētājiem vakaros nav kur palikt; par to runāja arī pie veikala.",
    "already": "Bibliotēka divas reizes mēnesī ir atvērta līdz plkst. 20.00.",
    "possible": "Vienoties par bibliotēkas telpu vakaros, atrast brīvprātīgos atslēgas glabātājus.",
    "sources": "Ātrā aptauja bibliotēkā, 2023; sarunas pie veikala, 2023; novada pārskats, 2022",
}
HALF_CARD = {
    "why": "Ziemā seniori nedēļām neiziet no mājas.",
    "here": "Pasta nesēja stāsta par deviņām mājām, kurās durvis ver tikai viņai.",
    "sources": "Saruna ar pasta nesēju, 2023",
}


def fill(stage: Stage, found: Mapping[int, Community]) -> None:
    """Add the rounds whose day has come."""
    if CHOSEN_IN in found and stage.happened(OPENED):
        _chosen(stage, found[CHOSEN_IN])
    if VOTING_IN in found and stage.happened(OPENED):
        _voting(found[VOTING_IN])
    if VOTED_IN in found and stage.happened(CLOSED):
        _voted(found[VOTED_IN])


def _chosen(stage: Stage, community: Community) -> None:
    for title, domain, groups, kind in MORE_NEEDS:
        _need(community, title, domain, groups, kind)
    needs = communities.needs_of(community)[: len(SCORES)]
    round_ = _round(community, "2023. gada pavasara prioritātes", needs)
    items, criteria = round_
    _sheets(items, criteria)
    _ballots(items, BALLOTS)
    if not stage.happened(CLOSED):
        return
    held = db.session.get_one(PriorityRound, items[0].round_id)
    held.token_hash = vote_actions.hash_of(vote_actions.token_of(held, secret=_secret()), secret=_secret())
    held.vote_opened_at, held.vote_closed_at = at(OPENED, 17), at(CLOSED, 12)
    held.state, held.closed_at = RoundState.CLOSED, at(CLOSED, 15)
    _choose(items)
    if stage.happened(SHOWN):
        _validate(community, held)


def _need(community: Community, title: str, domain: GoalDomain, groups: str, kind: SourceKind) -> None:
    need = keep(
        Need(
            community_id=community.id,
            kind=NeedKind.NEED,
            title=title,
            domain=domain,
            affected_groups=groups,
            scale=Scale.SOME,
            recorded_at=at(day("2023-02-08"), 16),
        )
    )
    for source, told in ((kind, "Sarunas pagasta pārvaldē"), (SourceKind.OBSERVATION, "Izpētes pastaiga")):
        keep(Source(need_id=need.id, kind=source, description=told, told_on=day("2023-02-07")))


def _round(
    community: Community, title: str, needs: Sequence[Need]
) -> tuple[list[RoundItem], dict[CriterionCode, Criterion]]:
    round_ = keep(
        PriorityRound(
            community_id=community.id,
            title=title,
            state=RoundState.SCORING,
            dots=5,
            recorded_at=at(OPENED, 10),
            opened_at=at(OPENED, 16),
        )
    )
    criteria = {
        code: keep(Criterion(round_id=round_.id, code=code, **vars(words))) for code, words in DEFAULTS
    }
    items = [
        keep(RoundItem(round_id=round_.id, need_id=need.id, number=number))
        for number, need in enumerate(needs, start=1)
    ]
    return items, criteria


def _sheets(items: Sequence[RoundItem], criteria: Mapping[CriterionCode, Criterion]) -> None:
    """Enter twelve sheets; one resident left the resources empty."""
    for place, kind in enumerate(VOICES):
        number = VOICES[: place + 1].count(kind)
        scorer = keep(Scorer(round_id=items[0].round_id, kind=kind, number=number))
        for item, values in zip(items, SCORES, strict=False):
            for code, criterion in criteria.items():
                if place == EMPTY_IN and code is CriterionCode.RESOURCES:
                    continue
                keep(
                    Score(
                        scorer_id=scorer.id, item_id=item.id, criterion_id=criterion.id, value=values[place]
                    )
                )


def _ballots(items: Sequence[RoundItem], ballots: Sequence[Sequence[int]]) -> None:
    for number, dots in enumerate(ballots):
        ballot = keep(Ballot(round_id=items[0].round_id, token_hash=f"demo-{number}"))
        for item, given in zip(items, dots, strict=False):
            if given:
                keep(BallotDots(ballot_id=ballot.id, item_id=item.id, dots=given))


def _choose(items: Sequence[RoundItem]) -> None:
    """Choose three needs: the second has one source, and the third goes before a better scored one."""
    first, second, third = items[:3]
    first.chosen, first.rank = True, 1
    second.chosen, second.rank = True, 2
    second.assumption_reason = "Seniori paši neatnāks; otru avotu meklēsim, apstaigājot mājas martā."
    third.chosen, third.rank = True, 3
    third.order_reason = "Skolēnu drošība nevar gaidīt, un policija ir gatava palīdzēt jau pavasarī."
    keep(PriorityCard(item_id=first.id, changed_at=at(SHOWN, 10), **FULL_CARD))
    keep(PriorityCard(item_id=second.id, changed_at=at(SHOWN, 10), **HALF_CARD))


def _validate(community: Community, round_: PriorityRound) -> None:
    keep(
        Validation(
            community_id=community.id,
            round_id=round_.id,
            held_on=SHOWN,
            way=ValidationWay.FORUM,
            people=27,
            groups=[PeopleGroup.PARENTS, PeopleGroup.SENIORS, PeopleGroup.NGOS],
            said="Ar secību ir mierā. Seniori lūdz vietu, kas sasniedzama kājām arī ziemā.",
            corrections="Tikšanās vietas mērķī jāieraksta ceļš līdz bibliotēkai ziemā.",
            result=ValidationResult.CORRECTED,
            recorded_at=at(SHOWN, 20),
        )
    )


def _voting(community: Community) -> None:
    """Leave a round with a few sheets open, and its vote with it."""
    items, criteria = _round(community, "Ko darām vispirms Džūkstē", communities.needs_of(community))
    for number, kind in enumerate((R, R, G), start=1):
        scorer = keep(Scorer(round_id=items[0].round_id, kind=kind, number=1 if kind is G else number))
        for place, item in enumerate(items):
            for criterion in criteria.values():
                keep(Score(scorer_id=scorer.id, item_id=item.id, criterion_id=criterion.id, value=5 - place))
    round_ = db.session.get_one(PriorityRound, items[0].round_id)
    round_.token_hash = vote_actions.hash_of(
        vote_actions.token_of(round_, secret=_secret()), secret=_secret()
    )
    round_.vote_opened_at = at(OPENED, 17)
    _ballots(items, OPEN_BALLOTS)


def _voted(community: Community) -> None:
    """Close a round that residents decided by dots alone, and choose what they want first."""
    items, _criteria = _round(community, "Ko sakām vispirms", communities.needs_of(community))
    round_ = db.session.get_one(PriorityRound, items[0].round_id)
    round_.vote_opened_at, round_.vote_closed_at = at(OPENED, 17), at(CLOSED, 12)
    round_.token_hash = vote_actions.hash_of(
        vote_actions.token_of(round_, secret=_secret()), secret=_secret()
    )
    round_.state, round_.closed_at = RoundState.CLOSED, at(CLOSED, 15)
    items[0].chosen, items[0].rank = True, 1
    _ballots(items, ((5,), (4,), (5,), (3,), (5,), (5,)))


def _secret() -> str:
    return str(current_app.config["SETTINGS"].secret_key)
