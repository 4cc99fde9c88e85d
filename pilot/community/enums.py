"""Stored values of community work."""

from enum import StrEnum


class CommunityKind(StrEnum):
    PLACE = "place"
    INTEREST = "interest"
    IDENTITY = "identity"


class CommunityStage(StrEnum):
    GETTING_TO_KNOW = "getting_to_know"
    RESEARCH = "research"
    MOBILISING = "mobilising"
    PLANNING = "planning"
    ACTION = "action"
    EVALUATION = "evaluation"
    HANDING_OVER = "handing_over"
    DISCONTINUED = "discontinued"


class GoalDomain(StrEnum):
    MATERIAL = "material"
    INFRASTRUCTURE = "infrastructure"
    NON_MATERIAL = "non_material"


class Theme(StrEnum):
    """What a finding is about, by the goal domains of the slides (domain d.4)."""

    POVERTY = "poverty"
    UNEMPLOYMENT = "unemployment"
    HOUSING = "housing"
    DEBTS = "debts"
    ACCESS_TO_SERVICES = "access_to_services"
    HEALTH_CARE = "health_care"
    CARE_AT_HOME = "care_at_home"
    CHILD_CARE = "child_care"
    PUBLIC_TRANSPORT = "public_transport"
    ROADS_AND_LIGHTING = "roads_and_lighting"
    STREET_SAFETY = "street_safety"
    MEETING_PLACES = "meeting_places"
    ACCESSIBILITY = "accessibility"
    GREEN_PLACES = "green_places"
    INTERNET = "internet"
    LONELINESS = "loneliness"
    FREE_TIME = "free_time"
    YOUTH_OFFENCES = "youth_offences"
    ADDICTIONS = "addictions"
    VIOLENCE = "violence"
    CONFLICTS = "conflicts"
    GENERATION_GAP = "generation_gap"
    LOW_PARTICIPATION = "low_participation"
    LACK_OF_INFORMATION = "lack_of_information"
    LACK_OF_TRUST = "lack_of_trust"
    DIGITAL_SKILLS = "digital_skills"


class PeopleGroup(StrEnum):
    """Groups of residents: who is affected, who was reached, who has not been heard (domain d.2)."""

    CHILDREN = "children"
    YOUNG_PEOPLE = "young_people"
    PARENTS = "parents"
    WORKING_AGE = "working_age"
    SENIORS = "seniors"
    DISABLED_PEOPLE = "disabled_people"
    LARGE_FAMILIES = "large_families"
    LONELY_PEOPLE = "lonely_people"
    MINORITIES = "minorities"
    UKRAINIAN_REFUGEES = "ukrainian_refugees"
    UNEMPLOYED_PEOPLE = "unemployed_people"
    PEOPLE_WITH_ADDICTIONS = "people_with_addictions"
    HOMELESS_PEOPLE = "homeless_people"
    ENTREPRENEURS = "entrepreneurs"
    NGOS = "ngos"
    INSTITUTIONS = "institutions"


class NeedKind(StrEnum):
    """What was found besides resources; the two together are the findings of a community (domain d.4)."""

    PROBLEM = "problem"
    NEED = "need"
    ISSUE = "issue"
    OPPORTUNITY = "opportunity"


class Scale(StrEnum):
    FEW = "few"
    SOME = "some"
    MOST = "most"
    ALL = "all"


class Level(StrEnum):
    """How far a finding reaches (domain d.4)."""

    PERSON = "person"
    FAMILY = "family"
    GROUP = "group"
    COMMUNITY = "community"
    MUNICIPALITY = "municipality"
    STATE = "state"


class Frequency(StrEnum):
    """How often a finding is felt (C2)."""

    ALWAYS = "always"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    SEASONAL = "seasonal"
    RARE = "rare"


class Trend(StrEnum):
    RISING = "rising"
    UNCHANGED = "unchanged"
    FALLING = "falling"
    UNKNOWN = "unknown"


class NeedView(StrEnum):
    """From where a need is seen, after Bradshaw."""

    FELT = "felt"
    EXPRESSED = "expressed"
    NORMATIVE = "normative"
    COMPARATIVE = "comparative"


class SourceKind(StrEnum):
    """Where a need or a resource was learned; two independent kinds confirm a need (R15)."""

    STATISTICS = "statistics"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    CONVERSATION = "conversation"
    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    SURVEY = "survey"
    MEETING = "meeting"
    SERVICE_EXPERIENCE = "service_experience"


class ResourceKind(StrEnum):
    RESIDENTS = "residents"
    LEADERS = "leaders"
    ASSOCIATIONS = "associations"
    INSTITUTIONS = "institutions"
    ENTREPRENEURS = "entrepreneurs"
    PREMISES = "premises"
    NATURE = "nature"
    TRADITIONS = "traditions"
    FUNDING = "funding"
    INFORMATION_CHANNELS = "information_channels"


class ResourceState(StrEnum):
    KNOWN = "known"
    APPROACHED = "approached"
    AGREES = "agrees"
    INVOLVED = "involved"


class DiaryKind(StrEnum):
    CONVERSATION = "conversation"
    VISIT = "visit"
    MEETING = "meeting"
    EVENT = "event"
    RESEARCH = "research"
    COMMUNICATION = "communication"
    PLANNING = "planning"
    DOCUMENTATION = "documentation"
    TRAINING = "training"
    EXPERIENCE_EXCHANGE = "experience_exchange"
    TRAVEL = "travel"
    OTHER = "other"


class PlaceClass(StrEnum):
    OUTSIDE_OFFICE = "outside_office"
    OFFICE = "office"
    REMOTE = "remote"


class WorkMode(StrEnum):
    """Who did it: for the community, with it, or the community itself (C11)."""

    FOR = "for"
    WITH = "with"
    BY = "by"


class ChangeCode(StrEnum):
    """What an activity was for those who evaluate: the event codes of Community Check Box (C10)."""

    COMMUNITY_CHANGE = "community_change"
    SERVICES = "services"
    DEVELOPMENT = "development"
    RESOURCES = "resources"
    MEDIA = "media"
    PLANNING = "planning"


class GroupLevel(StrEnum):
    MUNICIPAL = "municipal"
    TERRITORIAL = "territorial"


class GroupState(StrEnum):
    FORMING = "forming"
    FOUNDED = "founded"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class LeaderKind(StrEnum):
    """Who leads a cooperation group (slides: municipal and territorial groups)."""

    COMMUNITY_SOCIAL_WORKER = "community_social_worker"
    HEAD_OF_UNIT = "head_of_unit"
    LOCAL_LEADER = "local_leader"
    NGO_LEADER = "ngo_leader"
    ACTIVIST = "activist"


class Sector(StrEnum):
    MUNICIPAL_INSTITUTION = "municipal_institution"
    NGO = "ngo"
    CIVIL_SOCIETY = "civil_society"
    BUSINESS = "business"
    RESIDENTS_GROUP_LEADER = "residents_group_leader"
    ACTIVE_RESIDENT = "active_resident"
    STATE_INSTITUTION = "state_institution"
    EDUCATION = "education"
    HEALTH = "health"
    POLICE = "police"
    CHURCH = "church"
    MEDIA = "media"


class MemberRole(StrEnum):
    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"
    MEMBER = "member"
    OBSERVER = "observer"
    INVITEE = "invitee"


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    APPROVED = "approved"


class MeetingPresence(StrEnum):
    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class DecisionEffect(StrEnum):
    INFORMS = "informs"
    ASSIGNS = "assigns"
    RECOMMENDS = "recommends"
    GRANTS = "grants"
    APPROVES = "approves"


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class SocialWorkTask(StrEnum):
    """The tasks of a community social worker, by the codes T1 to T10 of the methodology (domain a.7)."""

    DEFINE_COMMUNITY = "T1"
    INVOLVE_LEADERS = "T2"
    MAP_RESOURCES = "T3"
    COORDINATE_CONCEPT = "T4"
    COMMUNICATE = "T5"
    COOPERATE_ACROSS_FIELDS = "T6"
    ORGANISE_TRAINING = "T7"
    DOCUMENT_RESULTS = "T8"
    PUBLIC_RELATIONS = "T9"
    RAISE_FUNDS = "T10"


class SocialWorkRole(StrEnum):
    """The eleven roles of a community social worker (domain 1, 0.3)."""

    MEDIATOR = "mediator"
    ADVOCATE = "advocate"
    INNOVATOR_EDUCATOR = "innovator_educator"
    ROLE_MODEL = "role_model"
    NETWORKER = "networker"
    ANIMATOR = "animator"
    ENABLER = "enabler"
    EXPERT = "expert"
    COMMUNICATOR = "communicator"
    GUIDE = "guide"
    MOTIVATOR = "motivator"


class GroupTaskCode(StrEnum):
    """What cooperation groups are for: P1 to P6 municipal, G1 to G4 territorial (domain a.7)."""

    EXCHANGE_INFORMATION = "P1"
    SET_GOALS = "P2"
    DECIDE_TOGETHER = "P3"
    SHARE_EXPERIENCE = "P4"
    COORDINATE_ACROSS_SECTORS = "P5"
    INFLUENCE_POLICY_AND_BUDGET = "P6"
    LOCAL_CONTACTS = "G1"
    LOCAL_SERVICES = "G2"
    LOCAL_NEEDS = "G3"
    TURN_GOALS_INTO_STEPS = "G4"
