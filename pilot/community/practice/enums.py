"""The stages of practice, in the order of the work (C19)."""

from enum import StrEnum


class Stage(StrEnum):
    COMMUNITY = "community"
    PROFILE = "profile"
    CONFIRMED_NEED = "confirmed_need"
    GROUP = "group"
    DECISION = "decision"
    STRATEGY = "strategy"
