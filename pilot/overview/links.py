"""The pages on which a task is done: one place that knows their addresses."""

import uuid

from flask import url_for

from pilot.cohort.models import Pilot
from pilot.cohort.rules import Month
from pilot.training.enums import DayState
from pilot.training.models import TrainingDay


def plan(pilot: Pilot) -> str:
    return url_for("training.schedule", code=pilot.code)


def publish(pilot: Pilot) -> str:
    return url_for("publishing.publish", code=pilot.code)


def own_dates(pilot: Pilot) -> str:
    return url_for("availability.mine", code=pilot.code)


def attendance(day_id: uuid.UUID) -> str:
    return url_for("attendance.record", day_id=day_id)


def issue_certificates(pilot: Pilot) -> str:
    return url_for("certificates.issue_all", code=pilot.code)


def notice(pilot: Pilot, month: Month) -> str:
    return url_for("notices.month", code=pilot.code, month=str(month))


def signed_sheet(day: TrainingDay) -> str:
    endpoint = "attendance.lock" if day.state is DayState.HELD else "attendance.attach_scan"
    return url_for(endpoint, day_id=day.id)


def training_day(day_id: uuid.UUID) -> str:
    return url_for("training.day", day_id=day_id)


def mend_link(material_id: uuid.UUID) -> str:
    return url_for("materials.change_material", material_id=material_id)


def hand_in(assigned_id: uuid.UUID) -> str:
    return url_for("assignments.hand_in", assigned_id=assigned_id)


def assess(work_id: uuid.UUID) -> str:
    return url_for("assignments.assess", work_id=work_id)


def tell_of_day(day_id: uuid.UUID) -> str:
    return url_for("feedback.give", day_id=day_id)


def rate_oneself(pilot: Pilot) -> str:
    return url_for("competence.rate", code=pilot.code)


def month_ahead(pilot: Pilot, participation_id: uuid.UUID) -> str:
    return url_for("forecast.ahead", code=pilot.code, participation_id=participation_id)


def matrix(pilot: Pilot) -> str:
    return url_for("mentoring.matrix", code=pilot.code)


def close_month(pilot: Pilot, month: Month) -> str:
    return url_for("closing.board", code=pilot.code, month=str(month))


def correction(pilot: Pilot, correction_id: uuid.UUID) -> str:
    return url_for("corrections.answer", code=pilot.code, correction_id=correction_id)


def pair_up(pilot: Pilot) -> str:
    return url_for("pairs.pair_up", code=pilot.code)


def match(pilot: Pilot) -> str:
    return url_for("matching.matching", code=pilot.code)


def pairs(pilot: Pilot) -> str:
    return url_for("pairs.pairs", code=pilot.code)


def answer_offer(pilot: Pilot, pair_id: uuid.UUID) -> str:
    return url_for("pairs.answer_offer", code=pilot.code, pair_id=pair_id)


def cover(pilot: Pilot, span_id: uuid.UUID) -> str:
    return url_for("cover.cover", code=pilot.code, span_id=span_id)


def fits(pilot: Pilot) -> str:
    return url_for("fit.results", code=pilot.code)


def log_session(pilot: Pilot, participation_id: uuid.UUID) -> str:
    return url_for("sessions.log", code=pilot.code, person=participation_id)


def session(pilot: Pilot, session_id: uuid.UUID) -> str:
    return url_for("sessions.session", code=pilot.code, session_id=session_id)


def hold_session(pilot: Pilot, session_id: uuid.UUID) -> str:
    return url_for("sessions.hold", code=pilot.code, session_id=session_id)


def session_not_held(pilot: Pilot, session_id: uuid.UUID) -> str:
    return url_for("sessions.not_held", code=pilot.code, session_id=session_id, next=home())


def session_another_time(pilot: Pilot, session_id: uuid.UUID) -> str:
    return url_for("sessions.correct", code=pilot.code, session_id=session_id, took_place=1)


def home() -> str:
    return url_for("overview.home")


def my_sessions(pilot: Pilot) -> str:
    return url_for("sessions.my_sessions", code=pilot.code)


def correct_session(pilot: Pilot, session_id: uuid.UUID) -> str:
    return url_for("sessions.correct", code=pilot.code, session_id=session_id)


def answer(pilot: Pilot, attendee_id: uuid.UUID) -> str:
    return url_for("sessions.answer", code=pilot.code, attendee_id=attendee_id)


def agreement(pilot: Pilot, pair_id: uuid.UUID) -> str:
    return url_for("agreements.agreement", code=pilot.code, pair_id=pair_id)


def candidacy(candidacy_id: uuid.UUID) -> str:
    return url_for("recruiting.candidacy", candidacy_id=candidacy_id)


def application(application_id: uuid.UUID) -> str:
    return url_for("applications.application", application_id=application_id)


def define_community(pilot: Pilot) -> str:
    return url_for("community.define", code=pilot.code)


def meeting(meeting_id: uuid.UUID) -> str:
    return url_for("meetings.meeting", meeting_id=meeting_id)


def settle_task(task_id: uuid.UUID) -> str:
    return url_for("meetings.settle_task", task_id=task_id)


def evaluations(pilot: Pilot) -> str:
    return url_for("evaluations.evaluations", code=pilot.code)


def remark(pilot: Pilot, remark_id: uuid.UUID) -> str:
    return url_for("remarks.remark", code=pilot.code, remark_id=remark_id)


def remarks(pilot: Pilot) -> str:
    return url_for("remarks.overview", code=pilot.code)


def remarks_that_wait(pilot: Pilot) -> str:
    return url_for("remarks.overview", code=pilot.code, waiting="y")


def practice(pilot: Pilot) -> str:
    return url_for("practice.practice", code=pilot.code)


def paper(community_id: uuid.UUID, kind: str) -> str:
    return url_for("papers.paper", community_id=community_id, kind=kind)


def judge_paper(version_id: uuid.UUID) -> str:
    return url_for("papers.judge", paper_version_id=version_id)


def report_action(action_id: uuid.UUID) -> str:
    return url_for("plan_actions.report", action_item_id=action_id)


def judge_value(value_id: uuid.UUID) -> str:
    return url_for("measures.judge", measured_value_id=value_id)


def check_change(change_id: uuid.UUID) -> str:
    return url_for("changes.check", change_id=change_id)
