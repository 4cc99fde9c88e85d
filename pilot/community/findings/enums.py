"""Stored values of SVID: its four boxes, who says so, and the four strategies between the boxes."""

from enum import StrEnum


class SwotBox(StrEnum):
    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"


class SwotOrigin(StrEnum):
    COMMUNITY = "community"
    SERVICE = "service"
    GROUP = "group"
    EXPERT = "expert"


class SwotPair(StrEnum):
    """A strategy that joins what is inside a community with what is outside it (domain d.5)."""

    STRENGTHS_OPPORTUNITIES = "strengths_opportunities"
    STRENGTHS_THREATS = "strengths_threats"
    WEAKNESSES_OPPORTUNITIES = "weaknesses_opportunities"
    WEAKNESSES_THREATS = "weaknesses_threats"
