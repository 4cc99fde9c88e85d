"""Communities with their needs and resources."""

from pilot.community.enums import SourceKind
from pilot.community.models import Community, Need, Resource, Source
from pilot.demo.community_script import NEEDS, RESOURCES, SETTINGS, Said, Setting
from pilot.demo.people import Place
from pilot.demo.stage import Stage, at, day, keep


def fill(stage: Stage, places: tuple[Place, ...]) -> dict[int, Community]:
    """Add the communities whose start has come, with what was heard in them; return them by their number."""
    communities: dict[int, Community] = {}
    for place in places:
        if place.community is not None and stage.happened(day(SETTINGS[place.community].started)):
            communities[place.community] = _community(stage, place, SETTINGS[place.community])
    for said in NEEDS:
        if said.community in communities:
            _need(stage, communities[said.community], said)
    for number, kind, name, offers, state, told, on in RESOURCES:
        if number in communities and stage.happened(day(on)):
            resource = keep(
                Resource(
                    community_id=communities[number].id,
                    kind=kind,
                    name=name,
                    offers=offers,
                    state=state,
                    recorded_at=at(day(on), 16),
                )
            )
            keep(
                Source(
                    resource_id=resource.id, kind=SourceKind.CONVERSATION, description=told, told_on=day(on)
                )
            )
    return communities


def _community(stage: Stage, place: Place, setting: Setting) -> Community:
    lead = stage.participations[place.person.key]
    return keep(
        Community(
            pilot_id=stage.pilot.id,
            municipality_id=lead.municipality_id,
            lead_id=lead.id,
            name=setting.name,
            kind=setting.kind,
            place=setting.place,
            why=setting.why,
            target_groups=setting.groups,
            stage=setting.stage,
            started_on=day(setting.started),
            shared_at=at(day("2023-02-01"), 12)
            if setting.shared and stage.happened(day("2023-02-01"))
            else None,
        )
    )


def _need(stage: Stage, community: Community, said: Said) -> None:
    sources = [source for source in said.sources if stage.happened(day(source[2]))]
    if not sources:
        return
    need = keep(
        Need(
            community_id=community.id,
            kind=said.kind,
            title=said.title,
            domain=said.domain,
            affected_groups=said.groups,
            scale=said.scale,
            recorded_at=at(day(sources[0][2]), 16),
        )
    )
    for kind, description, on, people in sources:
        keep(Source(need_id=need.id, kind=kind, description=description, told_on=day(on), people=people))
