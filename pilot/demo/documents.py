"""Certificates as they were issued on the last day of the course, and the notices that went to the agency."""

import datetime as dt
from dataclasses import replace
from typing import Any

from pilot.accounts import sessions
from pilot.accounts.viewer import Viewer
from pilot.cohort import canonical
from pilot.cohort.rules import Month
from pilot.demo.stage import Stage, at, day, keep
from pilot.extensions import db
from pilot.training.certificates import actions as certificates
from pilot.training.certificates import queries as register
from pilot.training.certificates.models import CertificateSetting
from pilot.training.certificates.rules import DEFAULT_PATTERN
from pilot.training.notices import actions as notices
from pilot.training.notices import queries as months
from pilot.training.notices.models import ScheduleNotice

SENT = {"2022-09": "2022-08-24", "2022-10": "2022-09-23", "2022-11": "2022-10-24"}
MOVED_DAY, MOVED_FROM, TOLD_AT = 8, "2022-10-21", ("2022-10-20", 15)
CORRECTED, CORRECTED_MINUTES = "jelena.sokola", 180  # her last half day was taken back after the issue
LOST = "peteris.kirsis"


def fill(stage: Stage, issued_on: str) -> None:
    """Confirm the threshold and issue to everybody what they are ready for, when that day has come."""
    db.session.flush()
    if not stage.happened(day(issued_on)):
        return
    pilot, now = stage.pilot, at(day(issued_on), 15)
    keep(
        CertificateSetting(
            pilot_id=pilot.id,
            number_pattern=DEFAULT_PATTERN,
            programme_lv=pilot.title_lv,
            programme_en=pilot.title_en,
            place="Rīga",
            signatory_name="Elīna Bērziņa",
            signatory_position="Pilotprojekta koordinatore",
            second_signatory_name="Inga Zariņa",
            second_signatory_position="Mācību vadītāja",
            confirmed_pct=pilot.certificate_min_attendance_pct,
            confirmed_at=now,
            confirmed_by_id=stage.coordinator.id,
        )
    )
    actor = _coordinator(stage)
    corrected = stage.participations.get(CORRECTED)
    lines = [
        _as_it_was(line) if corrected and line.participation.id == corrected.id else line
        for line in register.lines_of(pilot, viewer=actor)
    ]
    when: dict[str, Any] = {"actor": actor, "now": now, "today": day(issued_on)}
    issued = certificates.issue_all(pilot, lines, issued_on=day(issued_on), **when)
    lost = stage.participations.get(LOST)
    for certificate in issued:
        if lost and certificate.participation_id == lost.id and stage.happened(day("2023-01-16")):
            certificates.make_duplicate(
                certificate,
                reason="Oriģināls sabojāts ūdens avārijā birojā.",
                seen=certificate.version,
                actor=actor,
                now=at(day("2023-01-16"), 11),
                today=day("2023-01-16"),
            )


def _coordinator(stage: Stage) -> Viewer:
    found = stage.coordinator
    return Viewer(found.id, found.name, sessions.live_grants(found.id))


def _as_it_was(line: register.Line) -> register.Line:
    """Return a line with the minutes that were recorded before the correction, and nothing made up yet."""
    totals = line.record.totals
    totals = replace(totals, attended=totals.attended + CORRECTED_MINUTES, made_up=0)
    return replace(line, record=replace(line.record, totals=totals))


def announce(stage: Stage) -> None:
    """Record the notices of the three months; one day was moved less than a day before it began."""
    db.session.flush()
    for month, sent_on in SENT.items():
        if not stage.happened(day(sent_on)):
            continue
        found = months.month_of(stage.pilot, Month.parse(month), today=day(sent_on))
        days = tuple(
            {**each, "held_on": MOVED_FROM} if each["number"] == MOVED_DAY else each for each in found.days
        )
        _send(stage, replace(found, days=days), at(day(sent_on), 10))
        told_on = day(TOLD_AT[0])
        if days != found.days and stage.happened(told_on):
            again = months.month_of(stage.pilot, Month.parse(month), today=told_on)
            _send(stage, replace(again, late=(MOVED_DAY,)), at(told_on, TOLD_AT[1]))


def _send(stage: Stage, found: months.MonthNotice, now: dt.datetime) -> None:
    text = canonical.text_of(notices.content_of(stage.pilot, found))
    keep(
        ScheduleNotice(
            pilot_id=stage.pilot.id,
            month=str(found.month),
            number=len(found.sent) + 1,
            content=text,
            content_hash=canonical.hash_of(text),
            sent_on=now.date(),
            recorded_at=now,
            recorded_by_id=stage.coordinator.id,
        )
    )
