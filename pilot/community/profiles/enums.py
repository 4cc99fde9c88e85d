"""Stored values of the community profile."""

from enum import StrEnum


class Block(StrEnum):
    """The ten blocks of a profile, in their order (domain d.1)."""

    PLACE = "place"
    RESIDENTS = "residents"
    HISTORY = "history"
    MATERIAL = "material"
    INFRASTRUCTURE = "infrastructure"
    NON_MATERIAL = "non_material"
    SERVICES = "services"
    ASSOCIATIONS = "associations"
    POWER = "power"
    INITIATIVES = "initiatives"


class Quality(StrEnum):
    """How sure a figure is."""

    OFFICIAL = "official"
    APPROXIMATE = "approximate"
    RESIDENTS = "residents"


class AgeGroup(StrEnum):
    """The age groups of a profile, and the people whose age is not stated."""

    UNDER_7 = "under_7"
    FROM_7 = "from_7"
    FROM_18 = "from_18"
    FROM_25 = "from_25"
    FROM_65 = "from_65"
    FROM_80 = "from_80"
    NOT_STATED = "not_stated"


class PlaceKind(StrEnum):
    """What a point of the map shows."""

    CENTRE = "centre"
    MEETING_PLACE = "meeting_place"
    INSTITUTION = "institution"
    PROBLEM_PLACE = "problem_place"
    OTHER = "other"
