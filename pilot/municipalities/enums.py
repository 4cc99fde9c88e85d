"""Stored values of the register of municipalities."""

from enum import StrEnum


class MunicipalityKind(StrEnum):
    STATE_CITY = "state_city"
    COUNTY = "county"


class MemorandumState(StrEnum):
    """What the map of the memorandum says; "refused" is nobody's state."""

    JOINED = "joined"
    NO_ELECTION = "no_election_20210605"
    UNKNOWN = "unknown"


class TerritoryKind(StrEnum):
    STATE_CITY = "state_city"
    TOWN = "town"
    PARISH = "parish"
    STATE_CITY_OF_COUNTY = "state_city_of_county"


class SizeClass(StrEnum):
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
