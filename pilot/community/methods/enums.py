"""Stored values of the methods of research: 24 methods in six groups (domain d.2)."""

from enum import StrEnum


class MethodGroup(StrEnum):
    """What a method works with; the order is that of the library."""

    EXISTING_DATA = "existing_data"
    OBSERVING = "observing"
    TALKS = "talks"
    GROUPS = "groups"
    SURVEYS = "surveys"
    MAPS = "maps"


class Method(StrEnum):
    """A way to learn what a community needs and has."""

    STATISTICS = "statistics"
    DOCUMENTS = "documents"
    MEDIA_SCAN = "media_scan"
    SERVICE_EXPERIENCE = "service_experience"
    OBSERVATION = "observation"
    EXPLORATORY_WALK = "exploratory_walk"
    WALKING_INTERVIEW = "walking_interview"
    PHOTO_STORY = "photo_story"
    STREET_TALK = "street_talk"
    IN_DEPTH_INTERVIEW = "in_depth_interview"
    KEY_INFORMANT = "key_informant"
    STORY_COLLECTION = "story_collection"
    FOCUS_GROUP = "focus_group"
    WORLD_CAFE = "world_cafe"
    THINK_TANK = "think_tank"
    FORUM = "forum"
    LATE_BREAKFAST = "late_breakfast"
    OPEN_MICROPHONE = "open_microphone"
    SURVEY = "survey"
    QUICK_SURVEY = "quick_survey"
    COMMUNITY_MAP = "community_map"
    RESOURCE_MAP = "resource_map"
    TIMELINE = "timeline"
    STAKEHOLDER_MAP = "stakeholder_map"


class Purpose(StrEnum):
    """What a method is good for; never stored."""

    KNOW = "know"
    HEAR = "hear"
    DISCUSS = "discuss"
    COUNT = "count"
    MAP = "map"
