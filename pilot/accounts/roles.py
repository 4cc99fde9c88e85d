"""Who may do what, and how far: the permission matrix of QUALITY 2.4 as a pure table."""

from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    APPLICANT = "applicant"
    PARTICIPANT = "participant"
    MENTOR = "mentor"
    LECTURER = "lecturer"
    MANAGER = "manager"
    COORDINATOR = "coordinator"
    OBSERVER = "observer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Reach(StrEnum):
    """How far a permission goes for a role."""

    ALL = "all"
    PILOT = "pilot"
    MUNICIPALITY = "municipality"
    MENTEES = "mentees"
    TAUGHT = "taught"
    OWN = "own"
    AGGREGATE = "aggregate"
    SHARED = "shared"
    META = "meta"


class Permission(StrEnum):
    """Names are area:thing:deed; each is one row of the matrix, or one more narrow."""

    ACCOUNT_OWN = "accounts:account:own"
    ACCOUNT_LIST = "accounts:account:list"
    ACCOUNT_INVITE = "accounts:account:invite"
    ACCOUNT_DISABLE = "accounts:account:disable"
    ROLE_CHANGE = "accounts:role:change"
    OUTBOX_READ = "accounts:outbox:read"
    CATALOGUE_READ = "privacy:catalogue:read"
    PILOT_READ = "cohort:pilot:read"
    PILOT_CREATE = "cohort:pilot:create"
    PILOT_UPDATE = "cohort:pilot:update"
    MUNICIPALITY_READ = "municipalities:municipality:read"
    MUNICIPALITY_UPDATE = "municipalities:municipality:update"
    APPLICATION_READ = "recruiting:application:read"
    APPLICATION_CREATE = "recruiting:application:create"
    APPLICATION_UPDATE = "recruiting:application:update"
    APPLICATION_ASSESS = "recruiting:application:assess"
    APPLICATION_DECIDE = "recruiting:application:decide"
    ENROLMENT_READ = "cohort:enrolment:read"
    ENROLMENT_MANAGE = "cohort:enrolment:manage"
    TRAINING_READ = "training:day:read"
    TRAINING_MANAGE = "training:day:manage"
    AGENDA_EDIT = "training:agenda:edit"
    AVAILABILITY_STATE = "training:availability:state"
    ABSENCE_STATE = "training:absence:state"
    ATTENDANCE_READ = "training:attendance:read"
    ATTENDANCE_RECORD = "training:attendance:record"
    ATTENDANCE_CORRECT = "training:attendance:correct"
    ASSIGNMENT_SET = "training:assignment:set"
    ASSIGNMENT_READ = "training:assignment:read"
    WORK_HAND_IN = "training:work:hand_in"
    WORK_ASSESS = "training:work:assess"
    MATERIAL_READ = "training:material:read"
    MATERIAL_WRITE = "training:material:write"
    MATERIAL_REMOVE = "training:material:remove"
    FEEDBACK_GIVE = "training:feedback:give"
    FEEDBACK_READ = "training:feedback:read"
    COMPETENCE_RATE = "training:competence:rate"
    COMPETENCE_READ = "training:competence:read"
    CERTIFICATE_READ = "training:certificate:read"
    CERTIFICATE_ISSUE = "training:certificate:issue"
    PAIR_READ = "mentoring:pair:read"
    PAIR_MANAGE = "mentoring:pair:manage"
    PAIR_ANSWER = "mentoring:pair:answer"
    MENTOR_STATE = "mentoring:mentor:state"
    WISH_STATE = "mentoring:wish:state"
    FIT_GIVE = "mentoring:fit:give"
    SESSION_HOURS_READ = "mentoring:session_hours:read"
    SESSION_CONTENT_READ = "mentoring:session_content:read"
    SESSION_CREATE = "mentoring:session:create"
    SESSION_UPDATE = "mentoring:session:update"
    SESSION_CONFIRM = "mentoring:session:confirm"
    MONTH_CLOSE = "mentoring:month:close"
    METHODOLOGY_READ = "mentoring:methodology:read"
    METHODOLOGY_MANAGE = "mentoring:methodology:manage"
    REMARK_WRITE = "mentoring:remark:write"
    REMARK_READ = "mentoring:remark:read"
    REMARK_ANSWER = "mentoring:remark:answer"
    REMARK_DIGEST = "mentoring:remark:digest"
    TIMESHEET_WRITE = "mentoring:timesheet:write"
    SUPERVISION_WRITE = "mentoring:supervision:write"
    COMMUNITY_WRITE = "community:community:write"
    COMMUNITY_READ = "community:community:read"
    COMMUNITY_PUBLISH = "community:community:publish"
    PAPER_REVIEW = "community:paper:review"
    PAPER_COMMENT = "community:paper:comment"
    NEED_WRITE = "community:need:write"
    NEED_READ = "community:need:read"
    ACTIVITY_WRITE = "community:activity:write"
    ACTIVITY_READ = "community:activity:read"
    GROUP_WRITE = "community:group:write"
    GROUP_READ = "community:group:read"
    MEMBER_WRITE = "community:member:write"
    MEMBER_READ = "community:member:read"
    MINUTES_WRITE = "community:minutes:write"
    MINUTES_READ = "community:minutes:read"
    EVALUATION_GIVE = "community:evaluation:give"
    EVALUATION_OF_MENTEE = "community:evaluation:of_mentee"
    EVALUATION_OF_SERVICE = "community:evaluation:of_service"
    EVALUATION_READ = "community:evaluation:read"
    REPORT_READ = "overview:report:read"
    LEDGER_READ = "overview:ledger:read"
    WORK_STATEMENT_READ = "overview:work_statement:read"
    CALENDAR_SUBSCRIBE = "overview:calendar:subscribe"


_AP, _PA, _ME, _TR, _MG = Role.APPLICANT, Role.PARTICIPANT, Role.MENTOR, Role.LECTURER, Role.MANAGER
_CO, _OB, _DP, _SA = Role.COORDINATOR, Role.OBSERVER, Role.AUDITOR, Role.ADMINISTRATOR
_EVERYONE = dict.fromkeys(Role, Reach.OWN)
_MEMBERS = dict.fromkeys((_PA, _ME, _TR, _MG, _CO, _OB), Reach.PILOT)
_WORK_OF_MUNICIPALITY = {
    _PA: Reach.MUNICIPALITY,
    _ME: Reach.MENTEES,
    _MG: Reach.MUNICIPALITY,
    _CO: Reach.PILOT,
}

GRANTS = MappingProxyType(
    {
        Permission.ACCOUNT_OWN: _EVERYONE,
        Permission.ACCOUNT_LIST: {_CO: Reach.PILOT, _SA: Reach.META},
        Permission.ACCOUNT_INVITE: {_CO: Reach.PILOT},
        Permission.ACCOUNT_DISABLE: {_CO: Reach.PILOT, _SA: Reach.ALL},
        Permission.ROLE_CHANGE: {_CO: Reach.PILOT},
        Permission.OUTBOX_READ: {_CO: Reach.PILOT, _SA: Reach.META},
        Permission.CATALOGUE_READ: {_CO: Reach.PILOT, _DP: Reach.ALL},
        Permission.PILOT_READ: {**_MEMBERS, _DP: Reach.ALL, _SA: Reach.META},
        Permission.PILOT_CREATE: {_CO: Reach.ALL},
        Permission.PILOT_UPDATE: {_CO: Reach.PILOT},
        Permission.MUNICIPALITY_READ: {**_MEMBERS, _AP: Reach.MUNICIPALITY, _MG: Reach.MUNICIPALITY},
        Permission.MUNICIPALITY_UPDATE: {_MG: Reach.MUNICIPALITY, _CO: Reach.PILOT},
        Permission.APPLICATION_READ: {
            _AP: Reach.MUNICIPALITY,
            _MG: Reach.MUNICIPALITY,
            _CO: Reach.PILOT,
            _OB: Reach.AGGREGATE,
        },
        Permission.APPLICATION_CREATE: {_AP: Reach.MUNICIPALITY, _CO: Reach.PILOT},
        Permission.APPLICATION_UPDATE: {_AP: Reach.MUNICIPALITY, _CO: Reach.PILOT},
        Permission.APPLICATION_ASSESS: {_CO: Reach.PILOT},
        Permission.APPLICATION_DECIDE: {_CO: Reach.PILOT},
        Permission.ENROLMENT_READ: {
            _PA: Reach.OWN,
            _ME: Reach.MENTEES,
            _TR: Reach.TAUGHT,
            _MG: Reach.MUNICIPALITY,
            _CO: Reach.PILOT,
            _OB: Reach.AGGREGATE,
        },
        Permission.ENROLMENT_MANAGE: {_CO: Reach.PILOT},
        Permission.TRAINING_READ: _MEMBERS,
        Permission.TRAINING_MANAGE: {_CO: Reach.PILOT},
        Permission.AGENDA_EDIT: {_TR: Reach.TAUGHT, _CO: Reach.PILOT},
        Permission.AVAILABILITY_STATE: {_TR: Reach.OWN},
        Permission.ABSENCE_STATE: {_PA: Reach.OWN, _CO: Reach.PILOT},
        Permission.ATTENDANCE_READ: {
            _PA: Reach.OWN,
            _ME: Reach.MENTEES,
            _TR: Reach.TAUGHT,
            _MG: Reach.MUNICIPALITY,
            _CO: Reach.PILOT,
            _OB: Reach.AGGREGATE,
        },
        Permission.ATTENDANCE_RECORD: {_TR: Reach.TAUGHT, _CO: Reach.PILOT},
        Permission.ATTENDANCE_CORRECT: {_CO: Reach.PILOT},
        Permission.ASSIGNMENT_SET: {_TR: Reach.TAUGHT, _CO: Reach.PILOT},
        Permission.ASSIGNMENT_READ: {
            _PA: Reach.OWN,
            _ME: Reach.MENTEES,
            _TR: Reach.TAUGHT,
            _CO: Reach.PILOT,
        },
        Permission.WORK_HAND_IN: {_PA: Reach.OWN},
        Permission.WORK_ASSESS: {_TR: Reach.TAUGHT},
        Permission.MATERIAL_READ: dict.fromkeys((_PA, _ME, _TR, _CO), Reach.PILOT),
        Permission.MATERIAL_WRITE: {_TR: Reach.TAUGHT, _CO: Reach.PILOT},
        Permission.MATERIAL_REMOVE: {_CO: Reach.PILOT},
        Permission.FEEDBACK_GIVE: {_PA: Reach.OWN},
        Permission.FEEDBACK_READ: {_TR: Reach.TAUGHT, _CO: Reach.PILOT, _OB: Reach.AGGREGATE},
        Permission.COMPETENCE_RATE: {_PA: Reach.OWN},
        Permission.COMPETENCE_READ: {
            _PA: Reach.OWN,
            _ME: Reach.MENTEES,
            _CO: Reach.AGGREGATE,
            _OB: Reach.AGGREGATE,
        },
        Permission.CERTIFICATE_READ: {_PA: Reach.OWN, _MG: Reach.MUNICIPALITY, _CO: Reach.PILOT},
        Permission.CERTIFICATE_ISSUE: {_CO: Reach.PILOT},
        Permission.PAIR_READ: {_PA: Reach.OWN, _ME: Reach.OWN, _MG: Reach.MUNICIPALITY, _CO: Reach.PILOT},
        Permission.PAIR_MANAGE: {_CO: Reach.PILOT},
        Permission.PAIR_ANSWER: {_PA: Reach.OWN, _ME: Reach.OWN},
        Permission.MENTOR_STATE: {_ME: Reach.OWN, _CO: Reach.PILOT},
        Permission.WISH_STATE: {_PA: Reach.OWN, _ME: Reach.OWN},
        Permission.FIT_GIVE: {_PA: Reach.OWN},
        Permission.SESSION_HOURS_READ: {
            _PA: Reach.OWN,
            _ME: Reach.MENTEES,
            _MG: Reach.MUNICIPALITY,
            _CO: Reach.PILOT,
            _OB: Reach.AGGREGATE,
        },
        Permission.SESSION_CONTENT_READ: {_PA: Reach.OWN, _ME: Reach.MENTEES},
        Permission.SESSION_CREATE: {_ME: Reach.MENTEES},
        Permission.SESSION_UPDATE: {_ME: Reach.OWN},
        Permission.SESSION_CONFIRM: {_PA: Reach.OWN},
        Permission.MONTH_CLOSE: {_CO: Reach.PILOT},
        Permission.METHODOLOGY_READ: {
            **dict.fromkeys((_PA, _ME, _TR, _CO), Reach.PILOT),
            _OB: Reach.SHARED,
        },
        Permission.METHODOLOGY_MANAGE: {_CO: Reach.PILOT},
        Permission.REMARK_WRITE: dict.fromkeys((_PA, _ME, _TR), Reach.OWN),
        Permission.REMARK_READ: {
            **dict.fromkeys((_PA, _ME, _TR), Reach.OWN),
            _CO: Reach.PILOT,
            _OB: Reach.AGGREGATE,
        },
        Permission.REMARK_ANSWER: {_CO: Reach.PILOT},
        Permission.REMARK_DIGEST: {_CO: Reach.PILOT, _OB: Reach.AGGREGATE},
        Permission.TIMESHEET_WRITE: {_ME: Reach.OWN, _TR: Reach.OWN},
        Permission.SUPERVISION_WRITE: {_PA: Reach.OWN, _ME: Reach.OWN, _TR: Reach.OWN},
        Permission.COMMUNITY_WRITE: {_PA: Reach.MUNICIPALITY},
        Permission.COMMUNITY_READ: {**_WORK_OF_MUNICIPALITY, _OB: Reach.SHARED},
        Permission.COMMUNITY_PUBLISH: {_MG: Reach.MUNICIPALITY, _CO: Reach.PILOT},
        Permission.PAPER_REVIEW: {_ME: Reach.MENTEES, _MG: Reach.MUNICIPALITY},
        Permission.PAPER_COMMENT: {_PA: Reach.MUNICIPALITY, _ME: Reach.MENTEES, _MG: Reach.MUNICIPALITY},
        Permission.NEED_WRITE: {_PA: Reach.MUNICIPALITY},
        Permission.NEED_READ: {**_WORK_OF_MUNICIPALITY, _OB: Reach.SHARED},
        Permission.ACTIVITY_WRITE: {_PA: Reach.OWN},
        Permission.ACTIVITY_READ: {**_WORK_OF_MUNICIPALITY, _OB: Reach.AGGREGATE},
        Permission.GROUP_WRITE: {_PA: Reach.MUNICIPALITY},
        Permission.GROUP_READ: {**_WORK_OF_MUNICIPALITY, _OB: Reach.AGGREGATE},
        Permission.MEMBER_WRITE: {_PA: Reach.MUNICIPALITY},
        Permission.MEMBER_READ: {_PA: Reach.MUNICIPALITY, _MG: Reach.MUNICIPALITY},
        Permission.MINUTES_WRITE: {_PA: Reach.MUNICIPALITY},
        Permission.MINUTES_READ: {**_WORK_OF_MUNICIPALITY, _OB: Reach.SHARED},
        Permission.EVALUATION_GIVE: {_PA: Reach.OWN},
        Permission.EVALUATION_OF_MENTEE: {_ME: Reach.MENTEES},
        Permission.EVALUATION_OF_SERVICE: {_MG: Reach.MUNICIPALITY},
        Permission.EVALUATION_READ: {
            _PA: Reach.OWN,
            _ME: Reach.OWN,
            _MG: Reach.OWN,
            _CO: Reach.PILOT,
            _OB: Reach.AGGREGATE,
        },
        Permission.REPORT_READ: {
            _AP: Reach.OWN,
            _PA: Reach.OWN,
            _ME: Reach.MENTEES,
            _TR: Reach.TAUGHT,
            _MG: Reach.MUNICIPALITY,
            _CO: Reach.PILOT,
            _OB: Reach.AGGREGATE,
        },
        Permission.LEDGER_READ: {
            _PA: Reach.OWN,
            _ME: Reach.OWN,
            _TR: Reach.OWN,
            _MG: Reach.MUNICIPALITY,
            _CO: Reach.PILOT,
            _OB: Reach.AGGREGATE,
        },
        Permission.WORK_STATEMENT_READ: {_ME: Reach.OWN, _TR: Reach.OWN, _CO: Reach.PILOT},
        Permission.CALENDAR_SUBSCRIBE: {
            _PA: Reach.OWN,
            _ME: Reach.OWN,
            _TR: Reach.TAUGHT,
            _CO: Reach.PILOT,
        },
    }
)


def reach(role: Role, permission: Permission) -> Reach | None:
    """Return how far a role's permission goes, or None where the role lacks it."""
    return GRANTS[permission].get(role)
