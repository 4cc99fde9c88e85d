"""Strategies of two communities: an adopted one that lives on, and one in which the worker does too much."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pilot.cohort import canonical
from pilot.community import queries as communities
from pilot.community.changes.queries import changes_of
from pilot.community.enums import ChangeCode, DecisionEffect, MeetingPresence, MeetingState, PeopleGroup
from pilot.community.models import Community, CooperationGroup, Decision, GroupMember, Meeting, MeetingMember
from pilot.community.priorities.queries import priorities_of
from pilot.community.strategies import adopted, queries
from pilot.community.strategies.enums import ActionState, Approach, Counting, Side, UpdateState
from pilot.community.strategies.models import (
    ActionItem,
    Indicator,
    IndicatorUpdate,
    Objective,
    Strategy,
    StrategyVersion,
)
from pilot.community.strategies.rules import NOT_STATED
from pilot.demo.people import Place
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db

LIVING_IN, HEAVY_IN = 0, 4
WRITTEN, ADOPTED = day("2023-02-12"), day("2023-02-13")
_C, _W, _M, _O = Side.COMMUNITY, Side.SOCIAL_WORKER, Side.MUNICIPALITY, Side.OTHERS
_S = ActionState


@dataclass(frozen=True)
class Step:
    """An action of the script; goal, need and decision are numbers in their lists, None leaves them open."""

    what: str
    side: Side
    lead: str
    due: str
    goal: int | None = 0
    need: bool = True
    resource: int | None = None
    decision: bool = False
    change: bool = False
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """An indicator of the script with its values: number, day, state, groups, what is said of it."""

    goal: int
    name: str
    unit: str
    start: int
    target: int
    how: str
    values: tuple[tuple[int, str, UpdateState, dict[str, int], str], ...]
    counting: Counting = Counting.SUM
    people: bool = False


LIVING_GOALS = (
    "Līdz vasarai vakaros ir vieta, kur satikties, un to vada paši iedzīvotāji",
    "Neviens seniors ziemā nepaliek viens ilgāk par nedēļu",
    "Bērni līdz skolai nonāk droši arī tumsā",
)
LIVING_STEPS = (
    Step(
        "Iekārtot bibliotēkas telpu vakariem",
        _C,
        "Vecāku biedrība „Ābelīte”",
        "2023-03-15",
        resource=0,
        decision=True,
        more={
            "state": _S.BEGUN,
            "helpers": "Bibliotēka, jauniešu grupa",
            "resources_needed": "Galdi, tējas vārāmais, spēles",
            "cost": Decimal(180),
            "funding": "Ziedojumi un biedrības līdzekļi",
            "starts_on": day("2023-02-09"),
            "risk": "Nav, kas vakarā aizslēdz durvis",
            "change_code": ChangeCode.DEVELOPMENT,
        },
    ),
    Step("Atrast trīs atslēgas glabātājus", _C, "Vecāku biedrība „Ābelīte”", "2023-02-10", resource=1),
    Step(
        "Atvērt bibliotēku ceturtdienu vakaros",
        _M,
        "Priekuļu bibliotēka",
        "2023-02-09",
        resource=0,
        decision=True,
        change=True,
        more={"state": _S.DONE, "result": "Pirmajā vakarā ieradās 14 cilvēki; nākamais ir pieteikts."},
    ),
    Step(
        "Uzrakstīt mazo projektu pieteikumu kopā ar biedrību",
        _W,
        "Sociālā darbiniece kopienā",
        "2023-02-13",
        more={
            "state": _S.DONE,
            "result": "Pieteikums ir atbalstīts daļēji.",
            "grant_name": "Novada mazo projektu konkurss",
            "grant_asked": Decimal(1200),
            "grant_received": Decimal(800),
            "change_code": ChangeCode.RESOURCES,
        },
    ),
    Step("Kaimiņu zvani senioriem katru otro dienu", _C, "Vaives senioru klubs", "2023-04-01", goal=1),
    Step(
        "Sagatavot brīvprātīgos sarunām ar senioriem",
        _W,
        "Sociālā darbiniece kopienā",
        "2023-03-31",
        goal=1,
        more={"helpers": "Sociālais dienests"},
    ),
    Step(
        "Uzlikt ātruma ierobežojuma zīmi pie skolas",
        _M,
        "Novada pašvaldības ceļu nodaļa",
        "2023-05-01",
        goal=2,
        more={"cost": Decimal(450), "funding": "Novada budžets", "risk": "Budžets ir jau sadalīts"},
    ),
)
LATER = Step("Ziedot maizi ceturtdienu vakariem", _O, "Maizes ceptuve", "2023-04-13", need=False)
"""An action that was added after the adoption, and that answers no need."""
LIVING_MEASURES = (
    Measure(
        0,
        "Iesaistītie iedzīvotāji",
        "cilv.",
        0,
        60,
        "Dalībnieku saraksti bez vārdiem",
        (
            (
                14,
                "2023-02-09",
                UpdateState.APPROVED,
                {PeopleGroup.PARENTS: 8, PeopleGroup.SENIORS: 4, NOT_STATED: 2},
                "Pirmais ceturtdienas vakars",
            ),
            (9, "2023-02-12", UpdateState.SENT, {}, "Kopsapulce pie veikala"),
        ),
        people=True,
    ),
    Measure(
        0,
        "Kopienas vadīti pasākumi",
        "",
        0,
        6,
        "Biedrības kalendārs",
        ((1, "2023-02-09", UpdateState.APPROVED, {}, ""),),
    ),
    Measure(
        1,
        "Seniori, kurus nedēļas laikā neviens neapciemo",
        "cilv.",
        9,
        0,
        "Pasta nesējas un senioru kluba saruna reizi mēnesī",
        ((6, "2023-02-12", UpdateState.APPROVED, {}, ""), (5, "2023-02-13", UpdateState.SENT, {}, "")),
        counting=Counting.LAST,
        people=True,
    ),
    Measure(
        2,
        "Piesaistītais finansējums",
        "EUR",
        0,
        1500,
        "Līgumi un domes lēmumi",
        ((800, "2023-02-13", UpdateState.REJECTED, {}, "Mazo projektu konkurss"),),
    ),
)
REASON = "Šis finansējums ir tikšanās vietai. Ierakstiet to pie pirmā mērķa."
HEAVY_GOALS = ("Ikviens priekšlikums mēneša laikā saņem atbildi",)
HEAVY_STEPS = (
    Step("Savākt priekšlikumus visos ciemos", _W, "Sociālais darbinieks kopienā", "2023-02-28"),
    Step("Uzrakstīt atbildes avīzes slejai", _W, "Sociālais darbinieks kopienā", "2023-03-10", resource=0),
    Step("Vadīt iedzīvotāju vakarus", _W, "Sociālais darbinieks kopienā", "2023-04-20"),
    Step("Izlikt priekšlikumu kastes veikalos", _C, "Iedzīvotāju iniciatīvas grupa", "2023-02-20"),
    Step("Atbildēt uz priekšlikumiem rakstiski", _M, "Apvienības pārvalde", "2023-03-31"),
)


def fill(stage: Stage, found: Mapping[int, Community], places: tuple[Place, ...]) -> None:
    """Add the strategies once they are written; the first is adopted, and then goes on."""
    if not stage.happened(ADOPTED):
        return
    for place in places:
        if place.community == LIVING_IN and LIVING_IN in found:
            _living(stage, found[LIVING_IN], place)
        if place.community == HEAVY_IN and HEAVY_IN in found:
            _heavy(found[HEAVY_IN])


def _living(stage: Stage, community: Community, place: Place) -> None:
    vision = "Priekuļos ikvienam ir kur satikties, un kaimiņi cits citu pazīst arī ziemā."
    strategy = _strategy(community, vision, Approach.DEVELOPMENT)
    goals = _goals(community, strategy, LIVING_GOALS)
    for measure in LIVING_MEASURES:
        _measure(stage, goals[measure.goal], measure, place)
    decision = _adopting(community)
    for step in LIVING_STEPS:
        _step(community, goals, step)
    _adopt(stage, community, strategy, decision, place)
    _step(community, goals, LATER)


def _heavy(community: Community) -> None:
    vision = "Iedzīvotāji zina, kas notiek ar viņu priekšlikumiem, un lemj līdzi."
    goals = _goals(community, _strategy(community, vision, Approach.MOBILISATION), HEAVY_GOALS)
    for step in HEAVY_STEPS:
        _step(community, goals, step)


def _strategy(community: Community, vision: str, approach: Approach) -> Strategy:
    return keep(Strategy(community_id=community.id, vision=vision, approach=approach))


def _goals(community: Community, strategy: Strategy, texts: tuple[str, ...]) -> list[Objective]:
    """Add goals, each from the priority at its own place."""
    chosen = priorities_of(community)
    return [
        keep(
            Objective(
                strategy_id=strategy.id,
                text=text,
                recorded_at=at(WRITTEN, 10, number),
                items=[chosen[number].item],
            )
        )
        for number, text in enumerate(texts)
    ]


def _measure(stage: Stage, goal: Objective, measure: Measure, place: Place) -> None:
    indicator = keep(
        Indicator(
            objective_id=goal.id,
            name=measure.name,
            unit=measure.unit,
            baseline=Decimal(measure.start),
            target=Decimal(measure.target),
            counting=measure.counting,
            counts_people=measure.people,
            measured_by=measure.how,
            recorded_at=at(WRITTEN, 11),
        )
    )
    for value, on, state, parts, comment in measure.values:
        is_judged = state in {UpdateState.APPROVED, UpdateState.REJECTED}
        keep(
            IndicatorUpdate(
                indicator_id=indicator.id,
                value=Decimal(value),
                measured_on=day(on),
                parts={str(group): people for group, people in parts.items()},
                comment=comment,
                author_id=stage.users[place.person.key].id,
                recorded_at=at(ADOPTED, 9),
                state=state,
                judged_by_id=stage.users[place.mentor].id if is_judged else None,
                judged_at=at(ADOPTED, 20) if is_judged else None,
                reason=REASON if state is UpdateState.REJECTED else "",
            )
        )


def _step(community: Community, goals: list[Objective], step: Step) -> None:
    resources, decisions = communities.resources_of(community), queries.decisions_for(community)
    goal = None if step.goal is None else goals[step.goal]
    keep(
        ActionItem(
            community_id=community.id,
            objective_id=goal.id if goal else None,
            decision_id=decisions[1].id if step.decision else None,
            what=step.what,
            side=step.side,
            lead=step.lead,
            due_on=day(step.due),
            needs=[item.need for item in goal.items] if goal and step.need else [],
            resources=[] if step.resource is None else [resources[step.resource]],
            changes=changes_of(community)[:1] if step.change else [],
            recorded_at=at(WRITTEN, 12),
            **step.more,
        )
    )


def _adopting(community: Community) -> Decision:
    """Let the group of the community meet and adopt the strategy; the minutes are approved."""
    group = db.session.query(CooperationGroup).filter_by(community_id=community.id).one()
    known = queries.decisions_for(community)
    meeting = keep(
        Meeting(
            group_id=group.id,
            number=db.session.query(Meeting).filter_by(group_id=group.id).count() + 1,
            held_on=ADOPTED,
            place="Priekuļu bibliotēka",
            agenda="1. Kopienas stratēģija un rīcības plāns",
            discussion="Stratēģiju nolasīja pa daļām; divus darbus uzņēmās biedrība.",
            state=MeetingState.APPROVED,
            recorded_at=at(ADOPTED, 18),
            approved_at=at(ADOPTED, 19),
        )
    )
    members = db.session.query(GroupMember).filter_by(group_id=group.id).all()
    for member in members:
        keep(MeetingMember(meeting_id=meeting.id, member_id=member.id, presence=MeetingPresence.PRESENT))
    return keep(
        Decision(
            group_id=group.id,
            meeting_id=meeting.id,
            year=ADOPTED.year,
            number=max((each.number for each in known), default=0) + 1,
            text="Pieņemt Priekuļu ciema kopienas stratēģiju un rīcības plānu.",
            effect=DecisionEffect.APPROVES,
            unanimous=True,
            votes_for=len(members),
            votes_against=0,
            abstained=0,
        )
    )


def _adopt(stage: Stage, community: Community, strategy: Strategy, decision: Decision, place: Place) -> None:
    text = canonical.text_of(adopted.content_of(queries.plan_of(community)))
    keep(
        StrategyVersion(
            strategy_id=strategy.id,
            decision_id=decision.id,
            number=1,
            content=text,
            sha256=canonical.hash_of(text),
            adopted_at=at(ADOPTED, 19, 30),
            adopted_by_id=stage.users[place.person.key].id,
        )
    )
