"""Which row of the permission matrix every page and every deed of the application stands in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tests.sweep.kinds import Kind
from tests.sweep.matrix import Code, Right

OPEN = frozenset(
    {
        "accounts.sign_in",
        "health.healthz",
        "accounts.sign_in_demo",
        "accounts.choose_language",
        "accounts.accept",
        "accounts.ask_reset",
        "availability.answer",
        "overview.accessibility",
        "privacy.notice",
        "calendars.feed",
        "certificates.verify",
        "public.page",
    }
)
STATIC = "static"
ENDED = frozenset({Kind.ENDED})


@dataclass(frozen=True)
class Narrower:
    """Where the application shows a role less than the matrix allows, and why."""

    scope: str
    reason: str


@dataclass(frozen=True)
class Row:
    """A page or deed: its row of the matrix, and which argument of its address names the object.

    `query` stands after the ?; an empty value is the thing's own. `gone` are kinds of things that the deed
    does not find any more: a role that ended is no role.
    """

    right: Right
    of: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[Kind] = frozenset()
    instead: Mapping[Code, Narrower] = field(default_factory=dict)


Routes = Mapping[tuple[str, str], Row]


def both(endpoint: str, row: Row) -> dict[tuple[str, str], Row]:
    """Give the page of a form and its sending the same row."""
    return {(endpoint, "GET"): row, (endpoint, "POST"): row}


OWN_ACCOUNT = Row(Right("account", "read own"))
UPDATE_ACCOUNT = Row(Right("account", "update own"))
DEVICES = Row(Right("session / device", "list + revoke own"), of="device_id")
LIST_ACCOUNTS = Row(Right("account", "list"))
INVITE = Row(Right("account", "invite AP PA ME TR MG OB"), of="assignment_id", gone=ENDED)
INVITE_INTO_PILOT = Row(Right("account", "invite AP PA ME TR MG OB"))
CHANGE_ROLE = Row(
    Right("account", "change role (sudo)"),
    gone=ENDED,
    instead={Code.SA: Narrower("-", "roles of the installation are given on the command line")},
)
READ_OUTBOX = Row(Right("outbox", "read state (never the body)"))
SUBSCRIBE = Row(Right("calendar feed", "read by secret link, revocable, names hidden"))
ACCOUNTS: Routes = {
    ("accounts.my_account", "GET"): OWN_ACCOUNT,
    ("accounts.my_account", "POST"): UPDATE_ACCOUNT,
    **both("accounts.change_password", UPDATE_ACCOUNT),
    ("accounts.end_device", "POST"): DEVICES,
    ("accounts.sign_out", "POST"): UPDATE_ACCOUNT,
    ("overview.home", "GET"): OWN_ACCOUNT,
    ("calendars.feeds", "GET"): OWN_ACCOUNT,
    ("calendars.make", "POST"): SUBSCRIBE,
    ("calendars.revoke", "POST"): replace(DEVICES, of="feed_id"),
    ("privacy.catalogue", "GET"): Row(Right("retention rule + data catalogue (RoPA)", "read")),
    ("mail.outbox", "GET"): READ_OUTBOX,
    ("mail.letter", "GET"): replace(READ_OUTBOX, gone=frozenset(Kind)),  # never read but in the demonstration
    ("overview.pilot", "GET"): Row(Right("dashboard + report", "read")),
}

NO_PAGE_OF_A_CALL = Narrower(
    "-", "a municipality's contact applies through the coordinator; no page of a call"
)
READ_PILOT = Row(Right("pilot", "read"), instead={Code.AP: NO_PAGE_OF_A_CALL})
UPDATE_PILOT = Row(Right("pilot", "update"))
READ_ENROLMENT = Row(Right("enrolment", "read"))
CHANGE_ENROLMENT = Row(Right("enrolment", "create / change / withdraw"))
COHORT: Routes = {
    ("cohort.pilots", "GET"): READ_PILOT,
    **both("lifecycle.create", Row(Right("pilot", "create"), query={"preset": "sdk_2022", "year": "2024"})),
    **both("lifecycle.enter_state", replace(UPDATE_PILOT, query={"state": "closing"})),
    ("cohort.phases", "GET"): UPDATE_PILOT,
    **both("cohort.settings", UPDATE_PILOT),
    **both("cohort.add_phase", UPDATE_PILOT),
    **both("cohort.days_off", UPDATE_PILOT),
    ("cohort.remove_day_off", "POST"): UPDATE_PILOT,
    **both("cohort.edit_phase", UPDATE_PILOT),
    ("people.people", "GET"): LIST_ACCOUNTS,
    **both("people.invite", INVITE_INTO_PILOT),
    ("people.resend", "POST"): INVITE,
    **both("people.end_role", CHANGE_ROLE),
    ("people.participant", "GET"): READ_ENROLMENT,
    **both("people.withdraw", CHANGE_ENROLMENT),
    **both("people.replace", CHANGE_ENROLMENT),
}

READ_MUNICIPALITY = Row(Right("municipality profile", "read"))
UPDATE_MUNICIPALITY = Row(
    Right("municipality profile", "update"),
    instead={
        Code.AP: Narrower("-", "what a municipality says while it applies is recorded by the coordinator")
    },
)
READ_APPLICATION = Row(Right("application", "read"))
CREATE_APPLICATION = Row(Right("application", "create"))
UPDATE_APPLICATION = Row(Right("application", "update draft"))
ASSESS_APPLICATION = Row(Right("application", "score"))
DECIDE_APPLICATION = Row(Right("application", "decide (sudo)"))
RECRUITING: Routes = {
    ("applications.applications", "GET"): READ_APPLICATION,
    ("applications.application", "GET"): READ_APPLICATION,
    **both("applications.record_application", CREATE_APPLICATION),
    **both("applications.change_application", UPDATE_APPLICATION),
    **both("applications.add_nominee", UPDATE_APPLICATION),
    **both("applications.change_nominee", UPDATE_APPLICATION),
    **both("applications.add_evidence", ASSESS_APPLICATION),
    **both("applications.assess_evidence", ASSESS_APPLICATION),
    **both("applications.enrol", CHANGE_ENROLMENT),
    ("applications.selection", "GET"): DECIDE_APPLICATION,
    ("recruiting.board", "GET"): DECIDE_APPLICATION,
    ("recruiting.candidacy", "GET"): DECIDE_APPLICATION,
    **both("recruiting.add_municipalities", DECIDE_APPLICATION),
    ("recruiting.add_whole_register", "POST"): DECIDE_APPLICATION,
    **both("recruiting.change_candidacy", DECIDE_APPLICATION),
    ("recruiting.finish_step", "POST"): DECIDE_APPLICATION,
    **both("recruiting.log_contact", DECIDE_APPLICATION),
    **both("recruiting.move", DECIDE_APPLICATION),
    ("municipalities.register", "GET"): READ_MUNICIPALITY,
    ("municipalities.municipality", "GET"): READ_MUNICIPALITY,
    **both("municipalities.accession", UPDATE_MUNICIPALITY),
}

READ_TRAINING = Row(Right("module + training day", "read"))
MANAGE_TRAINING = Row(Right("module + training day", "create / move / cancel"))
ACCEPT_FINDING = replace(MANAGE_TRAINING, query={"rule": ""})
EDIT_AGENDA = Row(Right("module + training day", "edit agenda"))
STATE_OWN_DATES = replace(
    EDIT_AGENDA,
    instead={Code.CO: Narrower("-", "a coordinator enters a lecturer's dates on that lecturer's page")},
)
NO_ABSENCES = Narrower("-", "absences are stated by the participant or the coordinator, for the plan alone")
STATE_ABSENCES = Row(
    Right("enrolment", "read"),
    instead=dict.fromkeys((Code.ME, Code.TR, Code.MG, Code.OB), NO_ABSENCES),
)
IMPORT = replace(MANAGE_TRAINING, of="code")
ASK_LECTURER = replace(MANAGE_TRAINING, of="lecturer_id")
READ_CERTIFICATE = Row(Right("certificate", "read"))
ISSUE_CERTIFICATE = Row(Right("certificate", "issue / revoke"))
TRAINING: Routes = {
    ("training.schedule", "GET"): READ_TRAINING,
    ("training.print_schedule", "GET"): READ_TRAINING,
    ("training.day", "GET"): READ_TRAINING,
    **both("training.accept_finding", ACCEPT_FINDING),
    **both("training.plan_day", MANAGE_TRAINING),
    **both("training.change_day", MANAGE_TRAINING),
    **both("training.move_day", MANAGE_TRAINING),
    **both("training.cancel_day", MANAGE_TRAINING),
    ("training.confirm_day", "POST"): MANAGE_TRAINING,
    ("training.plan_again", "POST"): MANAGE_TRAINING,
    **both("training.add_module", MANAGE_TRAINING),
    **both("training.change_module", MANAGE_TRAINING),
    ("training.remove_module", "POST"): MANAGE_TRAINING,
    ("calendars.day", "GET"): READ_TRAINING,
    **both("publishing.publish", MANAGE_TRAINING),
    ("publishing.versions", "GET"): READ_TRAINING,
    ("publishing.version", "GET"): READ_TRAINING,
    **both("planning.prepare", MANAGE_TRAINING),
    **both("planning.proposal", MANAGE_TRAINING),
    **both("planning.replan", replace(MANAGE_TRAINING, query={"blocked": "03.03.2023"})),
    ("planning.told", "GET"): MANAGE_TRAINING,
    ("venues.venues", "GET"): MANAGE_TRAINING,
    **both("venues.add_venue", MANAGE_TRAINING),
    **both("venues.change_venue", MANAGE_TRAINING),
    ("venues.remove_venue", "POST"): MANAGE_TRAINING,
    **both("venues.add_room", MANAGE_TRAINING),
    **both("venues.change_room", MANAGE_TRAINING),
    ("venues.remove_room", "POST"): MANAGE_TRAINING,
    **both("venues.close_room", MANAGE_TRAINING),
    ("venues.open_room", "POST"): MANAGE_TRAINING,
    **both("venues.set_way", MANAGE_TRAINING),
    ("venues.forget_way", "POST"): MANAGE_TRAINING,
    ("attendance.matrix", "GET"): Row(Right("attendance", "read")),
    **both("attendance.record", Row(Right("attendance", "record"))),
    ("attendance.undo", "POST"): Row(Right("attendance", "record"), of="save_id"),
    ("attendance.scan", "GET"): Row(Right("attendance", "correct after lock (reason)")),
    **both("attendance.attach_scan", Row(Right("attendance", "correct after lock (reason)"))),
    ("checkin.code", "GET"): Row(Right("attendance", "record")),
    **both("checkin.check_in", Row(Right("attendance", "read"), query={"shown": ""})),
    ("makeups.make_ups", "GET"): Row(Right("attendance", "record")),
    **both("makeups.offer", MANAGE_TRAINING),
    **both("makeups.change", MANAGE_TRAINING),
    **both("makeups.approve", Row(Right("attendance", "record"))),
    **both("makeups.revoke", Row(Right("attendance", "correct after lock (reason)"))),
    **both("attendance.lock", Row(Right("attendance", "correct after lock (reason)"))),
    **both("attendance.correct", Row(Right("attendance", "correct after lock (reason)"))),
    ("sheets.attendance_sheet", "GET"): Row(Right("attendance", "record")),
    ("sheets.attendance_table", "GET"): Row(Right("attendance", "read")),
    ("certificates.register", "GET"): READ_CERTIFICATE,
    **both("certificates.settings", ISSUE_CERTIFICATE),
    **both("certificates.issue_all", ISSUE_CERTIFICATE),
    **both("certificates.issue", ISSUE_CERTIFICATE),
    ("certificates.certificate", "GET"): READ_CERTIFICATE,
    ("certificates.paper", "GET"): READ_CERTIFICATE,
    **both("certificates.revoke", ISSUE_CERTIFICATE),
    **both("certificates.duplicate", ISSUE_CERTIFICATE),
    ("certificates.request_export", "POST"): ISSUE_CERTIFICATE,
    ("certificates.export", "GET"): ISSUE_CERTIFICATE,
    ("certificates.export_paper", "GET"): ISSUE_CERTIFICATE,
    ("notices.notices", "GET"): MANAGE_TRAINING,
    **both("notices.month", replace(MANAGE_TRAINING, query={"month": "2023-02"})),
    ("notices.draft", "GET"): replace(MANAGE_TRAINING, query={"month": "2023-02"}),
    ("notices.sent", "GET"): MANAGE_TRAINING,
    **both("agenda.add_class", EDIT_AGENDA),
    **both("agenda.change_class", EDIT_AGENDA),
    ("agenda.shift_earlier", "POST"): EDIT_AGENDA,
    ("agenda.shift_later", "POST"): EDIT_AGENDA,
    ("agenda.remove_class", "POST"): EDIT_AGENDA,
    **both("imports.upload", IMPORT),
    ("imports.confirm", "POST"): IMPORT,
    ("imports.errors", "POST"): IMPORT,
    ("imports.template", "GET"): IMPORT,
    ("availability.lecturers", "GET"): MANAGE_TRAINING,
    ("availability.ask", "POST"): MANAGE_TRAINING,
    **both("availability.lecturer", ASK_LECTURER),
    ("availability.end_link", "POST"): ASK_LECTURER,
    **both("availability.mine", STATE_OWN_DATES),
    **both("availability.absences", STATE_ABSENCES),
}

A_MODEL = "domain a.9 gives independent work to its author, the mentor, the lecturers and the coordinator"
READ_WORK = Row(
    Right("attendance", "read"),
    instead={Code.MG: Narrower("-", A_MODEL), Code.OB: Narrower("-", A_MODEL)},
)
SET_ASSIGNMENT = Row(Right("module + training day", "edit agenda"))
HAND_IN = Row(Right("community activity", "create / update / delete"))
ASSESS_WORK = Row(
    Right("attendance", "record"),
    instead={Code.CO: Narrower("-", "the coordinator reads, a lecturer of the module accepts (a.9)")},
)
NOBODY_ELSE = Narrower("-", "only who attended a day is asked about it")
AS_A_WHOLE = Narrower("-", "feedback is read by the lecturers of the day, the coordinator and in sums (T20)")
GIVE_FEEDBACK = Row(
    Right("methodology feedback", "create / update"),
    instead={Code.ME: NOBODY_ELSE, Code.TR: NOBODY_ELSE},
)
READ_FEEDBACK = Row(
    Right("attendance", "read"), instead=dict.fromkeys((Code.PA, Code.ME, Code.MG), AS_A_WHOLE)
)
OF_ONESELF = Narrower("-", "a self-assessment is read by its author and the own mentor, and in sums (T21)")
RATE_ONESELF = Row(
    Right("methodology feedback", "create / update"),
    instead=dict.fromkeys((Code.ME, Code.TR), Narrower("-", "participants rate themselves, nobody else")),
)
READ_RATING = Row(
    Right("attendance", "read"),
    instead={
        Code.TR: OF_ONESELF,
        Code.MG: OF_ONESELF,
        Code.CO: Narrower(
            "agg", "the coordinator sees how many rated themselves and the change, nobody's rating"
        ),
    },
)
WRITE_MATERIAL = Row(Right("training material", "create / replace"))
COURSEWORK: Routes = {
    ("materials.materials", "GET"): Row(
        Right("training material", "read"),
        instead={Code.OB: Narrower("-", "a material is shared with those who take part")},
    ),
    ("materials.file", "GET"): Row(
        Right("training material", "read"),
        instead={Code.OB: Narrower("-", "a material is shared with those who take part")},
    ),
    **both("materials.add_material", WRITE_MATERIAL),
    **both("materials.change_material", WRITE_MATERIAL),
    ("materials.remove_material", "POST"): Row(Right("training material", "delete")),
    **both("feedback.give", GIVE_FEEDBACK),
    ("feedback.results", "GET"): READ_FEEDBACK,
    ("feedback.day_results", "GET"): READ_FEEDBACK,
    ("competence.overview", "GET"): READ_RATING,
    **both("competence.rate", RATE_ONESELF),
    ("competence.person", "GET"): READ_RATING,
    ("assignments.overview", "GET"): READ_WORK,
    **both("assignments.set_assignment", SET_ASSIGNMENT),
    **both("assignments.change_assignment", SET_ASSIGNMENT),
    ("assignments.remove_assignment", "POST"): SET_ASSIGNMENT,
    **both("assignments.hand_in", HAND_IN),
    ("assignments.work", "GET"): READ_WORK,
    **both("assignments.assess", ASSESS_WORK),
}

READ_HOURS = Row(Right("mentor session: hours", "read"))
READ_CONTENT = Row(Right("mentor session: content", "read"))
READ_PAIRS = Row(Right("mentor assignment", "read"))
MANAGE_PAIRS = Row(Right("mentor assignment", "create / change"))
OF_THE_TWO = Narrower("-", "a pair is answered by the two of it, each alone")
ANSWER_PAIR = replace(READ_PAIRS, gone=ENDED, instead=dict.fromkeys((Code.MG, Code.CO), OF_THE_TWO))
OF_A_MENTOR = Narrower("-", "a mentor's profile and absences are stated by the mentor or the coordinator")
STATE_MENTOR = replace(READ_PAIRS, of="mentor_id", instead=dict.fromkeys((Code.PA, Code.MG), OF_A_MENTOR))
WISH = replace(
    READ_PAIRS,
    instead=dict.fromkeys(
        (Code.MG, Code.CO), Narrower("-", "wishes are stated by mentors and participants themselves")
    ),
)
GIVE_FIT = replace(
    ANSWER_PAIR,
    instead=dict.fromkeys(
        (Code.ME, Code.MG, Code.CO), Narrower("-", "the participant of a pair says how it fits (M22)")
    ),
)
MONTH_SUMS = Narrower(
    "agg", "a manager reads the month sums of the matrix; a month's page lists the sessions"
)
LOG_SESSION = Row(Right("mentor session", "create"))
UPDATE_SESSION = Row(Right("mentor session", "update until month lock"))
CONFIRM_SESSION = Row(Right("mentor session", "confirm"))
DELETE_SESSION = Row(Right("mentor session", "delete (tombstone)"))
CLOSE_MONTH = Row(
    Right("mentor session", "correct after lock (reason)"),
    instead={Code.ME: Narrower("-", "a mentor asks on a page of their own, which is corrections.ask")},
)
SERIES = {"day": "07.03.2023", "until": "18.04.2023", "rhythm": "fortnightly", "starts": "9.00"} | {
    "minutes": "30",
    "form": "video",
}
OWN_TIME = Row(
    Right("dashboard + report", "read"),
    instead={
        **dict.fromkeys(
            (Code.AP, Code.MG, Code.CO, Code.OB),
            Narrower("-", "working time is written down by whoever worked, never for somebody else"),
        ),
        Code.ME: Narrower("own", "a time sheet is a mentor's own"),
        Code.TR: Narrower("own", "a time sheet is a lecturer's own"),
    },
)
OWN_WORK = replace(
    OWN_TIME,
    instead={**OWN_TIME.instead, Code.PA: Narrower("-", "a participant does not work for the pilot")},
)
READ_LEDGER = Row(
    Right("dashboard + report", "read"),
    instead={
        Code.AP: Narrower("-", "an application has no working time"),
        Code.ME: Narrower("own", "a mentor reads the own work and the minutes of the own participants"),
        Code.TR: Narrower("own", "a lecturer reads the own academic hours"),
    },
)
READ_STATEMENT = replace(READ_HOURS, instead={Code.MG: MONTH_SUMS})
NOT_OF_WORKERS = Narrower("-", "who worked how long for the pilot is between that person and the coordinator")
READ_WORK_STATEMENT = Row(
    Right("dashboard + report", "read"),
    instead={
        **dict.fromkeys((Code.AP, Code.PA, Code.MG, Code.OB), NOT_OF_WORKERS),
        Code.ME: Narrower("own", "a mentor reads the own statement"),
        Code.TR: Narrower("own", "a lecturer reads the own statement"),
    },
)
WORKING_TIME: Routes = {
    ("timesheets.mine", "GET"): OWN_TIME,
    **both("timesheets.add", OWN_WORK),
    **both("timesheets.change", OWN_WORK),
    **both("timesheets.remove", OWN_WORK),
    **both("timesheets.add_supervision", OWN_TIME),
    **both("timesheets.change_supervision", OWN_TIME),
    **both("timesheets.remove_supervision", OWN_TIME),
    ("ledger.ledger", "GET"): READ_LEDGER,
    ("statements.mentor", "GET"): READ_WORK_STATEMENT,
    ("statements.mentor_document", "GET"): READ_WORK_STATEMENT,
    ("statements.mentor_sheet", "GET"): READ_WORK_STATEMENT,
    ("statements.lecturer", "GET"): READ_WORK_STATEMENT,
    ("statements.lecturer_document", "GET"): READ_WORK_STATEMENT,
    ("statements.lecturer_sheet", "GET"): READ_WORK_STATEMENT,
    ("statements.participant", "GET"): READ_STATEMENT,
    ("statements.participant_document", "GET"): READ_STATEMENT,
    ("statements.participant_sheet", "GET"): READ_STATEMENT,
    ("statements.mentors_document", "GET"): MANAGE_PAIRS,
}
CLOSE_DECEMBER = replace(CLOSE_MONTH, query={"month": "2022-12"})
MENTORING: Routes = {
    ("mentoring.matrix", "GET"): READ_HOURS,
    ("mentoring.month", "GET"): replace(READ_HOURS, instead={Code.MG: MONTH_SUMS}),
    ("forecast.ahead", "GET"): replace(READ_HOURS, instead={Code.MG: MONTH_SUMS}),
    ("forecast.plan", "POST"): LOG_SESSION,
    ("forecast.reliability", "GET"): CLOSE_MONTH,
    ("closing.months", "GET"): CLOSE_MONTH,
    **both("closing.board", CLOSE_DECEMBER),
    ("closing.approve", "POST"): CLOSE_DECEMBER,
    ("closing.undo_approval", "POST"): CLOSE_DECEMBER,
    ("closing.remind", "POST"): replace(CLOSE_DECEMBER, of="participation_id"),
    **both("closing.reopen", CLOSE_MONTH),
    **both("closing.extend", CLOSE_DECEMBER),
    **both("corrections.answer", CLOSE_MONTH),
    **both(
        "corrections.ask",
        Row(
            Right("mentor session", "correct after lock (reason)"),
            of="shut_session_id",
            instead={
                Code.CO: Narrower("-", "the coordinator answers a request, which is corrections.answer")
            },
        ),
    ),
    ("corrections.confirm_all", "POST"): CONFIRM_SESSION,
    ("pairs.pairs", "GET"): READ_PAIRS,
    **both("pairs.pair_up", MANAGE_PAIRS),
    **both("pairs.change_mentor", MANAGE_PAIRS),
    **both("pairs.end_pair", MANAGE_PAIRS),
    **both("pairs.take_back", MANAGE_PAIRS),
    ("pairs.ask_again", "POST"): MANAGE_PAIRS,
    **both("pairs.answer_offer", ANSWER_PAIR),
    ("matching.mentors", "GET"): MANAGE_PAIRS,
    **both("matching.matching", MANAGE_PAIRS),
    **both("matching.profile", STATE_MENTOR),
    **both("matching.wishes", WISH),
    **both("cover.away", STATE_MENTOR),
    ("cover.back_again", "POST"): replace(STATE_MENTOR, of="span_id"),
    **both("cover.cover", MANAGE_PAIRS),
    ("fit.results", "GET"): MANAGE_PAIRS,
    **both("fit.give", GIVE_FIT),
    ("fit.settle", "POST"): MANAGE_PAIRS,
    ("sessions.mine", "GET"): LOG_SESSION,
    **both("sessions.log", LOG_SESSION),
    ("sessions.session", "GET"): UPDATE_SESSION,
    **both("sessions.correct", UPDATE_SESSION),
    **both("sessions.delete", DELETE_SESSION),
    **both("sessions.details", UPDATE_SESSION),
    ("sessions.hold", "POST"): replace(UPDATE_SESSION, of="planned_session_id", gone=ENDED),
    **both("sessions.not_held", replace(UPDATE_SESSION, of="due_session_id", gone=ENDED)),
    ("sessions.undo", "POST"): replace(UPDATE_SESSION, of="due_session_id", gone=ENDED),
    ("sessions.understood", "GET"): LOG_SESSION,
    ("drafts.keep_new", "POST"): LOG_SESSION,
    ("drafts.keep", "POST"): UPDATE_SESSION,
    ("drafts.delete", "POST"): replace(UPDATE_SESSION, of="draft_id"),
    **both("grid.fill", replace(LOG_SESSION, query={"month": "2023-02"})),
    ("sessions.my_sessions", "GET"): CONFIRM_SESSION,
    **both("series.plan", replace(LOG_SESSION, query=SERIES)),
    ("series.series", "GET"): UPDATE_SESSION,
    **both("series.end", UPDATE_SESSION),
    ("bookings.offers", "GET"): LOG_SESSION,
    **both("bookings.offer", LOG_SESSION),
    ("bookings.withdraw", "POST"): replace(UPDATE_SESSION, of="offered_slot_id"),
    ("bookings.times", "GET"): CONFIRM_SESSION,
    ("bookings.book", "POST"): CONFIRM_SESSION,
    ("bookings.give_up", "POST"): replace(CONFIRM_SESSION, of="booked_slot_id"),
    **both("sessions.answer", CONFIRM_SESSION),
    ("steps.steps", "GET"): READ_CONTENT,
    **both("steps.agree", UPDATE_SESSION),
    **both("steps.change", UPDATE_SESSION),
    ("steps.close", "POST"): READ_CONTENT,
    ("steps.reopen", "POST"): READ_CONTENT,
    ("goals.goals", "GET"): READ_CONTENT,
    **both("goals.add_goal", READ_CONTENT),
    **both("goals.change_goal", READ_CONTENT),
    ("agreements.agreements", "GET"): MANAGE_PAIRS,
    ("agreements.agreement", "GET"): READ_CONTENT,
    **both("agreements.write", READ_CONTENT),
    ("agreements.accept", "POST"): READ_CONTENT,
    ("agreements.version", "GET"): READ_CONTENT,
    ("agreements.paper", "GET"): READ_CONTENT,
    ("agreements.record_review", "POST"): replace(READ_CONTENT, of="reviewed_pair_id"),
    ("handover.pack", "GET"): READ_CONTENT,
    ("handover.say", "POST"): CONFIRM_SESSION,
}

ANSWERS = dict.fromkeys(
    (Code.PA, Code.ME, Code.TR), Narrower("-", "an author reads the own remarks with their answers")
)
SUMS_ONLY = Narrower("-", "an observer reads the change log and sums, no remark")
READ_REMARKS = Row(Right("methodology feedback", "read"))
WRITE_REMARK = Row(Right("methodology feedback", "create / update"))
ANSWER_REMARK = Row(Right("methodology feedback", "read"), instead={**ANSWERS, Code.OB: SUMS_ONLY})
READ_CHANGES = Row(Right("methodology feedback", "read"), instead=ANSWERS)
READ_METHODOLOGY = Row(Right("training material", "read"))
WRITE_METHODOLOGY = Row(
    Right("training material", "create / replace"),
    instead={Code.TR: Narrower("-", "the coordinator keeps the material that is tested")},
)
REMARKS: Routes = {
    ("remarks.overview", "GET"): READ_REMARKS,
    **both("remarks.write", WRITE_REMARK),
    ("remarks.remark", "GET"): WRITE_REMARK,
    **both("remarks.change", WRITE_REMARK),
    **both("remarks.withdraw", WRITE_REMARK),
    ("remarks.seen", "POST"): replace(WRITE_REMARK, of="answered_remark_id"),
    ("remark_points.point", "GET"): ANSWER_REMARK,
    **both("remark_points.answer", ANSWER_REMARK),
    **both("remark_points.implement", ANSWER_REMARK),
    **both("remark_points.merge", ANSWER_REMARK),
    ("remark_points.split", "POST"): replace(ANSWER_REMARK, of="merged_point_id"),
    ("remark_points.changes", "GET"): READ_CHANGES,
    ("remark_points.paper", "GET"): READ_CHANGES,
    ("remark_points.table", "GET"): READ_CHANGES,
    ("methodology.material", "GET"): READ_METHODOLOGY,
    ("methodology.version", "GET"): READ_METHODOLOGY,
    **both("methodology.add_section", WRITE_METHODOLOGY),
    **both("methodology.change_section", WRITE_METHODOLOGY),
    **both("methodology.publish", WRITE_METHODOLOGY),
}

THE_AUTHOR = "an evaluation is read by its author and, handed in, by the coordinator (d.8)"
READ_EVALUATIONS = Row(
    Right("dashboard + report", "read"),
    instead={
        Code.AP: Narrower("-", "an application has no practice to evaluate"),
        Code.TR: Narrower("-", "lecturers are asked in the training"),
        Code.ME: Narrower("own", THE_AUTHOR),
        Code.MG: Narrower("own", THE_AUTHOR),
    },
)
ONE_FORM_EACH = Narrower("-", "each role has its own form")
GIVE_EVALUATION = Row(
    Right("methodology feedback", "create / update"),
    instead=dict.fromkeys((Code.ME, Code.TR), ONE_FORM_EACH),
)
EVALUATE_SERVICE = Row(
    Right("municipality profile", "update"),
    instead=dict.fromkeys((Code.AP, Code.CO), ONE_FORM_EACH),
)
EVALUATIONS: Routes = {
    ("evaluations.evaluations", "GET"): READ_EVALUATIONS,
    ("evaluations.evaluation", "GET"): READ_EVALUATIONS,
    **both("evaluations.mine", GIVE_EVALUATION),
    **both("evaluations.mentee", Row(Right("mentor session", "create"))),
    **both("evaluations.service", EVALUATE_SERVICE),
}

READ_COMMUNITY = Row(Right("community profile + strategy", "read"))
WRITE_COMMUNITY = Row(Right("community profile + strategy", "create / update"))
READ_PAPER = replace(READ_COMMUNITY, of="community_id")
NO_REVIEWER = Narrower("-", "the mentor and the head of the service answer to papers, nobody else")
REVIEW_PAPER = replace(
    READ_COMMUNITY, of="paper_version_id", instead=dict.fromkeys((Code.PA, Code.CO, Code.OB), NO_REVIEWER)
)
JUDGE_VALUE = replace(REVIEW_PAPER, of="measured_value_id")
COMMENT_PAPER = replace(
    READ_COMMUNITY,
    of="paper_version_id",
    instead=dict.fromkeys(
        (Code.CO, Code.OB), Narrower("-", "comments are read and written by the author and the reviewers")
    ),
)
SHARE_COMMUNITY = Row(
    Right("needs assessment", "publish to pilot"),
    instead={Code.PA: Narrower("-", "a participant proposes, which is community.propose_sharing")},
)
READ_NEED = Row(Right("needs assessment", "read"))
READ_METHOD_FILE = Row(
    Right("needs assessment", "read"),
    instead={
        Code.OB: Narrower("mun", "an attachment is nothing for the observer, see the row of attachments"),
        Code.PA: Narrower("mun", "notes and pictures of a use stay in its municipality (R18)"),
    },
)
WRITE_NEED = Row(Right("needs assessment", "create / update"))
DELETE_NEED = Row(Right("needs assessment", "delete draft"))
PROFILE: Routes = {
    ("profiles.profile", "GET"): READ_COMMUNITY,
    **both("profiles.write_block", replace(WRITE_COMMUNITY, of="community_id")),
    **both("profiles.add_indicator", replace(WRITE_COMMUNITY, of="community_id")),
    **both("profiles.edit_indicator", WRITE_COMMUNITY),
    ("profiles.remove_indicator", "POST"): WRITE_COMMUNITY,
    **both("profiles.residents_by_age", WRITE_COMMUNITY),
    **both("profiles.add_point", WRITE_COMMUNITY),
    ("profiles.remove_point", "POST"): WRITE_COMMUNITY,
}
READ_NEED = Row(Right("needs assessment", "read"))
WRITE_DRAFT = replace(WRITE_NEED, of="draft_round_id")
SCORE = replace(WRITE_NEED, of="scoring_round_id")
READ_DIARY = Row(Right("community activity", "read"))
WRITE_DIARY = Row(Right("community activity", "create / update / delete"))
READ_REFLECTION = Row(Right("mentor session: content", "read"))
READ_GROUP = Row(Right("cooperation group (municipal, territorial)", "read"))
WRITE_GROUP = Row(Right("cooperation group (municipal, territorial)", "create / update"))
WRITE_MEMBER = Row(Right("group member contact (outside person)", "create / update / delete"))
READ_MINUTES = Row(Right("meeting minutes + decision", "read"))
WRITE_MINUTES = Row(Right("meeting minutes + decision", "create / update"))
COMMUNITY: Routes = {
    ("briefs.brief", "GET"): SHARE_COMMUNITY,
    ("briefs.end_own", "POST"): SHARE_COMMUNITY,
    ("briefs.briefs", "GET"): UPDATE_PILOT,
    ("briefs.send", "POST"): UPDATE_PILOT,
    ("briefs.end", "POST"): UPDATE_PILOT,
    ("practice.practice", "GET"): READ_DIARY,
    ("papers.papers", "GET"): READ_COMMUNITY,
    ("papers.paper", "GET"): READ_PAPER,
    ("papers.printout", "GET"): READ_COMMUNITY,
    ("papers.send", "POST"): replace(WRITE_COMMUNITY, of="community_id"),
    ("papers.version", "GET"): replace(READ_COMMUNITY, of="paper_version_id"),
    **both("papers.judge", REVIEW_PAPER),
    **both("papers.comment", COMMENT_PAPER),
    ("community.communities", "GET"): READ_COMMUNITY,
    ("community.community", "GET"): READ_COMMUNITY,
    **both("community.define", WRITE_COMMUNITY),
    **both("community.edit", WRITE_COMMUNITY),
    **both("community.change_stage", WRITE_COMMUNITY),
    ("community.propose_sharing", "POST"): WRITE_COMMUNITY,
    ("community.share", "POST"): SHARE_COMMUNITY,
    ("community.end_sharing", "POST"): SHARE_COMMUNITY,
    **both("needs.record_need", WRITE_NEED),
    **both("needs.edit_need", WRITE_NEED),
    **both("needs.add_source", WRITE_NEED),
    **both("needs.record_resource", WRITE_NEED),
    **both("needs.edit_resource", WRITE_NEED),
    **both("needs.add_resource_source", WRITE_NEED),
    ("needs.findings", "GET"): READ_NEED,
    ("needs.need", "GET"): READ_NEED,
    ("needs.resources", "GET"): READ_NEED,
    ("needs.resource", "GET"): READ_NEED,
    **both("needs.move_resource", WRITE_NEED),
    **both("needs.merge", WRITE_NEED),
    **both("needs.split", replace(WRITE_NEED, of="merged_need_id")),
    **both("needs.delete_need", replace(DELETE_NEED, of="draft_need_id")),
    **both("needs.delete_resource", replace(DELETE_NEED, of="draft_resource_id")),
    ("matches.matches", "GET"): READ_NEED,
    **both("matches.join", WRITE_NEED),
    **both("matches.edit_match", WRITE_NEED),
    ("swot.swot", "GET"): READ_NEED,
    **both("swot.add_item", WRITE_NEED),
    **both("swot.edit_item", WRITE_NEED),
    ("swot.delete_item", "POST"): WRITE_NEED,
    **both("swot.write_strategy", replace(WRITE_NEED, of="swot_pair")),
    ("methods.library", "GET"): READ_COMMUNITY,
    ("methods.card", "GET"): replace(READ_COMMUNITY, of="code"),
    ("methods.sheet", "GET"): replace(READ_COMMUNITY, of="code"),
    ("methods.plan", "GET"): READ_NEED,
    **both("methods.edit_plan", WRITE_NEED),
    **both("methods.plan_method", WRITE_NEED),
    **both("methods.change_planned", WRITE_NEED),
    ("methods.remove_planned", "POST"): replace(WRITE_NEED, of="unused_planned_id"),
    ("methods.uses", "GET"): READ_NEED,
    ("methods.reach", "GET"): READ_NEED,
    ("methods.use", "GET"): READ_NEED,
    **both("methods.record", WRITE_NEED),
    **both("methods.edit", WRITE_NEED),
    ("methods.reopen", "POST"): replace(WRITE_NEED, of="finished_use_id"),
    **both("methods.add_file", WRITE_NEED),
    ("methods.file", "GET"): READ_METHOD_FILE,
    ("methods.remove_file", "POST"): WRITE_NEED,
    ("surveys.surveys", "GET"): READ_NEED,
    **both("surveys.make", WRITE_NEED),
    ("surveys.survey", "GET"): READ_NEED,
    **both("surveys.change", WRITE_NEED),
    ("surveys.open_survey", "POST"): replace(WRITE_NEED, of="draft_survey_id"),
    **both("surveys.close", WRITE_NEED),
    ("surveys.renew_link", "POST"): WRITE_NEED,
    ("surveys.code", "GET"): READ_NEED,
    ("surveys.paper", "GET"): READ_NEED,
    ("surveys.poster", "GET"): READ_NEED,
    ("surveys.results", "GET"): READ_NEED,
    ("surveys.contacts", "GET"): WRITE_NEED,
    ("surveys.delete_contact", "POST"): WRITE_NEED,
    **both("survey_papers.enter", WRITE_NEED),
    **both("survey_papers.correct", WRITE_NEED),
    **both("survey_imports.upload", WRITE_NEED),
    ("survey_imports.rows", "POST"): WRITE_NEED,
    ("survey_imports.confirm", "POST"): WRITE_NEED,
    ("priorities.priorities", "GET"): READ_NEED,
    **both("priorities.begin", WRITE_NEED),
    ("priorities.show", "GET"): READ_NEED,
    **both("priorities.edit", WRITE_DRAFT),
    **both("priorities.criterion", WRITE_NEED),
    ("priorities.open_scoring", "POST"): WRITE_DRAFT,
    ("priorities.close", "POST"): SCORE,
    ("priorities.copy", "POST"): WRITE_NEED,
    **both("priorities.choose", WRITE_NEED),
    ("priorities.validation", "GET"): READ_NEED,
    **both("priorities.validate", WRITE_NEED),
    **both("priorities.edit_validation", WRITE_NEED),
    **both("scoring.enter", SCORE),
    **both("scoring.change", WRITE_NEED),
    ("scoring.paper", "GET"): READ_NEED,
    ("voting.open_vote", "POST"): SCORE,
    ("voting.close_vote", "POST"): replace(WRITE_NEED, of="voting_round_id"),
    ("voting.poster", "GET"): replace(WRITE_NEED, of="voting_round_id"),
    ("priority_cards.card", "GET"): READ_NEED,
    **both("priority_cards.write", WRITE_NEED),
    ("priority_files.spreadsheet", "GET"): READ_NEED,
    ("priority_files.csv_file", "GET"): READ_NEED,
    ("strategies.strategy", "GET"): READ_COMMUNITY,
    ("strategies.spreadsheet", "GET"): READ_COMMUNITY,
    **both("strategies.write", replace(WRITE_COMMUNITY, of="community_id")),
    **both("strategies.add_objective", replace(WRITE_COMMUNITY, of="community_id")),
    **both("strategies.edit_objective", WRITE_COMMUNITY),
    **both("strategies.delete_objective", replace(WRITE_COMMUNITY, of="spare_objective_id")),
    **both("strategies.adopt", replace(WRITE_COMMUNITY, of="community_id")),
    ("strategies.version", "GET"): READ_COMMUNITY,
    ("plan_actions.action", "GET"): READ_COMMUNITY,
    **both("plan_actions.add", replace(WRITE_COMMUNITY, of="community_id")),
    **both("plan_actions.edit", WRITE_COMMUNITY),
    **both("plan_actions.report", WRITE_COMMUNITY),
    **both("plan_actions.delete", WRITE_COMMUNITY),
    ("measures.measure", "GET"): READ_COMMUNITY,
    **both("measures.add", replace(WRITE_COMMUNITY, of="objective_id")),
    **both("measures.edit", WRITE_COMMUNITY),
    **both("measures.delete", replace(WRITE_COMMUNITY, of="unused_measure_id")),
    **both("measures.record", replace(WRITE_COMMUNITY, of="measure_id")),
    **both("measures.edit_value", WRITE_COMMUNITY),
    **both("measures.delete_value", WRITE_COMMUNITY),
    **both("measures.judge", JUDGE_VALUE),
    ("diary.mine", "GET"): WRITE_DIARY,
    ("diary.shared", "GET"): READ_DIARY,
    ("diary.entry", "GET"): READ_DIARY,
    **both("diary.write", WRITE_DIARY),
    **both("diary.edit_entry", WRITE_DIARY),
    **both("diary.delete_entry", WRITE_DIARY),
    **both("diary.share", replace(WRITE_DIARY, of="private_entry_id")),
    ("diary.withdraw", "POST"): WRITE_DIARY,
    **both("photos.add", WRITE_DIARY),
    ("photos.photo", "GET"): READ_DIARY,
    **both("photos.terms", WRITE_DIARY),
    ("photos.remove", "POST"): WRITE_DIARY,
    ("photos.evidence", "GET"): WRITE_DIARY,
    ("mirror.mine", "GET"): WRITE_DIARY,
    ("mirror.pilot", "GET"): READ_DIARY,
    ("reflections.reflections", "GET"): READ_REFLECTION,
    ("reflections.reflection", "GET"): READ_REFLECTION,
    **both("reflections.write", WRITE_DIARY),
    **both("reflections.edit", WRITE_DIARY),
    **both("reflections.delete", WRITE_DIARY),
    **both("reflections.share", WRITE_DIARY),
    ("reflections.withdraw", "POST"): WRITE_DIARY,
    ("network.network", "GET"): READ_COMMUNITY,
    ("network.actor", "GET"): replace(READ_COMMUNITY, of="actor_id"),
    **both("network.record", replace(WRITE_COMMUNITY, of="community_id")),
    **both("network.edit", replace(WRITE_COMMUNITY, of="actor_id")),
    **both("network.delete", replace(WRITE_COMMUNITY, of="actor_id")),
    **both("network.tie", replace(WRITE_COMMUNITY, of="community_id")),
    **both("network.edit_tie", replace(WRITE_COMMUNITY, of="tie_id")),
    ("network.untie", "POST"): replace(WRITE_COMMUNITY, of="tie_id"),
    ("network_files.kumu", "GET"): READ_COMMUNITY,
    ("network_files.nodes", "GET"): READ_COMMUNITY,
    ("network_files.edges", "GET"): READ_COMMUNITY,
    ("chain.chain", "GET"): READ_COMMUNITY,
    **both("chain.unlink", replace(WRITE_COMMUNITY, of="chain_link")),
    ("changes.changes", "GET"): READ_COMMUNITY,
    **both("changes.record", replace(WRITE_COMMUNITY, of="community_id")),
    **both("changes.edit", replace(WRITE_COMMUNITY, of="change_id")),
    **both("changes.check", replace(WRITE_COMMUNITY, of="change_id")),
    **both("changes.delete", replace(WRITE_COMMUNITY, of="change_id")),
    ("groups.groups", "GET"): READ_GROUP,
    ("groups.group", "GET"): READ_GROUP,
    **both("groups.found", WRITE_GROUP),
    **both("groups.edit_group", WRITE_GROUP),
    **both("groups.change_state", WRITE_GROUP),
    **both("groups.add_member", WRITE_MEMBER),
    **both("groups.edit_member", WRITE_MEMBER),
    ("meetings.meeting", "GET"): READ_MINUTES,
    **both("meetings.record_meeting", WRITE_MINUTES),
    **both("meetings.edit_meeting", WRITE_MINUTES),
    **both("meetings.call_roll", WRITE_MINUTES),
    **both("meetings.decide", WRITE_MINUTES),
    **both("meetings.edit_decision", WRITE_MINUTES),
    **both("meetings.set_task", WRITE_MINUTES),
    **both("meetings.settle_task", WRITE_MINUTES),
    **both("meetings.approve", WRITE_MINUTES),
}

ROUTES: Routes = MappingProxyType(
    {
        **ACCOUNTS,
        **COHORT,
        **RECRUITING,
        **TRAINING,
        **COURSEWORK,
        **MENTORING,
        **REMARKS,
        **EVALUATIONS,
        **WORKING_TIME,
        **COMMUNITY,
        **PROFILE,
    }
)
