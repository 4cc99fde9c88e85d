"""Certificates from the confirmed threshold to revocation: frozen, numbered, verified, exported."""

import datetime as dt
import re
from typing import Any

import pytest
from flask import current_app
from flask_babel import force_locale
from sqlalchemy import event, select

from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.audit import AuditEvent
from pilot.cohort import canonical
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.training.certificates import actions, jobs, queries, rules
from pilot.training.certificates import papers as certificate_papers
from pilot.training.certificates.entries import IssueEntry
from pilot.training.certificates.enums import CertificateKind, CertificateState
from pilot.training.certificates.models import Certificate, CertificateExport, CertificateSetting
from pilot.training.certificates.rules import Problem
from pilot.training.enums import AttendanceStatus, MakeUpKind
from pilot.training.models import Attendance, MadeUp, MakeUp, Module
from tests import build
from tests.conftest import Client
from tests.training import build as training
from tests.training import papers

NOW, TODAY = build.NOW, dt.date(2023, 2, 14)
ISSUED_ON = dt.date(2022, 11, 25)
CERTIFICATE, STATEMENT = CertificateKind.CERTIFICATE, CertificateKind.STATEMENT


def course(world: build.World) -> None:
    """Hold two days: Anna attends both, Līga all but 15 per cent, Pēteris one minute less than that."""
    for number, held_on in ((1, dt.date(2022, 11, 24)), (2, ISSUED_ON)):
        day = training.day(world.pilot, held_on, number=number)
        training.attendance(day, world.anna)
        training.attendance(day, world.liga, 360 if number == 1 else 252)
        training.attendance(day, world.peteris, 360 if number == 1 else 251)
    training.module(world.pilot)


def lines(world: build.World) -> list[queries.Line]:
    return queries.lines_of(world.pilot, viewer=build.viewer(world.coordinator))


def issue_all(world: build.World) -> list[Certificate]:
    return actions.issue_all(
        world.pilot,
        lines(world),
        issued_on=ISSUED_ON,
        actor=build.viewer(world.coordinator),
        now=NOW,
        today=TODAY,
    )


def issue(world: build.World, person: Participation, entry: IssueEntry) -> Certificate:
    line = next(each for each in lines(world) if each.participation.id == person.id)
    actor = build.viewer(world.coordinator)
    return actions.issue(world.pilot, line, entry, actor=actor, now=NOW, today=TODAY)


def test_nothing_is_issued_before_the_threshold_is_confirmed(world: build.World) -> None:
    course(world)
    papers.setting(world.pilot, world.coordinator, confirmed_pct=90)

    with pytest.raises(actions.CertificateRefusedError) as refused:
        issue_all(world)

    assert refused.value.problem is Problem.THRESHOLD_NOT_CONFIRMED


def test_everybody_ready_gets_what_the_rule_says_and_a_number_by_name(world: build.World) -> None:
    course(world)
    papers.setting(world.pilot, world.coordinator)

    issued = issue_all(world)

    found = {each.participation_id: (each.number, each.kind) for each in issued}
    assert found == {
        world.liga.id: ("SDK-2022-001", CERTIFICATE),
        world.peteris.id: ("SDK-2022-002", STATEMENT),
        world.anna.id: ("SDK-2022-003", CERTIFICATE),
    }
    assert all(re.fullmatch("[0-9a-f]{32}", each.verify_code) for each in issued)
    with pytest.raises(actions.CertificateRefusedError) as refused:
        issue_all(world)
    assert refused.value.problem is Problem.NOBODY_READY


def test_what_was_issued_stays_when_attendance_is_corrected(world: build.World) -> None:
    course(world)
    papers.setting(world.pilot, world.coordinator)
    issued = {each.participation_id: each for each in issue_all(world)}
    before = issued[world.anna.id].facts
    row = db.session.scalars(
        select(Attendance).where(Attendance.participation_id == world.anna.id).order_by(Attendance.id)
    ).all()[0]
    row.minutes, row.status = 180, AttendanceStatus.PARTLY
    db.session.flush()

    found = queries.get_certificate(issued[world.anna.id].id, viewer=build.viewer(world.coordinator))
    changed, current = queries.changes_since(found)

    assert found.facts == before
    assert canonical.is_intact(found.facts, found.facts_hash)
    assert (changed, current["minutes"]) == (["minutes"], 540)


def test_a_certificate_against_the_rule_needs_a_reason_that_the_audit_log_notes(world: build.World) -> None:
    course(world)
    papers.setting(world.pilot, world.coordinator)

    with pytest.raises(actions.CertificateRefusedError) as refused:
        issue(world, world.peteris, IssueEntry(CERTIFICATE, ISSUED_ON, "  "))
    issued = issue(world, world.peteris, IssueEntry(CERTIFICATE, ISSUED_ON, "Slimoja pēdējā stundā."))

    assert refused.value.problem is Problem.REASON_MISSING
    assert (issued.kind, issued.override_reason) == (CERTIFICATE, "Slimoja pēdējā stundā.")
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.subject_id == issued.id)).one()
    assert (noted.action, noted.detail["override"], noted.detail["gaps"]) == (
        "training.certificate-issued",
        True,
        ["below_threshold"],
    )


@pytest.mark.parametrize(
    ("issued_on", "problem"),
    [
        (TODAY + dt.timedelta(days=1), Problem.IN_FUTURE),
        (ISSUED_ON - dt.timedelta(days=1), Problem.BEFORE_END),
    ],
)
def test_a_day_of_issue_lies_between_the_last_day_and_today(
    world: build.World, issued_on: dt.date, problem: Problem
) -> None:
    course(world)
    papers.setting(world.pilot, world.coordinator)

    with pytest.raises(actions.CertificateRefusedError) as refused:
        issue(world, world.anna, IssueEntry(CERTIFICATE, issued_on))

    assert refused.value.problem is problem


def test_who_left_early_gets_a_statement_before_the_course_ends(world: build.World) -> None:
    training.attendance(training.day(world.pilot, dt.date(2022, 11, 24)), world.anna)
    training.day(world.pilot, dt.date(2023, 3, 1), number=2)
    world.anna.ended_on = dt.date(2022, 11, 24)
    papers.setting(world.pilot, world.coordinator)

    issued = issue_all(world)

    assert [(each.participation_id, each.kind) for each in issued] == [(world.anna.id, STATEMENT)]


def test_a_number_is_never_given_out_again(world: build.World) -> None:
    course(world)
    papers.setting(world.pilot, world.coordinator)
    actor = build.viewer(world.coordinator)
    first = issue(world, world.anna, IssueEntry(STATEMENT, ISSUED_ON))

    actions.revoke(first, reason="Kļūda vārdā", seen=first.version, actor=actor, now=NOW, today=TODAY)
    second = issue(world, world.anna, IssueEntry(CERTIFICATE, ISSUED_ON))

    assert (first.number, second.number) == ("SDK-2022-001", "SDK-2022-002")
    with pytest.raises(actions.CertificateRefusedError) as refused:
        actions.make_duplicate(first, reason="Pazuda", seen=first.version, actor=actor, now=NOW, today=TODAY)
    assert refused.value.problem is Problem.NOT_LIVE


def page(client: Client, person: Any, path: str) -> str:
    person.locale = Locale.EN
    response = client.sign_in(person).get(path)
    assert response.status_code == 200, response.status_code
    return response.get_data(as_text=True)


def test_the_coordinator_confirms_previews_and_issues(client: Client, world: build.World) -> None:
    course(world)
    base = "/pilots/SDK-2022/training/certificates"
    assert "85 % of all planned hours" in page(client, world.coordinator, base)
    settings = {
        "number_pattern": "{code}-{number:03}",
        "programme_lv": "Kopiena",
        "programme_en": "Community",
        "place": "Rīga",
        "signatory_name": "Elīna Bērziņa",
        "signatory_position": "Koordinatore",
    }

    refused = client.send(f"{base}/settings", **{**settings, "number_pattern": "{code}"})
    saved = client.send(f"{base}/settings", confirmed="y", **settings)
    preview = page(client, world.coordinator, f"{base}/issue")
    seal = re.search(r'name="seal"[^>]*value="([0-9a-f]+)"', preview)
    assert seal is not None
    stale = client.send(f"{base}/issue", issued_on="25.11.2022.", seal="0" * 32)
    issued = client.send(f"{base}/issue", issued_on="25.11.2022.", seal=seal[1])

    assert "Write a short pattern" in refused.get_data(as_text=True)
    assert saved.status_code == 303
    assert db.session.scalars(select(CertificateSetting.confirmed_pct)).one() == 85
    assert "Certificates: 2. Statements of hours: 1." in preview
    assert "Attendance is below the threshold" in preview
    assert "The list changed meanwhile" in stale.get_data(as_text=True)
    assert issued.status_code == 303
    assert len(db.session.scalars(select(Certificate)).all()) == 3


def test_each_reader_sees_the_own_documents_only(client: Client, world: build.World) -> None:
    papers.certificate(world.pilot, world.anna, facts=papers.facts(name="Anna Ozola"))
    peteris = papers.certificate(
        world.pilot, world.peteris, serial=2, facts=papers.facts(name="Pēteris Ķirsis")
    )
    base = "/pilots/SDK-2022/training/certificates"

    own = page(client, training.person(world.anna), base)
    of_staff = page(client, world.manager, base)

    assert ("Anna Ozola" in own, "Pēteris Ķirsis" in own, "Who gets what" in own) == (True, False, False)
    assert ("Anna Ozola" in of_staff, "Pēteris Ķirsis" in of_staff) == (True, False)
    assert client.get(f"/certificates/{peteris.id}/paper").status_code == 404


@pytest.mark.parametrize(
    ("counts", "missed", "minutes", "kind"),
    [
        (True, 162, 54, CERTIFICATE),
        (True, 163, 54, STATEMENT),
        (False, 108, 54, CERTIFICATE),
        (False, 109, 54, STATEMENT),
    ],
)
def test_what_was_made_up_is_stated_apart_from_what_was_attended(
    client: Client, world: build.World, *, counts: bool, missed: int, minutes: int, kind: CertificateKind
) -> None:
    world.pilot.make_up_counts = counts
    days = [training.day(world.pilot, dt.date(2022, 11, on), number=on - 23) for on in (24, 25)]
    training.attendance(days[0], world.anna)
    training.attendance(days[1], world.anna, 360 - missed)
    made_up(world.anna, training.module(world.pilot), world.coordinator, minutes)
    papers.setting(world.pilot, world.coordinator)

    line = next(each for each in lines(world) if each.participation.id == world.anna.id)
    found = issue(world, world.anna, IssueEntry(line.judgement.ready_for or STATEMENT, ISSUED_ON))
    facts = queries.frozen(found)
    shown = page(client, world.coordinator, f"/certificates/{found.id}")

    assert found.kind is kind
    assert (facts["minutes"], facts["made_up_minutes"]) == (720 - missed, minutes)
    assert facts["academic_hours"] == rules.hours_text(720 - missed, 45)
    assert "Made up by additional work" in shown
    assert "1.2\xa0ac.\xa0h" in shown
    assert ("Atstrādāts ar papildu darbu", "1,20\xa0ak.\xa0st.") in printed(found)
    assert client.get(f"/certificates/{found.id}/paper").data.startswith(b"%PDF-")


def made_up(who: Participation, of: Module, by: User, minutes: int) -> None:
    """Let somebody make up minutes of a module."""
    work = build.keep(
        MakeUp(module_id=of.id, kind=MakeUpKind.INDIVIDUAL_TASK, title="Uzdevums", minutes=minutes)
    )
    build.keep(
        MadeUp(
            make_up_id=work.id,
            participation_id=who.id,
            minutes=minutes,
            done_on=dt.date(2022, 12, 1),
            evidence="Uzdevums mapē.",
            approved_by_id=by.id,
            approved_at=NOW,
        )
    )


def printed(found: Certificate) -> list[tuple[str, str]]:
    """Return the facts that a paper prints below its table, in Latvian."""
    with current_app.test_request_context(), force_locale("lv"):
        facts: list[tuple[str, str]] = certificate_papers.page(found)["facts"]
        return facts


def test_a_paper_made_again_is_the_same_to_the_byte(client: Client, world: build.World) -> None:
    found = papers.certificate(world.pilot, world.anna)
    client.sign_in(training.person(world.anna))

    first, again = (client.get(f"/certificates/{found.id}/paper") for _ in range(2))
    english = client.get(f"/certificates/{found.id}/paper?language=en")

    assert first.mimetype == "application/pdf"
    assert first.data.startswith(b"%PDF-")
    assert first.data == again.data != english.data
    assert first.headers["Content-Disposition"] == 'attachment; filename="sdk-2022-001-lv.pdf"'


def test_anybody_may_verify_and_learns_validity_number_and_initials(
    client: Client, world: build.World
) -> None:
    found = papers.certificate(world.pilot, world.liga)
    address = f"/certificates/verify/{found.verify_code}"

    valid = client.get(address).get_data(as_text=True)
    found.state, found.revoked_on = CertificateState.REVOKED, TODAY
    found.revoke_reason = "Slepens iemesls"
    db.session.flush()
    revoked = client.get(address).get_data(as_text=True)
    unknown = [client.get(f"/certificates/verify/{code}") for code in ("0" * 32, "%00", "x" * 500)]

    assert ("Dokuments ir derīgs" in valid, "SDK-2022-001" in valid, "L. Ā." in valid) == (True, True, True)
    assert "Dokuments ir atsaukts" in revoked
    assert not any(word in valid + revoked for word in ("Līga", "Ābele", "92,67", "Slepens", "Cēsu"))
    assert [each.status_code for each in unknown] == [404, 404, 404]
    assert all("Nav atrasts" in each.get_data(as_text=True) for each in unknown)


def test_a_revoked_document_says_so_and_changes_no_more(client: Client, world: build.World) -> None:
    found = papers.certificate(world.pilot, world.anna)
    client.sign_in(world.coordinator)

    without = client.send(f"/certificates/{found.id}/revoke", version="1", reason="")
    client.send(f"/certificates/{found.id}/revoke", version="1", reason="Kļūda vārdā")
    late = client.send(f"/certificates/{found.id}/duplicate", version="2", reason="Pazuda")

    assert without.status_code == 200
    assert "Šis dokuments ir atsaukts" in late.get_data(as_text=True)
    assert "Kļūda vārdā" in page(client, world.coordinator, f"/certificates/{found.id}")


def test_all_documents_become_one_pdf_in_steps(
    client: Client, world: build.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "STEP", 1)
    papers.certificate(world.pilot, world.anna)
    papers.certificate(world.pilot, world.liga, serial=2)
    papers.certificate(world.pilot, world.peteris, serial=3, state=CertificateState.REVOKED, revoked_on=TODAY)
    asked = client.sign_in(world.coordinator).send("/pilots/SDK-2022/training/certificates/export")
    waiting = client.get(asked.location).get_data(as_text=True)

    made = jobs.make_exports(now=NOW)
    again = jobs.make_exports(now=NOW)
    ready = page(client, world.coordinator, asked.location)
    paper = client.get(f"{asked.location}/paper")

    assert "Sagatavots: 0 no 2" in waiting
    assert (made, again) == (1, 0)
    assert "The PDF is ready" in ready
    assert paper.data.startswith(b"%PDF-")
    assert paper.data.count(b"/Type/Page/") == 2 or b"/Count 2" in paper.data


def test_an_export_whose_worker_died_is_taken_over_and_an_old_one_deleted(world: build.World) -> None:
    papers.certificate(world.pilot, world.anna)
    abandoned = papers.export(world.pilot, world.coordinator, lease_until=NOW + dt.timedelta(minutes=5))
    old = papers.export(world.pilot, world.coordinator, expires_at=NOW - dt.timedelta(days=1))
    ids = abandoned.id, old.id

    early = jobs.make_exports(now=NOW)
    late = jobs.make_exports(now=NOW + dt.timedelta(minutes=6))
    jobs.purge(now=NOW)

    assert (early, late) == (0, 1)
    assert list(db.session.scalars(select(CertificateExport.id))) == [ids[0]]


def test_a_register_without_documents_has_nothing_to_export(client: Client, world: build.World) -> None:
    response = client.sign_in(world.coordinator).send("/pilots/SDK-2022/training/certificates/export")

    assert response.location.endswith("/training/certificates")


def test_the_register_costs_the_same_for_one_and_three(client: Client, world: build.World) -> None:
    counts = []
    for serial, person in enumerate((world.anna, world.liga, world.peteris), start=1):
        papers.certificate(world.pilot, person, serial=serial)
        client.sign_in(world.coordinator)
        counts.append(queries_of(client, "/pilots/SDK-2022/training/certificates"))

    assert counts[0] == counts[2]


def queries_of(client: Client, path: str) -> int:
    """Count the statements that a page sends to the database."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        client.get(path)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(sent)


def test_a_participants_home_leads_to_the_own_documents_that_hold(client: Client, world: build.World) -> None:
    own = papers.certificate(world.pilot, world.anna)
    foreign = papers.certificate(world.pilot, world.liga, serial=2)
    person = training.person(world.anna)

    home = client.sign_in(person).get("/").get_data(as_text=True)

    assert f"/certificates/{own.id}" in home
    assert f"/certificates/{foreign.id}" not in home
    assert "/certificates/" not in client.sign_in(world.coordinator).get("/").get_data(as_text=True)

    own.state, own.revoked_on, own.revoke_reason = CertificateState.REVOKED, TODAY, "Kļūda vārdā."
    db.session.commit()
    assert "/certificates/" not in client.sign_in(person).get("/").get_data(as_text=True)
