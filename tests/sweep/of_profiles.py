"""What a home has of its community's profile: a figure and a place."""

from decimal import Decimal

from pilot.community.models import Community
from pilot.community.profiles.enums import Block, PlaceKind, Quality
from pilot.community.profiles.models import IndicatorValue, MapPoint
from pilot.extensions import db
from tests.build import keep
from tests.sweep.home import Found, Home


def profiles_of(home: Home) -> Found:
    """Build a figure and a place of the community that the home's participant leads."""
    community = db.session.query(Community).filter_by(lead_id=home.participation.id).one()
    figure = keep(
        IndicatorValue(
            community_id=community.id,
            block=Block.RESIDENTS,
            name="Iedzīvotāji",
            value=Decimal(812),
            year=2022,
            source="CSP",
            quality=Quality.OFFICIAL,
        )
    )
    point = keep(
        MapPoint(
            community_id=community.id,
            name="Saieta nams",
            kind=PlaceKind.MEETING_PLACE,
            latitude=Decimal("57.31"),
            longitude=Decimal("25.27"),
            exact=False,
        )
    )
    names = {"community_id": community.id}
    return {
        "indicator_id": ({**names, "indicator_id": figure.id}, {}),
        "place_id": ({**names, "place_id": point.id}, {}),
    }
