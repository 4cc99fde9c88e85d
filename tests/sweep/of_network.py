"""What a home has of the network: three actors, of which two are tied, and a resource among them."""

from pilot.community.models import Community, Resource
from pilot.community.network.enums import ActorKind, Circle, TieKind, TieStrength
from pilot.community.network.models import Actor, Tie
from pilot.community.network.rules import ends_of, name_key
from pilot.extensions import db
from pilot.text import sort_key
from tests.build import NOW, keep
from tests.sweep.home import Found, Home


def network_of(home: Home) -> Found:
    """Build actors of the home's community that can be tied, untied and deleted."""
    community = db.session.query(Community).filter_by(lead_id=home.participation.id).one()
    resource = db.session.query(Resource).filter_by(community_id=community.id).all()[0]
    library, school, _doctor = (
        keep(
            Actor(
                community_id=community.id,
                name=name,
                name_key=name_key(name),
                sort_key=sort_key(name),
                kind=ActorKind.EDUCATION_AND_CULTURE,
                circle=Circle.TERRITORIAL,
                resource_id=resource.id if name == "Bibliotēka" else None,
                recorded_at=NOW,
            )
        )
        for name in ("Bibliotēka", "Pamatskola", "Ārsta prakse")
    )
    from_id, to_id = ends_of(library.id, school.id)
    tie = keep(
        Tie(
            community_id=community.id,
            from_id=from_id,
            to_id=to_id,
            kind=TieKind.JOINT_WORK,
            strength=TieStrength.STEADY,
            recorded_at=NOW,
        )
    )
    return {"actor_id": ({"actor_id": library.id}, {}), "tie_id": ({"tie_id": tie.id}, {})}
