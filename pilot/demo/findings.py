"""Themes, groups and evidence of the needs, matches, a merged duplicate and the SVID of one community."""

from pilot.community.enums import (
    Frequency,
    GoalDomain,
    Level,
    NeedKind,
    NeedView,
    PeopleGroup,
    ResourceKind,
    ResourceState,
    Scale,
    SourceKind,
    Theme,
    Trend,
)
from pilot.community.findings.enums import SwotBox, SwotOrigin, SwotPair
from pilot.community.findings.models import Match, SwotItem, SwotLink, SwotStrategy
from pilot.community.models import Community, Need, Resource, Source
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db

_G = PeopleGroup
THEMES = {
    "Vieta, kur satikties vakaros": (Theme.MEETING_PLACES, (_G.LARGE_FAMILIES, _G.PARENTS)),
    "Vientuļi seniori ziemā neiziet no mājas": (Theme.LONELINESS, (_G.SENIORS, _G.LONELY_PEOPLE)),
    "Ātruma ierobežojums pie skolas": (Theme.STREET_SAFETY, (_G.CHILDREN, _G.PARENTS)),
    "Autobuss uz pilsētu divreiz nedēļā": (Theme.PUBLIC_TRANSPORT, (_G.SENIORS,)),
    "Bērniem pēc stundām nav, ko darīt": (Theme.FREE_TIME, (_G.CHILDREN,)),
    "Piknika vieta pie dīķa": (Theme.GREEN_PLACES, (_G.LARGE_FAMILIES,)),
    "Jauniešu telpa ar internetu": (Theme.INTERNET, (_G.YOUNG_PEOPLE,)),
}
"""What the needs of the script are about; they were recorded before anybody sorted them."""
LONELY, PLACE = "Vientuļi seniori ziemā neiziet no mājas", "Vieta, kur satikties vakaros"
SPEED = "Ātruma ierobežojums pie skolas"
SWOT = (
    (SwotBox.STRENGTH, "Ciemā ir daudz aktīvu ģimeņu", SwotOrigin.COMMUNITY, ""),
    (SwotBox.STRENGTH, "Bibliotēka ir gatava palikt atvērta vakaros", SwotOrigin.GROUP, PLACE),
    (SwotBox.WEAKNESS, "Seniori ziemā paliek vieni", SwotOrigin.SERVICE, LONELY),
    (SwotBox.WEAKNESS, "Jaunie iedzīvotāji nepazīst kaimiņus", SwotOrigin.COMMUNITY, ""),
    (SwotBox.OPPORTUNITY, "Novada projektu konkurss iedzīvotāju iniciatīvām", SwotOrigin.EXPERT, ""),
    (SwotBox.THREAT, "Ģimenes pārceļas tuvāk darbam pilsētā", SwotOrigin.EXPERT, ""),
)
STRATEGIES = {
    SwotPair.STRENGTHS_OPPORTUNITIES: "Ģimenes piesakās novada konkursam ar vakaru programmu bibliotēkā",
    SwotPair.WEAKNESSES_OPPORTUNITIES: "Konkursa naudu tērē kopīgiem pasākumiem senioriem un jaunpienācējiem",
}


def fill(stage: Stage, communities: dict[int, Community]) -> None:
    """Sort what was heard; give the first community the whole of step 5 as its people did it in February."""
    for need in db.session.query(Need).filter(Need.title.in_(THEMES)):
        theme, groups = THEMES[need.title]
        need.theme, need.people_groups = theme, [str(group) for group in groups]
        need.affected_groups = ""
    first = communities.get(0)
    if first is not None and stage.happened(day("2023-02-10")):
        _look_closer(first)
        _match(first)
        _swot(first)


def _need(community: Community, title: str) -> Need | None:
    return db.session.query(Need).filter_by(community_id=community.id, title=title).one_or_none()


def _look_closer(community: Community) -> None:
    """Tell more of one need, and merge what two people heard of the same street."""
    lonely, speed = _need(community, LONELY), _need(community, SPEED)
    if lonely is not None:
        lonely.frequency = Frequency.SEASONAL
        lonely.level, lonely.trend, lonely.seen_as = Level.PERSON, Trend.RISING, NeedView.NORMATIVE
        lonely.cause = "Nav, kas aizved, un ziemā ceļi nav notīrīti"
    if speed is None:
        return
    twin = keep(
        Need(
            community_id=community.id,
            kind=NeedKind.PROBLEM,
            title="Pie skolas mašīnas brauc par ātru",
            domain=GoalDomain.INFRASTRUCTURE,
            theme=Theme.STREET_SAFETY,
            people_groups=[str(_G.CHILDREN)],
            scale=Scale.SOME,
            merged_into_id=speed.id,
            recorded_at=at(day("2023-02-08"), 16),
        )
    )
    keep(
        Source(
            need_id=speed.id,
            merged_from_id=twin.id,
            kind=SourceKind.CONVERSATION,
            told_by="skolas dežuranti",
            description="Saruna pie skolas vārtiem",
            quote="Katru rītu kāds nobremzē pēdējā brīdī.",
            told_on=day("2023-02-08"),
            people=3,
        )
    )


def _match(community: Community) -> None:
    """Match the evening place with what the village has; the lonely seniors stay without an answer."""
    bakery = keep(
        Resource(
            community_id=community.id,
            kind=ResourceKind.ENTREPRENEURS,
            name="Maizes ceptuve",
            offers="Maize un kliņģeri kopīgiem vakariem",
            for_whom="visiem, kas nāk",
            availability="ceturtdienās",
            owner="SIA „Priekuļu maize”",
            contact="birojs@priekulumaize.example",
            state=ResourceState.AGREES,
            checked_on=day("2023-02-10"),
            recorded_at=at(day("2023-02-03"), 15),
        )
    )
    baker = keep(
        Resource(
            community_id=community.id,
            kind=ResourceKind.RESIDENTS,
            name="Kaimiņiene ar busiņu",
            offers="Var aizvest uz pasākumu līdz septiņiem cilvēkiem",
            conditions="jāpiesakās divas dienas iepriekš",
            contact="26 000 111",
            contact_is_private=True,
            contact_consent_on=day("2023-02-06"),
            state=ResourceState.APPROACHED,
            checked_on=day("2023-02-06"),
            recorded_at=at(day("2023-02-06"), 12),
        )
    )
    for resource in (bakery, baker):
        keep(
            Source(
                resource_id=resource.id,
                kind=SourceKind.CONVERSATION,
                description="Saruna ciemā",
                told_on=day("2023-02-03"),
            )
        )
    place = _need(community, PLACE)
    if place is None:
        return
    library = (
        db.session.query(Resource)
        .filter_by(community_id=community.id, kind=ResourceKind.PREMISES)
        .order_by(Resource.name)
        .first()
    )
    for helper, note in ((library, "Telpa ceturtdienu vakaros"), (bakery, "Maize pie tējas")):
        if helper is not None:
            keep(
                Match(
                    need_id=place.id,
                    resource_id=helper.id,
                    note=note,
                    matched_at=at(day("2023-02-10"), 10),
                )
            )


def _swot(community: Community) -> None:
    for number, (box, text, origin, title) in enumerate(SWOT):
        item = keep(
            SwotItem(
                community_id=community.id,
                box=box,
                text=text,
                origin=origin,
                recorded_at=at(day("2023-02-10"), 11 + number // 3),
            )
        )
        need = _need(community, title)
        if need is not None:
            keep(SwotLink(item_id=item.id, need_id=need.id))
    for pair, text in STRATEGIES.items():
        keep(SwotStrategy(community_id=community.id, pair=pair, text=text))
