"""What a home has of the findings: drafts, a merged need, a match, a line of SVID and a strategy."""

from pilot.community.enums import NeedKind, ResourceKind
from pilot.community.findings.enums import SwotBox, SwotOrigin, SwotPair
from pilot.community.findings.models import Match, SwotItem, SwotStrategy
from pilot.community.models import Community, Need, Resource
from pilot.extensions import db
from tests.build import NOW, keep
from tests.sweep.home import Found, Home


def findings_of(home: Home) -> Found:
    """Build findings of the home's community that can be matched, merged, split and deleted."""
    community = db.session.query(Community).filter_by(lead_id=home.participation.id).one()
    matched, kept, merged, draft = (
        keep(
            Need(
                community_id=community.id, kind=NeedKind.NEED, title=title, people_groups=[], recorded_at=NOW
            )
        )
        for title in ("Pulciņš bērniem", "Gaisma ceļā", "Tumšs ceļš", "Soliņi pie veikala")
    )
    merged.merged_into_id = kept.id
    resource, unused = (
        keep(Resource(community_id=community.id, kind=ResourceKind.PREMISES, name=name, recorded_at=NOW))
        for name in ("Tautas nams", "Vecā skola")
    )
    match = keep(Match(need_id=matched.id, resource_id=resource.id, matched_at=NOW))
    item = keep(
        SwotItem(
            community_id=community.id,
            box=SwotBox.STRENGTH,
            text="Kaimiņi palīdz cits citam",
            origin=SwotOrigin.COMMUNITY,
            recorded_at=NOW,
        )
    )
    pair = SwotPair.STRENGTHS_THREATS
    keep(SwotStrategy(community_id=community.id, pair=pair, text="Kaimiņu palīdzība krīzē"))
    return {
        "match_id": ({"match_id": match.id}, {}),
        "merged_need_id": ({"need_id": merged.id}, {}),
        "draft_need_id": ({"need_id": draft.id}, {}),
        "draft_resource_id": ({"resource_id": unused.id}, {}),
        "swot_item_id": ({"swot_item_id": item.id}, {}),
        "swot_pair": ({"community_id": community.id, "pair": str(pair)}, {}),
    }
