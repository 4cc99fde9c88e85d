"""The pages of recruiting: who reads and writes what, what is refused beside which field."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, func, select

from pilot import audit
from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.recruiting.enums import Assessment, RecruitingState
from pilot.recruiting.models import Application, Candidacy, ContactLogEntry, Evidence, Nominee
from tests import build
from tests.conftest import Client
from tests.recruiting import build as recruiting


@pytest.fixture
def candidacy(world: build.World) -> Candidacy:
    return recruiting.candidacy(world.pilot, world.cesis)


@pytest.fixture
def applied(candidacy: Candidacy) -> Application:
    candidacy.state = RecruitingState.APPLIED
    return recruiting.application(candidacy)


@pytest.fixture
def applicant(world: build.World) -> User:
    person = build.user("Ilze Pētersone")
    build.role(person, Role.APPLICANT, world.pilot, world.cesis)
    return person


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def english(client: Client, user: User) -> Client:
    """Sign in somebody who reads English, the language of the words in these tests."""
    user.locale = Locale.EN
    return client.sign_in(user)


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    engine = db.engine.engine if hasattr(db.engine, "engine") else db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def pages_of(candidacy: Candidacy, nominee: Nominee, evidence: Evidence) -> dict[str, str]:
    application = nominee.application
    return {
        "board": f"/pilots/{candidacy.pilot.code}/recruiting",
        "add": f"/pilots/{candidacy.pilot.code}/recruiting/add",
        "selection": f"/pilots/{candidacy.pilot.code}/selection",
        "candidacy": f"/candidacies/{candidacy.id}",
        "state": f"/candidacies/{candidacy.id}/state",
        "edit": f"/candidacies/{candidacy.id}/edit",
        "contact": f"/candidacies/{candidacy.id}/contacts/new",
        "apply": f"/candidacies/{candidacy.id}/application/new",
        "application": f"/applications/{application.id}",
        "change": f"/applications/{application.id}/edit",
        "nominate": f"/applications/{application.id}/nominees/new",
        "nominee": f"/nominees/{nominee.id}/edit",
        "prove": f"/nominees/{nominee.id}/evidence/new",
        "assess": f"/evidence/{evidence.id}/edit",
        "enrol": f"/nominees/{nominee.id}/enrol",
    }


WRITES_APPLICATION = {"apply", "change", "nominate", "nominee"}
ANSWERS: dict[str, Callable[[str], int]] = {
    "coordinator": lambda _page: 200,
    "other_coordinator": lambda _page: 404,
    "manager": lambda page: 200 if page == "application" else 403,
    "observer": lambda page: 404 if page == "application" else 403,
    "mentor": lambda _page: 403,
    "lecturer": lambda _page: 403,
    "applicant": lambda page: 200 if page in {"application", *WRITES_APPLICATION} else 403,
    "applicant_elsewhere": lambda page: 404 if page in {"application", *WRITES_APPLICATION} else 403,
}


@pytest.mark.parametrize("who", ANSWERS)
def test_each_page_answers_each_role_as_the_matrix_says(
    client: Client, world: build.World, applied: Application, applicant: User, who: str
) -> None:
    nominee = recruiting.nominee(applied)
    pages = pages_of(applied.candidacy, nominee, recruiting.evidence(nominee))
    elsewhere = build.user("Jana Siliņa")
    build.role(elsewhere, Role.APPLICANT, world.pilot, world.tukums)
    people = {**vars(world), "applicant": applicant, "applicant_elsewhere": elsewhere}
    client.sign_in(people[who])

    answers = {page: client.get(address).status_code for page, address in pages.items()}

    assert answers == {page: ANSWERS[who](page) for page in pages}


def test_unknown_objects_are_not_found(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    nobody = world.pilot.id
    for address in (
        f"/candidacies/{nobody}",
        f"/applications/{nobody}",
        f"/nominees/{nobody}/edit",
        f"/evidence/{nobody}/edit",
        "/pilots/CITS-2023/recruiting",
        "/pilots/CITS-2023/selection",
    ):
        assert client.get(address).status_code == 404
    assert client.send(f"/contacts/{nobody}/done").status_code == 404


def test_the_municipality_reads_its_application_without_the_assessment(
    client: Client, world: build.World, applied: Application
) -> None:
    nominee = recruiting.nominee(applied)
    found = recruiting.evidence(nominee, Assessment.DOES_NOT_MEET)
    found.note = "Pieredze nav pietiekama"
    address = f"/applications/{applied.id}"

    coordinator = client.sign_in(world.coordinator).get(address).get_data(as_text=True)
    manager = client.sign_in(world.manager).get(address).get_data(as_text=True)

    assert "Pieredze nav pietiekama" in coordinator
    assert "Pieredze nav pietiekama" not in manager
    assert "Vēstule Nr. 4" not in manager
    assert nominee.name in manager


def test_the_list_of_applications_shows_only_the_own(
    client: Client, world: build.World, applied: Application, applicant: User
) -> None:
    recruiting.application(recruiting.candidacy(world.pilot, world.tukums, RecruitingState.APPLIED))

    def shown(user: User) -> tuple[bool, bool]:
        page = client.sign_in(user).get("/applications").get_data(as_text=True)
        return "Cēsu novads" in page, "Tukuma novads" in page

    assert applied.candidacy.municipality.name == "Cēsu novads"
    assert shown(world.coordinator) == (True, True)
    assert shown(world.manager) == (True, False)
    assert shown(applicant) == (True, False)
    assert shown(world.observer) == (False, False)


def test_the_board_counts_each_group_and_shows_one(client: Client, world: build.World) -> None:
    recruiting.candidacy(world.pilot, world.cesis, RecruitingState.UNDER_REVIEW)
    declined = recruiting.candidacy(world.pilot, world.tukums, RecruitingState.DECLINED)
    recruiting.contact(
        declined, world.coordinator.id, next_step="Zvanīt pēc gada", next_step_on=dt.date(2023, 2, 1)
    )
    english(client, world.coordinator)

    everything = client.get("/pilots/SDK-2022/recruiting").get_data(as_text=True)
    applied = client.get("/pilots/SDK-2022/recruiting?show=applied").get_data(as_text=True)
    none = client.get("/pilots/SDK-2022/recruiting?show=reserve").get_data(as_text=True)

    assert everything.count('role="rowheader"') == 2
    assert "Zvanīt pēc gada" in everything
    assert "overdue" in everything
    assert "7 fewer than planned" in everything
    assert applied.count('role="rowheader"') == 1
    assert "No municipality stands here." in none
    assert client.get("/pilots/SDK-2022/recruiting?show=nonsense").status_code == 200


def test_the_board_costs_the_same_queries_for_one_and_for_three(client: Client, world: build.World) -> None:
    def fill(name: str) -> None:
        place = build.municipality(name)
        candidacy = recruiting.candidacy(world.pilot, place, RecruitingState.APPLIED)
        nominee = recruiting.nominee(recruiting.application(candidacy), email=f"a@{name[:3].lower()}.lv")
        recruiting.evidence(nominee)
        recruiting.contact(candidacy, world.coordinator.id, next_step="Zvans", next_step_on=build.NOW.date())

    def cost(path: str) -> int:
        client.sign_in(world.coordinator)
        with counted_queries() as statements:
            assert client.get(path).status_code == 200
        return len(statements)

    fill("Balvu novads")
    one = [cost(path) for path in ("/pilots/SDK-2022/recruiting", "/pilots/SDK-2022/selection")]
    fill("Madonas novads")
    fill("Saldus novads")
    three = [cost(path) for path in ("/pilots/SDK-2022/recruiting", "/pilots/SDK-2022/selection")]

    assert one == three
    assert min(one) > 3


def test_municipalities_are_added_one_by_one_or_all_at_once(client: Client, world: build.World) -> None:
    client.sign_in(world.coordinator)
    typed = client.form(municipalities=[str(world.cesis.id)])

    first = client.post("/pilots/SDK-2022/recruiting/add", data=typed)
    again = client.post("/pilots/SDK-2022/recruiting/add", data=typed)
    assert (first.status_code, again.status_code, count(Candidacy)) == (303, 303, 1)

    assert client.send("/pilots/SDK-2022/recruiting/add-all").status_code == 303
    assert client.send("/pilots/SDK-2022/recruiting/add-all").status_code == 303
    assert count(Candidacy) == 2
    assert 'class="empty"' in client.get("/pilots/SDK-2022/recruiting/add").get_data(as_text=True)


@pytest.mark.parametrize("chosen", [[], ["nonsense"]])
def test_adding_nothing_or_nonsense_is_refused(client: Client, world: build.World, chosen: list[str]) -> None:
    client.sign_in(world.coordinator)

    page = client.send("/pilots/SDK-2022/recruiting/add", municipalities=chosen).get_data(as_text=True)

    assert 'id="municipalities-error"' in page
    assert count(Candidacy) == 0


def test_an_unknown_move_is_refused_with_what_is_allowed(
    client: Client, world: build.World, candidacy: Candidacy
) -> None:
    english(client, world.coordinator)
    address = f"/candidacies/{candidacy.id}/state"

    refused = client.send(address, state="completed", decision_note="Viss jau ir noticis", version="1")
    nonsense = client.send(address, state="refused", version="1")
    no_reason = client.send(address, state="declined", version="1")

    page = refused.get_data(as_text=True)
    assert "Possible now: Contacted, Interested, Applied, Declined, Withdrawn" in page
    assert "Viss jau ir noticis" in page
    assert 'id="state-error"' in nonsense.get_data(as_text=True)
    assert 'id="decision_note-error"' in no_reason.get_data(as_text=True)
    assert db.session.scalar(select(Candidacy.state)) is RecruitingState.IDENTIFIED


def test_a_move_is_made_once_and_not_over_another(
    client: Client, world: build.World, candidacy: Candidacy
) -> None:
    client.sign_in(world.coordinator)
    address = f"/candidacies/{candidacy.id}/state"

    moved = client.send(address, state="contacted", version="1")
    late = client.send(address, state="withdrawn", decision_note="Mana piezīme", version="1")

    assert (moved.status_code, late.status_code) == (303, 409)
    assert "Mana piezīme" in late.get_data(as_text=True)
    assert db.session.scalar(select(Candidacy.state)) is RecruitingState.CONTACTED


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"contact_email": "dace@cesis"}, "contact_email"),
        ({"planned_places": "51"}, "planned_places"),
        ({"planned_places": "-1"}, "planned_places"),
        ({"agreement_on": "15.02.2023"}, "agreement_on"),
        ({"contact_name": "Dace 010180-12345"}, "contact_name"),
    ],
)
def test_a_candidacy_keeps_only_what_can_be(
    client: Client, world: build.World, candidacy: Candidacy, typed: dict[str, str], field: str
) -> None:
    client.sign_in(world.coordinator)
    address = f"/candidacies/{candidacy.id}/edit"

    refused = client.send(address, **{"agreement_no": "Līgums 7", "version": "1", **typed})
    saved = client.send(address, planned_places="50", contact_email="dace@cesis.lv", version="1")

    page = refused.get_data(as_text=True)
    assert f'id="{field}-error"' in page
    assert "Līgums 7" in page
    assert saved.status_code == 303
    assert db.session.scalar(select(Candidacy.planned_places)) == 50


def test_a_contact_is_logged_once_and_its_step_done(
    client: Client, world: build.World, candidacy: Candidacy
) -> None:
    english(client, world.coordinator)
    typed = client.form(
        made_on="10.02.2023",
        channel="visit",
        with_whom="Sociālais dienests",
        summary="Ieinteresēti, lūdz vēstuli",
        next_step="Nosūtīt vēstuli",
        next_step_on="20.02.2023",
    )
    address = f"/candidacies/{candidacy.id}/contacts/new"
    answers = [client.post(address, data=typed).status_code for _ in range(2)]

    contact = db.session.scalars(select(ContactLogEntry)).one()
    page = client.get(f"/candidacies/{candidacy.id}").get_data(as_text=True)
    done = [client.send(f"/contacts/{contact.id}/done").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert "Ieinteresēti, lūdz vēstuli" in page
    assert done == [303, 303]
    assert db.session.scalar(select(ContactLogEntry.next_step_done_on)) == dt.date(2023, 2, 14)
    assert "done 14.02.2023" in client.get(f"/candidacies/{candidacy.id}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"made_on": "15.02.2023"}, "made_on"),
        ({"made_on": "vakar"}, "made_on"),
        ({"channel": "pigeon"}, "channel"),
        ({"with_whom": ""}, "with_whom"),
        ({"summary": "Zvanīja 010180-12345"}, "summary"),
        ({"next_step": "Zvans"}, "next_step_on"),
        ({"next_step_on": "20.02.2023"}, "next_step"),
    ],
)
def test_a_bad_contact_is_refused_beside_its_field(
    client: Client, world: build.World, candidacy: Candidacy, typed: dict[str, str], field: str
) -> None:
    client.sign_in(world.coordinator)
    good = {
        "made_on": "10.02.2023",
        "channel": "call",
        "with_whom": "Vadītāja",
        "summary": "Saruna par nosacījumiem",
    }

    page = client.send(f"/candidacies/{candidacy.id}/contacts/new", **{**good, **typed}).get_data(
        as_text=True
    )

    assert f'id="{field}-error"' in page
    assert field == "summary" or "Saruna par nosacījumiem" in page
    assert count(ContactLogEntry) == 0


def test_an_applicant_applies_once_and_until_the_review(
    client: Client, applicant: User, candidacy: Candidacy
) -> None:
    english(client, applicant)
    typed = client.form(submitted_on="01.02.2023", motivation="Vēlamies mācīties", work_share_pct="100")
    address = f"/candidacies/{candidacy.id}/application/new"
    form = client.get(address).get_data(as_text=True)

    answers = [client.post(address, data=typed).status_code for _ in range(2)]

    application = db.session.scalars(select(Application)).one()
    assert "meets at least one criterion" in form
    assert answers == [303, 303]
    assert (application.work_share_pct, application.workload_relief) == (100, False)
    assert db.session.scalar(select(Candidacy.state)) is RecruitingState.APPLIED
    second = client.send(address, submitted_on="01.02.2023", motivation="Otrreiz")
    assert "has an application already" in second.get_data(as_text=True)

    candidacy.state = RecruitingState.UNDER_REVIEW
    change = f"/applications/{application.id}/edit"
    late = client.send(change, submitted_on="01.02.2023", motivation="Vēl labāk", version="1")
    assert "The review has begun" in late.get_data(as_text=True)
    assert "Vēl labāk" in late.get_data(as_text=True)
    assert change not in client.get(f"/applications/{application.id}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"work_share_pct": "0"}, "work_share_pct"),
        ({"work_share_pct": "101"}, "work_share_pct"),
        ({"submitted_on": "15.02.2023"}, "submitted_on"),
        ({"submitted_on": ""}, "submitted_on"),
        ({"motivation": ""}, "motivation"),
        ({"experience": "Par 010180-12345"}, "experience"),
    ],
)
def test_a_bad_application_is_refused_beside_its_field(
    client: Client, world: build.World, candidacy: Candidacy, typed: dict[str, str], field: str
) -> None:
    client.sign_in(world.coordinator)
    good = {
        "submitted_on": "01.02.2023",
        "motivation": "Motivācija",
        "leadership_support": "Vadība sola telpu",
    }

    response = client.send(f"/candidacies/{candidacy.id}/application/new", **{**good, **typed})

    page = response.get_data(as_text=True)
    assert f'id="{field}-error"' in page
    assert "Vadība sola telpu" in page
    assert count(Application) == 0


def test_an_application_is_not_saved_over_another(
    client: Client, world: build.World, applied: Application
) -> None:
    client.sign_in(world.coordinator)
    address = f"/applications/{applied.id}/edit"
    good = {"submitted_on": "01.02.2023", "version": "1"}

    assert client.send(address, **good, motivation="Pirmā").status_code == 303
    late = client.send(address, **good, motivation="Otrā")

    assert late.status_code == 409
    assert "Otrā" in late.get_data(as_text=True)


def test_nominees_are_added_once_changed_and_never_doubled(
    client: Client, world: build.World, applied: Application
) -> None:
    client.sign_in(world.coordinator)
    address = f"/applications/{applied.id}/nominees/new"
    typed = client.form(given_name="Sanita", family_name="Upeniece", email="sanita@cesis.lv")
    answers = [client.post(address, data=typed).status_code for _ in range(2)]

    twin = client.send(address, given_name="Guna", family_name="Egle", email="SANITA@cesis.lv")
    shape = client.send(address, given_name="Guna", family_name="Egle", email="guna.cesis.lv")
    nominee = db.session.scalars(select(Nominee)).one()
    edit = f"/nominees/{nominee.id}/edit"
    changed = client.send(
        edit, given_name="Sanita", family_name="Kļava", email="sanita@cesis.lv", version="1"
    )
    late = client.send(edit, given_name="Sanita", family_name="Liepa", email="sanita@cesis.lv", version="1")

    assert answers == [303, 303]
    for refused in (twin, shape):
        assert 'id="email-error"' in refused.get_data(as_text=True)
        assert "Guna" in refused.get_data(as_text=True)
    assert (changed.status_code, late.status_code) == (303, 409)
    assert db.session.scalars(select(Nominee.family_name)).all() == ["Kļava"]


def test_evidence_is_added_and_assessed_with_who_and_when(
    client: Client, world: build.World, applied: Application
) -> None:
    english(client, world.coordinator)
    nominee = recruiting.nominee(applied)
    address = f"/nominees/{nominee.id}/evidence/new"
    typed = {"criterion": "experience", "kind": "letter", "reference": "Vēstule", "assessment": "pending"}

    added = client.send(address, **typed)
    evidence = db.session.scalars(select(Evidence)).one()
    first = (evidence.assessor_id, evidence.assessed_on)
    edit = f"/evidence/{evidence.id}/edit"
    assessed = client.send(edit, **{**typed, "assessment": "meets", "version": "1"})
    late = client.send(edit, **{**typed, "assessment": "does_not_meet", "version": "1"})

    db.session.refresh(evidence)
    assert (added.status_code, assessed.status_code, late.status_code) == (303, 303, 409)
    assert first == (None, None)
    assert (evidence.assessor_id, evidence.assessed_on) == (world.coordinator.id, dt.date(2023, 2, 14))
    assert "Meets the criterion" in client.get(f"/applications/{applied.id}").get_data(as_text=True)


def test_a_criterion_the_pilot_does_not_ask_for_is_refused(
    client: Client, world: build.World, applied: Application
) -> None:
    client.sign_in(world.coordinator)
    world.pilot.eligibility_criteria = ["experience"]
    nominee = recruiting.nominee(applied)
    typed = {"kind": "letter", "reference": "Rīkojums 5", "assessment": "meets"}

    page = client.send(
        f"/nominees/{nominee.id}/evidence/new", **typed, criterion="leadership_support"
    ).get_data(as_text=True)

    assert 'id="criterion-error"' in page
    assert "Rīkojums 5" in page
    assert count(Evidence) == 0


def test_a_nominee_is_enrolled_once_or_with_a_reason(
    client: Client, world: build.World, applied: Application
) -> None:
    english(client, world.coordinator)
    applied.candidacy.state = RecruitingState.SELECTED
    nominee = recruiting.nominee(applied)
    address = f"/nominees/{nominee.id}/enrol"

    refused = client.send(address)
    typed = client.form(override_reason="Pieredze citā pilsētā")
    answers = [client.post(address, data=typed).status_code for _ in range(2)]

    assert 'id="override_reason-error"' in refused.get_data(as_text=True)
    assert answers == [303, 303]
    assert count(Participation) == 4
    assert "Enrolled as participant" in client.get(f"/applications/{applied.id}").get_data(as_text=True)


def test_the_selection_orders_the_selected_the_reserve_and_the_rest(
    client: Client, world: build.World
) -> None:
    states = [
        ("Alojas novads", RecruitingState.APPLIED, None),
        ("Balvu novads", RecruitingState.RESERVE, 2),
        ("Ciblas novads", RecruitingState.RESERVE, 1),
        ("Dobeles novads", RecruitingState.SELECTED, None),
        ("Engures novads", RecruitingState.DECLINED, None),
    ]
    for name, state, priority in states:
        region = "Latgales plānošanas reģions" if name == "Balvu novads" else "Vidzemes plānošanas reģions"
        place = build.municipality(name, planning_region=region)
        recruiting.candidacy(world.pilot, place, state, reserve_priority=priority)
    english(client, world.coordinator)

    page = client.get("/pilots/SDK-2022/selection").get_data(as_text=True)

    order = ["Dobeles novads", "Ciblas novads", "Balvu novads", "Alojas novads"]
    assert sorted(order, key=page.index) == order
    assert "Engures novads" not in page
    assert "4 fewer than planned" in page
    assert "though applicants wait there" in page


def test_every_change_leaves_one_event(client: Client, world: build.World, candidacy: Candidacy) -> None:
    client.sign_in(world.coordinator)

    client.send(f"/candidacies/{candidacy.id}/state", state="contacted", version="1")
    client.send(f"/candidacies/{candidacy.id}/edit", contact_name="Dace", version="2")

    actions = db.session.scalars(
        select(audit.AuditEvent.action).where(audit.AuditEvent.subject_id == candidacy.id)
    )
    assert sorted(actions) == ["recruiting.candidacy-changed", "recruiting.candidacy-moved"]
