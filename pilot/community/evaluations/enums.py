"""Stored values of the final evaluation."""

from enum import StrEnum


class EvaluationKind(StrEnum):
    """Who evaluates: a participant the own practice, a mentor a participant's, a head the own service."""

    PARTICIPANT = "participant"
    MENTOR = "mentor"
    SERVICE = "service"


class Question(StrEnum):
    """What is asked; the first five are the outcomes that social work in the community promotes (slides)."""

    SELF_ORGANISING = "self_organising"
    NETWORKS = "networks"
    USE_OF_RESOURCES = "use_of_resources"
    SOLVING_TOGETHER = "solving_together"
    VOICE_OF_THE_UNHEARD = "voice_of_the_unheard"
    CHANGED = "changed"
    LASTS = "lasts"
    INSIGHTS = "insights"
    METHODOLOGY_USED = "methodology_used"
    PROGRESS = "progress"
    QUOTA = "quota"
    ADVICE = "advice"
    BENEFITS = "benefits"
    BURDENS = "burdens"
    RESOURCES_NEXT_YEAR = "resources_next_year"
    MEMORANDUM = "memorandum"


class Rating(StrEnum):
    """The scale of the final evaluation, from the lowest step to the highest (VOiCE)."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class Obstacle(StrEnum):
    LEADERSHIP = "leadership"
    POST_AND_LOAD = "post_and_load"
    WORKING_TIME = "working_time"
    FUNDING = "funding"
    TRUST_OF_RESIDENTS = "trust_of_residents"
    KNOWLEDGE = "knowledge"
    COOPERATION = "cooperation"
    METHODOLOGY = "methodology"
    OTHER = "other"


class PostDecision(StrEnum):
    """Whether the service will have a post of social work in the community."""

    YES = "yes"
    CONSIDERED = "considered"
    NO = "no"
