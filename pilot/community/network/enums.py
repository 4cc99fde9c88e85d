"""Stored values of the network: who is in it, in which circle, how much weight each has, what ties them."""

from enum import StrEnum


class ActorKind(StrEnum):
    """What kind of organisation or role it is; each kind has its own shape in the picture."""

    MUNICIPAL = "municipal"
    STATE = "state"
    HEALTH_AND_SAFETY = "health_and_safety"
    EDUCATION_AND_CULTURE = "education_and_culture"
    NGO = "ngo"
    BUSINESS = "business"
    RESIDENTS = "residents"


class Circle(StrEnum):
    """How far from the residents it works; the order is that of the circles from the middle outwards."""

    TERRITORIAL = "territorial"
    MUNICIPAL = "municipal"
    OUTSIDE = "outside"


class Degree(StrEnum):
    """How much influence it has on the community's matters, or how much interest in them."""

    VERY_LITTLE = "very_little"
    LITTLE = "little"
    MUCH = "much"
    VERY_MUCH = "very_much"


class TieKind(StrEnum):
    INFORMATION = "information"
    JOINT_WORK = "joint_work"
    RESOURCES = "resources"
    FORMAL = "formal"
    INFORMAL = "informal"


class TieStrength(StrEnum):
    """How much a tie holds; the order is from the weakest on."""

    WEAK = "weak"
    STEADY = "steady"
    STRONG = "strong"
