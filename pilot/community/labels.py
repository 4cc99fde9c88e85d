"""Words for community work: stored values and refusals."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.community import rules
from pilot.community.enums import (
    CommunityKind,
    CommunityStage,
    DecisionEffect,
    DiaryKind,
    GoalDomain,
    GroupLevel,
    GroupState,
    GroupTaskCode,
    LeaderKind,
    MeetingPresence,
    MeetingState,
    MemberRole,
    NeedKind,
    PeopleGroup,
    PlaceClass,
    ResourceKind,
    ResourceState,
    Scale,
    Sector,
    SocialWorkRole,
    SocialWorkTask,
    SourceKind,
    TaskState,
    Theme,
)
from pilot.community.rules import Missing, Problem
from pilot.community.spine import Step

COMMUNITY_KINDS = {
    CommunityKind.PLACE: _l("Belonging to a place"),
    CommunityKind.INTEREST: _l("Shared interests"),
    CommunityKind.IDENTITY: _l("Distinct identity"),
}
STAGES = {
    CommunityStage.GETTING_TO_KNOW: _l("Getting to know"),
    CommunityStage.RESEARCH: _l("Research"),
    CommunityStage.MOBILISING: _l("Mobilising"),
    CommunityStage.PLANNING: _l("Planning"),
    CommunityStage.ACTION: _l("Action"),
    CommunityStage.EVALUATION: _l("Evaluation"),
    CommunityStage.HANDING_OVER: _l("Handing over to the community"),
    CommunityStage.DISCONTINUED: _l("Discontinued"),
}
DOMAINS = {
    GoalDomain.MATERIAL: _l("Material conditions"),
    GoalDomain.INFRASTRUCTURE: _l("Infrastructure"),
    GoalDomain.NON_MATERIAL: _l("Non-material conditions"),
}
DOMAIN_THEMES = {
    GoalDomain.MATERIAL: _l("Poverty, work, housing, debts, services, health care, care at home, child care"),
    GoalDomain.INFRASTRUCTURE: _l(
        "Public transport, roads and lighting, safety, meeting places, accessibility, green places, internet"
    ),
    GoalDomain.NON_MATERIAL: _l(
        "Loneliness, free time, addictions, violence, conflicts, generations, participation, trust"
    ),
}
STEPS = {
    Step.DEFINE: _l("Defining the community"),
    Step.PROFILE: _l("Community profile"),
    Step.PLAN: _l("Research plan"),
    Step.COLLECT: _l("Collecting data"),
    Step.FINDINGS: _l("Findings and analysis"),
    Step.PRIORITIES: _l("Priorities"),
    Step.VALIDATION: _l("Validation with the community"),
    Step.STRATEGY: _l("Strategy and action plan"),
}
NEED_KINDS = {
    NeedKind.PROBLEM: _l("Problem"),
    NeedKind.NEED: lazy_pgettext("community", "Need"),
    NeedKind.ISSUE: _l("Topical issue"),
    NeedKind.OPPORTUNITY: lazy_pgettext("community", "Opportunity"),
}
THEMES = {
    Theme.POVERTY: lazy_pgettext("theme", "Poverty"),
    Theme.UNEMPLOYMENT: lazy_pgettext("theme", "Unemployment"),
    Theme.HOUSING: lazy_pgettext("theme", "Housing"),
    Theme.DEBTS: lazy_pgettext("theme", "Debts"),
    Theme.ACCESS_TO_SERVICES: lazy_pgettext("theme", "Access to services"),
    Theme.HEALTH_CARE: lazy_pgettext("theme", "Health care"),
    Theme.CARE_AT_HOME: lazy_pgettext("theme", "Care at home"),
    Theme.CHILD_CARE: lazy_pgettext("theme", "Child care"),
    Theme.PUBLIC_TRANSPORT: lazy_pgettext("theme", "Public transport"),
    Theme.ROADS_AND_LIGHTING: lazy_pgettext("theme", "Roads and lighting"),
    Theme.STREET_SAFETY: lazy_pgettext("theme", "Safety in the streets"),
    Theme.MEETING_PLACES: lazy_pgettext("theme", "Lack of meeting places"),
    Theme.ACCESSIBILITY: lazy_pgettext("theme", "Accessibility of places"),
    Theme.GREEN_PLACES: lazy_pgettext("theme", "Green places"),
    Theme.INTERNET: lazy_pgettext("theme", "Internet"),
    Theme.LONELINESS: lazy_pgettext("theme", "Loneliness"),
    Theme.FREE_TIME: lazy_pgettext("theme", "Free time"),
    Theme.YOUTH_OFFENCES: lazy_pgettext("theme", "Offences of young people"),
    Theme.ADDICTIONS: lazy_pgettext("theme", "Alcohol and addictions"),
    Theme.VIOLENCE: lazy_pgettext("theme", "Violence"),
    Theme.CONFLICTS: lazy_pgettext("theme", "Conflicts and prejudice"),
    Theme.GENERATION_GAP: lazy_pgettext("theme", "Gap between generations"),
    Theme.LOW_PARTICIPATION: lazy_pgettext("theme", "Low participation"),
    Theme.LACK_OF_INFORMATION: lazy_pgettext("theme", "Lack of information"),
    Theme.LACK_OF_TRUST: lazy_pgettext("theme", "Lack of trust"),
    Theme.DIGITAL_SKILLS: lazy_pgettext("theme", "Digital skills"),
}
PEOPLE_GROUPS = {
    PeopleGroup.CHILDREN: lazy_pgettext("people", "Children"),
    PeopleGroup.YOUNG_PEOPLE: lazy_pgettext("people", "Young people"),
    PeopleGroup.PARENTS: lazy_pgettext("people", "Parents"),
    PeopleGroup.WORKING_AGE: lazy_pgettext("people", "People of working age"),
    PeopleGroup.SENIORS: lazy_pgettext("people", "Seniors"),
    PeopleGroup.DISABLED_PEOPLE: lazy_pgettext("people", "People with disabilities"),
    PeopleGroup.LARGE_FAMILIES: lazy_pgettext("people", "Large families"),
    PeopleGroup.LONELY_PEOPLE: lazy_pgettext("people", "Lonely people"),
    PeopleGroup.MINORITIES: lazy_pgettext("people", "Ethnic minorities"),
    PeopleGroup.UKRAINIAN_REFUGEES: lazy_pgettext("people", "Refugees from Ukraine"),
    PeopleGroup.UNEMPLOYED_PEOPLE: lazy_pgettext("people", "Unemployed people"),
    PeopleGroup.PEOPLE_WITH_ADDICTIONS: lazy_pgettext("people", "People with addictions"),
    PeopleGroup.HOMELESS_PEOPLE: lazy_pgettext("people", "Homeless people"),
    PeopleGroup.ENTREPRENEURS: lazy_pgettext("people", "Entrepreneurs"),
    PeopleGroup.NGOS: lazy_pgettext("people", "NGOs"),
    PeopleGroup.INSTITUTIONS: lazy_pgettext("people", "Institutions"),
}
SCALES = {
    Scale.FEW: lazy_pgettext("affected", "A few"),
    Scale.SOME: lazy_pgettext("affected", "Some"),
    Scale.MOST: lazy_pgettext("affected", "Most"),
    Scale.ALL: lazy_pgettext("affected", "Everybody"),
}
SOURCE_KINDS = {
    SourceKind.CONVERSATION: _l("Conversation"),
    SourceKind.OBSERVATION: _l("Observation"),
    SourceKind.INTERVIEW: _l("In-depth interview"),
    SourceKind.FOCUS_GROUP: _l("Focus group discussion"),
    SourceKind.SURVEY: _l("Survey"),
    SourceKind.MEETING: lazy_pgettext("source", "Meeting of residents"),
    SourceKind.STATISTICS: _l("Statistics"),
    SourceKind.DOCUMENT: _l("Document analysis"),
    SourceKind.SERVICE_EXPERIENCE: _l("Experience of the social service, without client data"),
}
RESOURCE_KINDS = {
    ResourceKind.RESIDENTS: _l("Residents: skills, time, stories"),
    ResourceKind.LEADERS: _l("Leaders and activists"),
    ResourceKind.ASSOCIATIONS: _l("Associations and informal groups"),
    ResourceKind.INSTITUTIONS: _l("Institutions"),
    ResourceKind.ENTREPRENEURS: _l("Entrepreneurs and local economy"),
    ResourceKind.PREMISES: _l("Premises and places"),
    ResourceKind.NATURE: _l("Nature"),
    ResourceKind.TRADITIONS: _l("Traditions and stories"),
    ResourceKind.FUNDING: _l("Funding and programmes"),
    ResourceKind.INFORMATION_CHANNELS: _l("Information channels"),
}
RESOURCE_STATES = {
    ResourceState.KNOWN: lazy_pgettext("resource", "Known"),
    ResourceState.APPROACHED: lazy_pgettext("resource", "Approached"),
    ResourceState.AGREES: lazy_pgettext("resource", "Agrees"),
    ResourceState.INVOLVED: lazy_pgettext("resource", "Involved"),
}
DIARY_KINDS = {
    DiaryKind.CONVERSATION: _l("Conversation"),
    DiaryKind.VISIT: _l("Visit"),
    DiaryKind.MEETING: lazy_pgettext("diary", "Meeting"),
    DiaryKind.EVENT: _l("Event"),
    DiaryKind.RESEARCH: _l("Survey or research"),
    DiaryKind.COMMUNICATION: _l("Contact with an institution"),
    DiaryKind.PLANNING: _l("Planning"),
    DiaryKind.DOCUMENTATION: _l("Documenting"),
    DiaryKind.TRAINING: _l("Training"),
    DiaryKind.EXPERIENCE_EXCHANGE: _l("Exchange of experience"),
    DiaryKind.TRAVEL: _l("Travel"),
    DiaryKind.OTHER: lazy_pgettext("diary", "Other"),
}
PLACE_CLASSES = {
    PlaceClass.OUTSIDE_OFFICE: _l("Outside the office"),
    PlaceClass.OFFICE: _l("In the office"),
    PlaceClass.REMOTE: lazy_pgettext("diary", "Remotely"),
}
WORK_TASKS = {
    SocialWorkTask.DEFINE_COMMUNITY: _l("T1 Defining the community, learning its needs and issues"),
    SocialWorkTask.INVOLVE_LEADERS: _l("T2 Finding and involving leaders, activists and networks"),
    SocialWorkTask.MAP_RESOURCES: _l("T3 Mapping the resources of the community"),
    SocialWorkTask.COORDINATE_CONCEPT: _l("T4 Concept for the municipality and coordination"),
    SocialWorkTask.COMMUNICATE: _l("T5 Communication and coordination with institutions and NGOs"),
    SocialWorkTask.COOPERATE_ACROSS_FIELDS: _l("T6 Interdisciplinary cooperation"),
    SocialWorkTask.ORGANISE_TRAINING: _l("T7 Training for all involved"),
    SocialWorkTask.DOCUMENT_RESULTS: _l("T8 Analysing and documenting results"),
    SocialWorkTask.PUBLIC_RELATIONS: _l("T9 Public relations"),
    SocialWorkTask.RAISE_FUNDS: _l("T10 Raising and managing funds"),
}
WORK_ROLES = {
    SocialWorkRole.MEDIATOR: lazy_pgettext("role", "Mediator"),
    SocialWorkRole.ADVOCATE: lazy_pgettext("role", "Advocate"),
    SocialWorkRole.INNOVATOR_EDUCATOR: lazy_pgettext("role", "Innovator, educator"),
    SocialWorkRole.ROLE_MODEL: lazy_pgettext("role", "Role model"),
    SocialWorkRole.NETWORKER: lazy_pgettext("role", "Networker"),
    SocialWorkRole.ANIMATOR: lazy_pgettext("role", "Animator"),
    SocialWorkRole.ENABLER: lazy_pgettext("role", "Enabler"),
    SocialWorkRole.EXPERT: lazy_pgettext("role", "Expert"),
    SocialWorkRole.COMMUNICATOR: lazy_pgettext("role", "Communicator"),
    SocialWorkRole.GUIDE: lazy_pgettext("role", "Guide"),
    SocialWorkRole.MOTIVATOR: lazy_pgettext("role", "Motivator"),
}
GROUP_LEVELS = {
    GroupLevel.MUNICIPAL: _l("Municipal cooperation group"),
    GroupLevel.TERRITORIAL: _l("Territorial cooperation group"),
}
GROUP_STATES = {
    GroupState.FORMING: lazy_pgettext("group", "Forming"),
    GroupState.FOUNDED: lazy_pgettext("group", "Founded"),
    GroupState.ACTIVE: lazy_pgettext("group", "Active"),
    GroupState.SUSPENDED: lazy_pgettext("group", "Suspended"),
    GroupState.CLOSED: lazy_pgettext("group", "Closed"),
}
LEADER_KINDS = {
    LeaderKind.COMMUNITY_SOCIAL_WORKER: _l("Community social worker or coordinator"),
    LeaderKind.HEAD_OF_UNIT: _l("Head of the responsible unit"),
    LeaderKind.LOCAL_LEADER: _l("Local leader"),
    LeaderKind.NGO_LEADER: _l("Leader of an NGO"),
    LeaderKind.ACTIVIST: _l("Activist"),
}
GROUP_TASK_CODES = {
    GroupTaskCode.EXCHANGE_INFORMATION: _l("P1 Exchange of information"),
    GroupTaskCode.SET_GOALS: _l("P2 Setting the big goals and the direction of work"),
    GroupTaskCode.DECIDE_TOGETHER: _l("P3 Preparing and taking joint decisions"),
    GroupTaskCode.SHARE_EXPERIENCE: _l("P4 Transfer of knowledge and experience"),
    GroupTaskCode.COORDINATE_ACROSS_SECTORS: _l("P5 Coordinating cross-sector activities"),
    GroupTaskCode.INFLUENCE_POLICY_AND_BUDGET: _l("P6 A say in the policy and budget of the municipality"),
    GroupTaskCode.LOCAL_CONTACTS: _l("G1 Contacts, information and coordination in the territory"),
    GroupTaskCode.LOCAL_SERVICES: _l("G2 Overview of services and offers"),
    GroupTaskCode.LOCAL_NEEDS: _l("G3 Learning needs and topical issues"),
    GroupTaskCode.TURN_GOALS_INTO_STEPS: _l("G4 Turning goals into steps"),
}
SECTORS = {
    Sector.MUNICIPAL_INSTITUTION: _l("Municipal institution"),
    Sector.NGO: _l("NGO that provides services"),
    Sector.CIVIL_SOCIETY: _l("Civil society"),
    Sector.BUSINESS: _l("Enterprise"),
    Sector.RESIDENTS_GROUP_LEADER: _l("Leader of a residents' group"),
    Sector.ACTIVE_RESIDENT: _l("Active resident"),
    Sector.STATE_INSTITUTION: _l("State institution"),
    Sector.EDUCATION: lazy_pgettext("sector", "Education"),
    Sector.HEALTH: lazy_pgettext("sector", "Health"),
    Sector.POLICE: lazy_pgettext("sector", "Police"),
    Sector.CHURCH: lazy_pgettext("sector", "Church"),
    Sector.MEDIA: lazy_pgettext("sector", "Media"),
}
MEMBER_ROLES = {
    MemberRole.CHAIR: lazy_pgettext("group", "Chair"),
    MemberRole.MINUTE_TAKER: lazy_pgettext("group", "Minute-taker"),
    MemberRole.MEMBER: lazy_pgettext("group", "Member"),
    MemberRole.OBSERVER: lazy_pgettext("group", "Observer"),
    MemberRole.INVITEE: lazy_pgettext("group", "Invitee"),
}
MEETING_STATES = {
    MeetingState.PLANNED: lazy_pgettext("meeting", "Planned"),
    MeetingState.HELD: lazy_pgettext("meeting", "Held, minutes not approved"),
    MeetingState.APPROVED: lazy_pgettext("meeting", "Minutes approved"),
}
PRESENCES = {
    MeetingPresence.PRESENT: lazy_pgettext("meeting", "Present"),
    MeetingPresence.APOLOGIES: lazy_pgettext("meeting", "Sent apologies"),
    MeetingPresence.ABSENT: lazy_pgettext("meeting", "Absent"),
}
EFFECTS = {
    DecisionEffect.INFORMS: lazy_pgettext("decision", "Informs"),
    DecisionEffect.ASSIGNS: lazy_pgettext("decision", "Assigns"),
    DecisionEffect.RECOMMENDS: lazy_pgettext("decision", "Recommends to the council"),
    DecisionEffect.GRANTS: lazy_pgettext("decision", "Grants"),
    DecisionEffect.APPROVES: lazy_pgettext("decision", "Approves"),
}
TASK_STATES = {
    TaskState.OPEN: lazy_pgettext("task", "Open"),
    TaskState.DONE: lazy_pgettext("task", "Done"),
    TaskState.DROPPED: lazy_pgettext("task", "Dropped"),
}
MISSING = {
    Missing.WHY: _l("Write why you work with this community"),
    Missing.BOUNDARIES: _l("Describe the boundaries: who belongs and who does not"),
    Missing.NEEDS: _l("Record the first problem, need or topical issue you heard"),
    Missing.SECOND_SOURCE: _l("Find a second, independent source for what is still an assumption"),
    Missing.RESOURCES: _l("Record the first resource: what the community can build on"),
    Missing.INVOLVED_RESOURCE: _l("Involve the first resource: approach it and agree what it gives"),
    Missing.GROUP: _l("Found a cooperation group, or link the community to one"),
}
PROBLEMS = {
    Problem.LEADER_NOT_ALLOWED: _l("This leader does not lead groups of this level. Choose another one"),
    Problem.TASK_OF_OTHER_LEVEL: _l("Choose P tasks for a municipal group and G tasks for a territorial one"),
    Problem.PARENT_NOT_MUNICIPAL: _l(
        "Only a territorial group stands under a municipal one. Leave this empty"
    ),
    Problem.MOVE_NOT_ALLOWED: _l("This step does not follow from where it stands now"),
    Problem.NOT_YET_HELD: _l("The meeting has not been held yet"),
    Problem.NOT_CHAIR: _l("Confirm that the chair has approved the minutes"),
    Problem.NEGATIVE_VOTES: _l("Enter numbers of votes from 0 up"),
    Problem.NO_VOTES: _l("Enter the votes, or mark the decision as unanimous"),
    Problem.MORE_VOTES_THAN_PRESENT: _l("There are more votes than members with a vote present"),
    Problem.NOT_UNANIMOUS: _l("A unanimous decision has no votes against and nobody abstaining"),
    Problem.MEETING_AHEAD: _l("This day has not come yet. Record the meeting after it was held"),
    Problem.MEETING_OF_OTHER_YEAR: _l("The decisions are numbered in the year of the meeting. Keep the year"),
    Problem.ENDS_BEFORE_START: _l("The end is before the start"),
    Problem.MINUTES_APPROVED: _l("The minutes are approved and can no longer be changed"),
    Problem.DUE_BEFORE_MEETING: _l(
        "The day is before the meeting. Enter the day of the meeting or a later one"
    ),
    Problem.DONE_BEFORE_MEETING: _l("The day is before the meeting that set the task"),
    Problem.DONE_AHEAD: _l("This day has not come yet"),
    Problem.TASK_SETTLED: _l("The task is settled already"),
    Problem.JOINED_AHEAD: _l("This day has not come yet"),
    Problem.LEFT_BEFORE_JOINED: _l("The member left before joining. Check both days"),
    Problem.LEFT_AHEAD: _l("This day has not come yet"),
    Problem.INFORMED_AHEAD: _l("This day has not come yet. Tell the person first"),
    Problem.STARTED_AHEAD: _l("This day has not come yet"),
    Problem.TOO_MANY_LED: _l(
        "You lead three communities already. First hand one over or discontinue it: change its stage"
    ),
    Problem.NOT_SHARED: _l("The community is not shared with the pilot"),
    Problem.ALREADY_SHARED: _l("The community is shared, or proposed for sharing, already"),
}


def people_count(people: int | None, *, threshold: int) -> str:
    """Write a number of people; one below the threshold is only "fewer than" (R18). 0 hides nothing."""
    if people is None:
        return ""
    if rules.is_small_count(people, threshold=threshold):
        return f"<{threshold}"
    return str(people)


def decision_name(number: int, year: int) -> str:
    """Write the name of a decision: Nr. 3/2023 (R16)."""
    return str(_("No. %(number)s", number=rules.decision_number(number, year)))
