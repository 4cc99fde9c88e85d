"""What a home has of the chain: a need that is matched with a resource, to be parted again."""

from pilot.community.chain.rules import Bond
from pilot.community.enums import NeedKind, ResourceKind
from pilot.community.findings.models import Match
from pilot.community.models import Community, Need, Resource
from pilot.extensions import db
from tests.build import NOW, keep
from tests.sweep.home import Found, Home


def chain_of(home: Home) -> Found:
    """Build one link of the chain of the home's community."""
    community = db.session.query(Community).filter_by(lead_id=home.participation.id).one()
    need = keep(
        Need(
            community_id=community.id,
            kind=NeedKind.NEED,
            title="Soliņi parkā",
            people_groups=[],
            recorded_at=NOW,
        )
    )
    resource = keep(
        Resource(
            community_id=community.id,
            kind=ResourceKind.ENTREPRENEURS,
            name="Galdniecība",
            recorded_at=NOW,
        )
    )
    keep(Match(need_id=need.id, resource_id=resource.id, matched_at=NOW))
    ends = {"bond": str(Bond.MATCH), "left_id": need.id, "right_id": resource.id}
    return {"chain_link": ({"community_id": community.id, **ends}, {})}
