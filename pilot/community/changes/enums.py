"""Stored values of changes in a community."""

from enum import StrEnum


class ChangeKind(StrEnum):
    """What is new or different (domain a.6)."""

    PROGRAMME = "programme"
    ORDER = "order"
    PRACTICE = "practice"
    PLACE = "place"
    RELATIONS = "relations"


class Initiator(StrEnum):
    """Who began a change."""

    COMMUNITY = "community"
    MUNICIPALITY = "municipality"
    SOCIAL_WORKER = "social_worker"


class Sustained(StrEnum):
    """Whether a change still holds when it is asked about."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
