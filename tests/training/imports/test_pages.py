"""Importing in two steps: every row is shown with its state, and nothing is kept until it is confirmed."""

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from pilot.accounts.models import AccountLink, RoleAssignment, User
from pilot.accounts.roles import Role
from pilot.cohort.entries import InvitationEntry, ParticipantEntry
from pilot.cohort.enums import ParticipationState
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.outbox.models import OutgoingMail
from pilot.training.entries import ModuleEntry
from pilot.training.imports import actions, preview
from pilot.training.models import Module
from tests import build
from tests.conftest import Client
from tests.training import build as training

LECTURERS = "/pilots/SDK-2022/import/lecturers"
PARTICIPANTS = "/pilots/SDK-2022/import/participants"
MODULES = "/pilots/SDK-2022/import/modules"
HEADING = "Vārds;Uzvārds;E-pasts"
CODE = "120185-12345"


def file_of(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def upload(client: Client, address: str, data: bytes, **fields: str) -> TestResponse:
    source = (io.BytesIO(data), "rindas.csv")
    return client.post(address, data=client.form(source=source, **fields))


def sealed_in(page: TestResponse) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page.get_data(as_text=True))
    assert found is not None
    return found[1]


def figures_in(page: TestResponse) -> list[int]:
    return [int(number) for number in re.findall(r'<span class="value">(\d+)', page.get_data(as_text=True))]


def lecturers(world: build.World) -> int:
    count = select(func.count()).where(
        RoleAssignment.pilot_id == world.pilot.id, RoleAssignment.role == Role.LECTURER
    )
    return db.session.scalar(count) or 0


def twenty(world: build.World) -> bytes:
    """Return twenty rows: three wrong, two that are here or twice, one to look at, fourteen new."""
    rows = [f"Anna{number};Priede;anna{number}@example.lv" for number in range(14)]
    rows += ["Juris;;juris@example.lv", "Juris;Egle;juris", f"Juris {CODE};Egle;j@example.lv"]
    rows += [f"Inga;Zariņa;{world.lecturer.email.upper()}", "Anna1;Priede;ANNA1@example.lv"]
    rows += ["Inga;Zariņa;cita.inga@example.lv"]
    return file_of(HEADING, *rows)


def test_twenty_rows_are_counted_by_state_and_kept_only_when_confirmed(
    client: Client, world: build.World
) -> None:
    page = upload(client.sign_in(world.coordinator), LECTURERS, twenty(world))
    before = (lecturers(world), len(db.session.scalars(select(OutgoingMail)).all()))
    words = page.get_data(as_text=True)

    answer = client.send(f"{LECTURERS}/confirm", sealed=sealed_in(page))

    assert figures_in(page) == [14, 2, 1, 3]
    assert before == (1, 0)
    assert "Ierakstiet uzvārdu" in words
    assert CODE not in words
    assert answer.status_code == 303
    assert lecturers(world) == 16
    assert len(db.session.scalars(select(AccountLink)).all()) == 15
    assert len(db.session.scalars(select(OutgoingMail)).all()) == 15


def test_the_wrong_rows_come_back_mended_without_a_duplicate(client: Client, world: build.World) -> None:
    page = upload(client.sign_in(world.coordinator), LECTURERS, twenty(world))
    client.send(f"{LECTURERS}/confirm", sealed=sealed_in(page))

    file = client.send(f"{LECTURERS}/errors", sealed=sealed_in(page)).data.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(file), delimiter=";"))
    lines[1][1], lines[2][2], lines[3][0] = "Egle", "juris2@example.lv", "Juris"
    mended = io.StringIO(newline="")
    csv.writer(mended, delimiter=";").writerows(lines)
    again = upload(client, LECTURERS, mended.getvalue().encode("cp1257"))

    assert CODE not in file
    assert [line[-1][:8] for line in lines] == ["Kas jāla", "Uzvārds:", "E-pasts:", "Vārds: Š"]
    assert figures_in(again) == [1, 0, 2, 0]
    assert "Ailes, kuras izlaiž" not in again.get_data(as_text=True)


def test_the_problem_file_holds_no_formula(client: Client, world: build.World) -> None:
    data = file_of(HEADING, '=HYPERLINK("x");@SUM(1);', "-2+3;+cmd;x")
    page = upload(client.sign_in(world.coordinator), LECTURERS, data)

    file = client.send(f"{LECTURERS}/errors", sealed=sealed_in(page))

    lines = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))
    assert [line[:2] for line in lines[1:]] == [['\'=HYPERLINK("x")', "'@SUM(1)"], ["'-2+3", "'+cmd"]]
    assert "attachment" in file.headers["Content-Disposition"]


def test_rows_that_stand_differently_since_the_preview_are_shown_again(
    client: Client, world: build.World
) -> None:
    data = file_of(HEADING, "Zane;Egle;zane@example.lv", "Juris;Egle;juris@example.lv")
    page = upload(client.sign_in(world.coordinator), LECTURERS, data)
    build.role(build.user("Zane Egle", email="zane@example.lv"), Role.LECTURER, world.pilot)

    answer = client.send(f"{LECTURERS}/confirm", sealed=sealed_in(page))

    assert answer.status_code == 200
    assert figures_in(answer) == [1, 1, 0, 0]
    assert "Pilotprojekts kopš priekšskatījuma ir mainījies" in answer.get_data(as_text=True)
    assert lecturers(world) == 2


def test_changed_foreign_and_old_previews_are_refused(
    client: Client, world: build.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = build.user("Otra Koordinatore")
    build.role(other, Role.COORDINATOR, world.pilot)
    data = file_of(HEADING, "Zane;Egle;zane@example.lv")
    sealed = sealed_in(upload(client.sign_in(world.coordinator), LECTURERS, data))
    sent = [
        client.send(f"{LECTURERS}/confirm", sealed=f"{sealed[:30]}x{sealed[31:]}"),
        client.send(f"{MODULES}/confirm", sealed=sealed),
        client.send(f"{LECTURERS}/errors", sealed=""),
        client.sign_in(other).send(f"{LECTURERS}/confirm", sealed=sealed),
    ]
    monkeypatch.setattr(preview, "LASTS_SECONDS", -1)

    sent.append(client.sign_in(world.coordinator).send(f"{LECTURERS}/confirm", sealed=sealed))

    assert [(answer.status_code, answer.location.count("/import/")) for answer in sent] == [(303, 1)] * 5
    assert lecturers(world) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "nav nevienas rindas", id="empty"),
        pytest.param(file_of("Vārds;E-pasts", "Anna;a@example.lv"), "Trūkst ailes: Uzvārds", id="missing"),
        pytest.param(
            file_of(f"{HEADING};E-mail", "Anna;Egle;a@example.lv;b"), "divas reizes: E-pasts", id="twice"
        ),
        pytest.param(
            f"{HEADING}\nAnna;Bērziņa;a@example.lv".encode().decode("cp1252", "replace").encode(),
            "1. rindu nevar izlasīt",
            id="garbled",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_beside_the_field(
    client: Client, world: build.World, data: bytes, words: str
) -> None:
    page = upload(client.sign_in(world.coordinator), LECTURERS, data)

    assert page.status_code == 200
    assert words in page.get_data(as_text=True)


def test_two_thousand_rows_go_through_both_steps(client: Client, world: build.World) -> None:
    rows = [
        f"{number % 90 + 10}. lektore;Bērziņa;lektore{number % 250}@example.lv" for number in range(2_000)
    ]
    page = upload(client.sign_in(world.coordinator), LECTURERS, file_of(HEADING, *rows))

    sealed = sealed_in(page)

    assert len(sealed) < 200_000
    assert client.send(f"{LECTURERS}/errors", sealed=sealed).status_code == 200


def test_more_people_than_are_written_in_a_few_seconds_are_refused(
    client: Client, world: build.World
) -> None:
    rows = [f"Ieva;Priede;ieva{number}@example.lv" for number in range(301)]
    client.sign_in(world.coordinator)

    fitting = upload(client, LECTURERS, file_of(HEADING, *rows[:300]))
    too_many = upload(client, LECTURERS, file_of(HEADING, *rows))

    assert figures_in(fitting) == [1, 0, 299, 0]
    assert "vairāk nekā 300 jaunu cilvēku" in too_many.get_data(as_text=True)


def test_more_text_than_a_form_can_carry_is_refused(
    client: Client, world: build.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "MOST_SEALED", 100)

    page = upload(client.sign_in(world.coordinator), LECTURERS, twenty(world))

    assert "pārāk daudz teksta" in page.get_data(as_text=True)


def test_a_form_without_a_file_says_so(client: Client, world: build.World) -> None:
    page = client.sign_in(world.coordinator).send(LECTURERS)

    assert "Izvēlieties datni" in page.get_data(as_text=True)


def test_modules_are_imported_in_academic_hours_and_their_numbers_are_their_own(
    client: Client, world: build.World
) -> None:
    training.module(world.pilot, 1)
    training.module(world.pilot, 2)
    data = file_of(
        "Nr.,Nosaukums latviski,Nosaukums angliski,Akadēmiskās stundas,Piezīmes",
        '3,Kopiena,Community,"7,5",x',
        "1,1. TEMATS,Subject 1,16,",
        "2,Cits,Other,16,",
        "4,Grupas,Groups,0,",
        "3,Kopiena,Community,16,",
    )
    page = upload(client.sign_in(world.coordinator), MODULES, data)

    client.send(f"{MODULES}/confirm", sealed=sealed_in(page))

    assert figures_in(page) == [1, 2, 0, 2]
    assert "Ailes, kuras izlaiž: Piezīmes" in page.get_data(as_text=True)
    added = db.session.scalars(select(Module).where(Module.number == 3)).one()
    assert (added.title_lv, added.title_en, added.minutes) == ("Kopiena", "Community", 338)


def test_participants_are_imported_for_their_municipality(client: Client, world: build.World) -> None:
    data = file_of(
        f"{HEADING};Pašvaldība;Amats;Pirmā dalības diena",
        "Zane;Egle;zane@example.lv;Tukuma novads;Sociālā darbiniece;01.02.2023",
        "Juris;Egle;juris@example.lv;tukuma;;01.03.2023",
        "Ilze;Egle;ilze@example.lv;Nekurienes novads;;",
        "Velta;Egle;velta@example.lv;Cēsu novads;;",
        "Uldis;Egle;uldis@example.lv;Tukuma novads;;31.02.2023",
    )
    page = upload(client.sign_in(world.coordinator), PARTICIPANTS, data, eligibility="Dienesta vēstules")

    client.send(f"{PARTICIPANTS}/confirm", sealed=sealed_in(page))

    assert figures_in(page) == [1, 0, 2, 2]
    added = db.session.execute(
        select(User.given_name, Participation.state, Participation.started_on, Participation.override_reason)
        .join(User, User.id == Participation.user_id)
        .where(User.family_name == "Egle")
        .order_by(User.sort_key)
    )
    confirmed, reason = ParticipationState.CONFIRMED, "Dienesta vēstules"
    assert [tuple(row) for row in added] == [
        ("Juris", confirmed, dt.date(2023, 3, 1), reason),
        ("Velta", confirmed, None, reason),
        ("Zane", ParticipationState.ACTIVE, dt.date(2023, 2, 1), reason),
    ]
    assert len(db.session.scalars(select(AccountLink)).all()) == 3


def test_how_participants_meet_the_criteria_has_to_be_said(client: Client, world: build.World) -> None:
    page = upload(client.sign_in(world.coordinator), PARTICIPANTS, file_of(HEADING, "a;b;c@example.lv"))

    assert "Uzrakstiet, kā izpildīti kritēriji" in page.get_data(as_text=True)


def test_closed_accounts_and_other_names_are_told(client: Client, world: build.World) -> None:
    build.user("Guna Lapa", email="guna@example.lv", state="closed")
    build.user("Vilis Kociņš", email="vilis@example.lv")
    data = file_of(HEADING, "Guna;Lapa;guna@example.lv", "Valdis;Kociņš;vilis@example.lv")

    page = upload(client.sign_in(world.coordinator), LECTURERS, data)

    assert figures_in(page) == [0, 0, 1, 1]


def test_an_identity_number_in_a_column_that_is_passed_over_is_refused_too(
    client: Client, world: build.World
) -> None:
    data = file_of(f"{HEADING};Personas kods", f"Zane;Egle;zane@example.lv;{CODE}")

    page = upload(client.sign_in(world.coordinator), LECTURERS, data)

    assert figures_in(page) == [0, 0, 0, 1]
    assert CODE not in page.get_data(as_text=True)


@pytest.mark.parametrize("language", ["lv", "en"])
@pytest.mark.parametrize("address", [MODULES, LECTURERS, PARTICIPANTS])
def test_the_empty_file_is_one_that_can_be_imported(
    client: Client, world: build.World, address: str, language: str
) -> None:
    world.coordinator.locale = language  # type: ignore[assignment]
    client.sign_in(world.coordinator)
    template = client.get(f"{address}/template").get_data(as_text=True).strip()
    cells: dict[str, Any] = {MODULES: "3;Kopiena;Community;8;", LECTURERS: "Zane;Egle;z@example.lv;en"}
    line = cells.get(address, "Zane;Egle;z@example.lv;Tukuma novads;;;")

    page = upload(client, address, f"{template}\r\n{line}".encode(), eligibility="Vēstules")

    assert figures_in(page) == [1, 0, 0, 0]


def test_what_can_no_longer_be_imported_takes_the_whole_file_with_it(world: build.World) -> None:
    entry = ModuleEntry(number=3, title_lv="Kopiena", title_en="Community", minutes=360, aims="")
    viewer = build.viewer(world.coordinator)

    with pytest.raises(actions.ImportRefusedError):
        actions.bring_modules(world.pilot, [entry, entry], actor=viewer, now=build.NOW)


def test_a_person_who_is_here_by_now_takes_the_whole_file_with_them(world: build.World) -> None:
    viewer = build.viewer(world.coordinator)
    lecturer = InvitationEntry("Inga", "Zariņa", world.lecturer.email, Role.LECTURER)
    anna = db.session.get_one(User, world.anna.user_id)
    participant = ParticipantEntry("Anna", "Ozola", anna.email, world.cesis.id, "", None, "Vēstule")

    with pytest.raises(actions.ImportRefusedError):
        actions.bring_lecturers(world.pilot, [lecturer], actor=viewer, now=build.NOW)
    with pytest.raises(actions.ImportRefusedError):
        actions.bring_participants(
            world.pilot, [participant], actor=viewer, now=build.NOW, today=dt.date(2023, 2, 14)
        )
