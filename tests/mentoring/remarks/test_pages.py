"""Pages of the remarks: who sees what, in two taps from a session, and what leaves the pilot."""

import datetime as dt
import io
import re
import uuid

import openpyxl
import pytest
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.extensions import db
from pilot.mentoring.remarks.enums import Decision, RemarkKind
from pilot.mentoring.remarks.models import MethodologyRemark
from tests import build
from tests.conftest import Client
from tests.mentoring import build as mentoring
from tests.mentoring.build import words
from tests.mentoring.remarks import build as said
from tests.mentoring.remarks.build import TODAY, Material

PATH = "/pilots/SDK-2022/mentoring/remarks/"
OWN_WORDS, SUMMED_UP = "Pie veikala neviens neaizpilda", "Aptauja ir par garu"


@pytest.fixture
def material(english: build.World) -> Material:
    return said.material(english)


def participant(world: build.World) -> User:
    return db.session.get_one(User, world.anna.user_id)


def written() -> list[MethodologyRemark]:
    return list(db.session.scalars(select(MethodologyRemark)))


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("participant", OWN_WORDS),
        ("coordinator", OWN_WORDS),
        ("mentor", "You have not written a remark yet"),
        ("lecturer", "You have not written a remark yet"),
        ("observer", "Fewer than 5 remarks so far"),
    ],
)
def test_each_role_reads_its_part(
    client: Client, english: build.World, material: Material, who: str, reads: str
) -> None:
    anna = participant(english)
    said.remark(material, anna, OWN_WORDS)
    page = client.sign_in(anna if who == "participant" else getattr(english, who)).get(PATH)

    assert reads in words(page)
    assert (OWN_WORDS in words(page)) is (who in {"participant", "coordinator"})


@pytest.mark.parametrize(
    ("who", "path"), [("manager", PATH), ("mentor", f"{PATH}changes"), ("observer", f"{PATH}new")]
)
def test_a_page_of_another_role_is_refused(client: Client, english: build.World, who: str, path: str) -> None:
    assert client.sign_in(getattr(english, who)).get(path).status_code == 403


def test_nobody_opens_the_remark_of_another(client: Client, english: build.World, material: Material) -> None:
    remark = said.remark(material, participant(english), OWN_WORDS)

    assert client.sign_in(english.mentor).get(f"{PATH}{remark.id}").status_code == 404


def test_the_coordinator_does_not_learn_who_spoke(
    client: Client, english: build.World, material: Material
) -> None:
    """Three participants and three others: no role has five people, so none is told."""
    session = mentoring.log(english.pilot, english.mentor, english.anna, held_on=dt.date(2023, 1, 10))
    remark = said.remark(material, english.mentor, OWN_WORDS, session_id=session.id)
    number = remark.author.number
    client.sign_in(english.coordinator)
    pages = [
        client.get(path).get_data(as_text=True)
        for path in (PATH, f"{PATH}points/{remark.point_id}", f"{PATH}points/{remark.point_id}/answer")
    ]

    for page in pages:
        assert f"Author {number}" in page
        assert "Māra" not in page
        assert "10/01/2023" not in page
        assert "10.01.2023" not in page
        assert str(english.mentor.id) not in page
        assert str(session.id) not in page
    assert f"{TODAY:%d.%m.%Y}" not in pages[1]


def test_a_role_is_named_where_enough_people_have_it(
    client: Client, english: build.World, material: Material
) -> None:
    for name in ("Ilze Kļava", "Ģirts Ozols", "Ņina Bērza"):
        build.role(build.user(name), Role.PARTICIPANT, english.pilot, english.cesis)
    for name in ("Rasa Egle", "Uldis Vilks"):
        build.role(build.user(name), Role.MENTOR, english.pilot)
    author = said.remark(material, participant(english)).author
    other = said.remark(material, english.mentor).author

    page = words(client.sign_in(english.coordinator).get(PATH))
    assert f"Participant {author.number}" in page
    assert f"Author {other.number}" in page


def test_a_remark_is_two_taps_from_the_session(
    client: Client, english: build.World, material: Material
) -> None:
    session = mentoring.log(english.pilot, english.mentor, english.anna)
    client.sign_in(english.mentor)
    page = client.get(f"/pilots/SDK-2022/mentoring/sessions/{session.id}").get_data(as_text=True)
    address = f"{PATH}new?session={session.id}"
    assert f'href="{address}"' in page

    form = client.get(address).get_data(as_text=True)
    assert form.count("checked") == 2  # a section and a kind stand ready
    answer = client.send(
        address, section=material.survey.id, kind="unclear", text="Par garu", about=material.second.id
    )

    assert answer.status_code == 303
    assert [(row.session_id, row.kind) for row in written()] == [(session.id, RemarkKind.UNCLEAR)]


def test_a_session_of_others_is_not_noted(client: Client, english: build.World, material: Material) -> None:
    session = mentoring.log(english.pilot, english.other_mentor, english.liga)
    client.sign_in(english.mentor).send(
        f"{PATH}new?session={session.id}",
        section=material.survey.id,
        kind="good",
        text="Labi",
        about=material.second.id,
    )

    assert [row.session_id for row in written()] == [None]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": " "}, "Write what you noticed"),
        ({"text": "Anna 010190-12345 teica"}, "personal identity number"),
        ({"text": "Zvaniet 29123456"}, "e-mail or phone number"),
        ({"text": "x" * 4001}, "Shorten the text to 4000 characters"),
        ({"section": ""}, "Choose the section"),
        ({"section": str(uuid.uuid4())}, "Choose one of the given answers"),
        ({"about": str(uuid.uuid4())}, "Choose one of the given answers"),
    ],
)
def test_a_bad_remark_is_refused_beside_its_field(
    client: Client, english: build.World, material: Material, changes: dict[str, str], message: str
) -> None:
    fields = {
        "section": str(material.survey.id),
        "kind": "unclear",
        "text": "Par garu",
        "about": str(material.second.id),
    }
    page = client.sign_in(english.mentor).send(f"{PATH}new", **{**fields, **changes})

    assert page.status_code == 200
    assert message in words(page)
    assert not written()


def test_the_contact_of_an_organisation_may_stay(
    client: Client, english: build.World, material: Material
) -> None:
    client.sign_in(english.mentor).send(
        f"{PATH}new",
        section=material.survey.id,
        kind="mistake",
        text="Vecs tālrunis 29123456",
        about=material.second.id,
        contact_may_stay="y",
    )

    assert len(written()) == 1


def test_before_a_version_there_is_nothing_to_speak_about(client: Client, english: build.World) -> None:
    page = client.sign_in(english.mentor).get(f"{PATH}new")

    assert "No version of the material is published yet" in words(page)


def test_an_answer_stays_new_until_its_author_says_so(
    client: Client, english: build.World, material: Material
) -> None:
    remark = said.remark(material, english.mentor)
    said.answer(material, english.coordinator, remark)
    said.implement(material, english.coordinator, remark, material.second)
    client.sign_in(english.mentor)

    assert "There is an answer to your remark" in words(client.get("/"))
    page = client.get(f"{PATH}{remark.id}")
    assert "You said – we changed" in words(page)
    assert "<del>" in page.get_data(as_text=True)
    assert "There is an answer to your remark" in words(client.get("/"))
    client.send(f"{PATH}{remark.id}/seen", version=db.session.get_one(MethodologyRemark, remark.id).version)
    assert "There is an answer to your remark" not in words(client.get("/"))


def test_what_waits_too_long_is_on_the_coordinators_home(
    client: Client, english: build.World, material: Material
) -> None:
    said.remark(material, english.mentor, on=TODAY - dt.timedelta(days=31))
    said.remark(material, english.lecturer, "Jauna", on=TODAY)
    client.sign_in(english.coordinator)

    assert "Answer 1 remark on the methodology" in words(client.get("/?all=1"))
    page = words(client.get(f"{PATH}?waiting=y"))
    assert "Par garu" in page
    assert "Jauna" not in page


def test_filters_of_the_address_hold(client: Client, english: build.World, material: Material) -> None:
    said.remark(material, english.mentor, "Pirmā", kind=RemarkKind.GOOD)
    said.remark(material, english.lecturer, "Otrā", section=material.mentor_support)
    client.sign_in(english.coordinator)

    for query, shown, hidden in (
        (f"section={material.survey.id}", "Pirmā", "Otrā"),
        ("kind=good", "Pirmā", "Otrā"),
        ("state=new&kind=unusable", "Otrā", "Pirmā"),
    ):
        page = words(client.get(f"{PATH}?{query}"))
        assert shown in page
        assert hidden not in page
    assert "No remark matches these filters" in words(client.get(f"{PATH}?state=declined"))


def test_a_refused_answer_keeps_what_was_typed(
    client: Client, english: build.World, material: Material
) -> None:
    point = said.remark(material, english.mentor).point
    page = client.sign_in(english.coordinator).send(
        f"{PATH}points/{point.id}/answer", version=point.version, summary=SUMMED_UP, decision="declined"
    )

    assert "Write the reason: the authors read it" in words(page)
    assert SUMMED_UP in words(page)


def test_a_version_without_a_change_is_refused_beside_the_field(
    client: Client, english: build.World, material: Material
) -> None:
    remark = said.remark(material, english.mentor, section=material.mentor_support)
    point = said.answer(material, english.coordinator, remark)
    page = client.sign_in(english.coordinator).send(
        f"{PATH}points/{point.id}/implement", version=point.version, edition=material.second.id
    )

    assert "The section did not change in this version" in words(page)
    assert "No version has changed this section yet" in words(page)


def test_the_change_log_tells_what_was_decided_and_nobody(
    client: Client, english: build.World, material: Material
) -> None:
    remarks = [said.remark(material, english.mentor, OWN_WORDS) for _each in range(6)]
    said.remark(material, participant(english), OWN_WORDS, section=material.mentor_support)
    said.remark(material, english.lecturer, OWN_WORDS, section=material.mentor_support)
    said.merge(material, english.coordinator, *remarks[:5])
    said.answer(material, english.coordinator, remarks[0], summary=SUMMED_UP)
    said.implement(material, english.coordinator, remarks[0], material.second)
    client.sign_in(english.observer)
    page = client.get(f"{PATH}changes")

    assert SUMMED_UP in words(page)
    assert "Accepted" in words(page)
    assert OWN_WORDS not in words(page)
    assert "8 remarks in all. By state New <5 Accepted 0 Partly accepted 0 Declined 0 Implemented hidden" in (
        words(page)
    )
    assert client.get(f"{PATH}changes/paper").data.startswith(b"%PDF")


def test_a_text_of_the_table_is_never_a_formula(
    client: Client, english: build.World, material: Material
) -> None:
    remark = said.remark(material, english.mentor)
    said.answer(material, english.coordinator, remark, Decision.DECLINED, summary='=HYPERLINK("x")')
    data = client.sign_in(english.observer).get(f"{PATH}changes/table").data
    row = next(iter(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2)))

    assert [cell.data_type for cell in row] == ["s"] * 6
    assert row[1].value == '=HYPERLINK("x")'


def test_a_version_is_published_once(client: Client, english: build.World, material: Material) -> None:
    client.sign_in(english.coordinator)
    path = "/pilots/SDK-2022/mentoring/methodology/"
    assert "There is nothing to publish" in words(client.get(f"{path}publish"))
    page = f"{path}sections/{material.survey.id}"
    fields = {"version": "2", "title_lv": "Aptauja", "title_en": "Survey", "text": "Cits"}
    assert "Another section has this number" in words(client.send(page, number="2", **fields))
    assert client.send(page, number="1", **fields).status_code == 303
    stale = client.send(f"{path}publish", label="1.2", issued_on="14.02.2023.", seen="2:old")
    assert stale.status_code == 409
    assert "Somebody has changed the sections meanwhile" in words(stale)
    assert 'value="1.2"' in stale.get_data(as_text=True)
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', stale.get_data(as_text=True))
    assert seen
    answer = client.send(f"{path}publish", label="1.2", issued_on="14.02.2023.", seen=seen[1])
    assert "What changed since “1.1”" in words(client.get(answer.location))
