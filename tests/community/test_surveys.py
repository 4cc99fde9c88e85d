"""Surveys as residents, participants and others meet them."""

import io
import re
import uuid
from typing import Any

import pytest
from sqlalchemy import select

from pilot.accounts.models import User
from pilot.audit import AuditEvent
from pilot.community.surveys import gates, links, queries
from pilot.community.surveys.enums import Channel, SurveyState
from pilot.community.surveys.models import Survey, SurveyAnswer, SurveyContact, SurveyGate
from pilot.community.surveys.rules import Gate, Limits
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.conftest import SECRET, Client

OWN = re.compile(r'name="sending" value="([^"]+)"')


@pytest.fixture
def survey(world: build.World) -> Survey:
    """Build a survey that residents may answer today."""
    return made.survey(made.community(world.anna))


def link(survey: Survey, kind: str = "survey") -> str:
    return f"/p/{kind}/{links.token_of(survey, secret=SECRET)}"


def answers(survey: Survey) -> list[dict[str, Any]]:
    return [each.answers for each in queries.answers_of(survey)]


def send(client: Client, survey: Survey, sending: str, **sent: Any) -> Any:
    return client.post(link(survey), data={**client.form(), "sending": sending, **sent})


def anna(client: Client, world: build.World) -> Client:
    return client.sign_in(db.session.get(User, world.anna.user_id))


def test_the_page_asks_in_the_language_that_is_chosen(client: Client, survey: Survey) -> None:
    pages = {
        lang: client.get(f"{link(survey)}?lang={lang}").get_data(as_text=True) for lang in ("lv", "en", "ru")
    }

    assert all(f'<html lang="{lang}">' in page for lang, page in pages.items())
    assert "Es uzticos kaimiņiem." in pages["lv"]
    assert "I trust my neighbours." in pages["en"]
    assert "Я доверяю соседям." in pages["ru"]


def test_an_answer_is_kept_without_anything_of_who_sent_it(client: Client, survey: Survey) -> None:
    sending = OWN.findall(client.get(link(survey)).get_data(as_text=True))[0]
    response = send(client, survey, sending, trust="4", took_part=["event", "cleanup"], good="Mežs")
    thanks = client.get(response.location).get_data(as_text=True)

    kept = db.session.scalars(select(SurveyAnswer)).one()
    assert response.status_code == 303
    assert "Jūsu atbilde ir saņemta" in thanks
    assert kept.answers == {"trust": "4", "took_part": ["cleanup", "event"], "good": "Mežs"}
    assert set(SurveyAnswer.__table__.columns.keys()) == {
        "id",
        "survey_id",
        "key",
        "channel",
        "paper_number",
        "answers",
        "version",
    }
    assert sending not in str(vars(kept))
    assert db.session.scalars(select(AuditEvent)).all() == []


def test_an_answer_of_somebody_signed_in_is_not_tied_to_the_account(
    client: Client, world: build.World, survey: Survey
) -> None:
    sending = str(uuid.uuid4())
    anna(client, world)
    token = client.form()["csrf_token"]
    client.post(link(survey), data={"csrf_token": token, "sending": sending, "trust": "4"})

    assert len(answers(survey)) == 1
    assert db.session.scalars(select(AuditEvent)).all() == []
    assert 'name="idem"' not in client.get(link(survey)).get_data(as_text=True)


def test_a_sending_that_is_repeated_is_one_answer_and_the_first_stays(client: Client, survey: Survey) -> None:
    sending = str(uuid.uuid4())
    first = send(client, survey, sending, trust="4")
    same = send(client, survey, sending, trust="4")
    changed = send(client, survey, sending, trust="1", good="Cits")

    assert {each.status_code for each in (first, same, changed)} == {303}
    assert first.location == same.location == changed.location
    assert answers(survey) == [{"trust": "4"}]


def test_two_sendings_are_two_answers(client: Client, survey: Survey) -> None:
    for _number in range(2):
        send(client, survey, str(uuid.uuid4()), trust="4")

    assert answers(survey) == [{"trust": "4"}] * 2


def test_a_personal_code_is_refused_and_what_was_typed_stays(client: Client, survey: Survey) -> None:
    page = send(client, survey, str(uuid.uuid4()), trust="4", good="Zvaniet 010190-12345")
    shown = page.get_data(as_text=True)

    assert page.status_code == 200
    assert "Šeit ir personas kods." in shown
    assert "Zvaniet 010190-12345" in shown
    assert re.search(r'name="trust" value="4"\s+id="trust-3" checked', shown)
    assert answers(survey) == []


def test_after_the_last_day_what_was_typed_is_shown_with_whom_to_turn_to(
    client: Client, survey: Survey
) -> None:
    survey.closes_on = build.NOW.date().replace(day=13)
    page = send(client, survey, str(uuid.uuid4()), took_part="event", good="Mežs un upe")
    shown = page.get_data(as_text=True)

    assert page.status_code == 410
    assert all(
        text in shown
        for text in ("Aptauja ir beigusies", "13.02.2023.", "Mežs un upe", "pasākumā", "Bibliotēka")
    )
    assert answers(survey) == []
    assert client.get(link(survey)).status_code == 410


def test_before_the_first_day_the_page_says_when(client: Client, survey: Survey) -> None:
    survey.opens_on = survey.closes_on
    page = client.get(link(survey)).get_data(as_text=True)

    assert "Atbildēt varēs no 28.02.2023." in page
    assert send(client, survey, str(uuid.uuid4()), trust="4").status_code == 200
    assert answers(survey) == []


@pytest.mark.parametrize("state", [SurveyState.DRAFT, SurveyState.OPEN])
def test_a_wrong_link_and_that_of_a_draft_open_nothing(
    client: Client, survey: Survey, state: SurveyState
) -> None:
    survey.state = state
    address = link(survey) if state is SurveyState.DRAFT else "/p/survey/guessed"

    assert client.get(address).status_code == 404


def test_a_new_link_ends_the_one_before(client: Client, world: build.World, survey: Survey) -> None:
    before = link(survey)
    anna(client, world).send(f"/surveys/{survey.id}/renew-link", version="1")

    assert client.get(before).status_code == 404
    assert client.get(link(db.session.get(Survey, survey.id))).status_code == 200  # type: ignore[arg-type]


def test_a_flood_from_one_address_waits_and_keeps_what_was_typed(client: Client, survey: Survey) -> None:
    for _number in range(30):
        assert send(client, survey, str(uuid.uuid4()), trust="4").status_code == 303
    page = send(client, survey, str(uuid.uuid4()), trust="2", good="Mežs un upe")
    shown = page.get_data(as_text=True)

    assert page.status_code == 429
    assert "Pagaidiet minūti" in shown
    assert "Mežs un upe" in shown
    assert len(answers(survey)) == 30
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    data = {**client.form(), "sending": str(uuid.uuid4()), "trust": "4"}
    assert client.post(link(survey), data=data, environ_overrides=elsewhere).status_code == 303


def test_the_gate_counts_by_address_and_day_and_forgets(survey: Survey) -> None:
    limits = Limits(of_address_in_minute=2, of_address_in_day=3, of_survey_in_day=5)

    def passes(address: str, minute: int) -> Gate:
        now = build.NOW.replace(minute=minute)
        return gates.pass_gate(survey, address=address, secret=SECRET, now=now, limits=limits)

    assert [passes("a", 0) for _ in range(3)] == [Gate.PASSES, Gate.PASSES, Gate.FLOOD]
    assert [passes("a", 1) for _ in range(2)] == [Gate.PASSES, Gate.FULL]
    assert [passes("b", 2), passes("c", 2), passes("d", 2)] == [Gate.PASSES, Gate.PASSES, Gate.FULL]
    rows = db.session.scalars(select(SurveyGate)).all()
    assert all(row.key != "a" and len(row.key) in {0, 64} for row in rows)
    gates.purge(now=build.NOW.replace(day=15))
    assert db.session.scalars(select(SurveyGate)).all() == []


def test_a_body_that_is_too_large_is_refused(client: Client, survey: Survey) -> None:
    assert send(client, survey, str(uuid.uuid4()), good="x" * 70_000).status_code == 413


def test_a_contact_is_left_apart_and_can_be_deleted(
    client: Client, world: build.World, survey: Survey
) -> None:
    without = client.post(
        link(survey, "involve"), data={**client.form(), "name": "Ieva", "contact": "ieva@example.lv"}
    )
    assert "Atzīmējiet, ka piekrītat" in without.get_data(as_text=True)
    form = {**client.form(), "name": "Ieva", "contact": "ieva@example.lv", "consent": "y"}
    assert client.post(link(survey, "involve"), data=form).status_code == 303

    contact = db.session.scalars(select(SurveyContact)).one()
    assert (contact.name, str(contact.consented_on)) == ("Ieva", "2023-02-14")
    assert contact.consent.startswith("Piekrītu")
    coordinator = client.sign_in(world.coordinator)
    assert coordinator.get(f"/surveys/{survey.id}/contacts").status_code == 403
    mine = anna(client, world)
    assert "ieva@example.lv" in mine.get(f"/surveys/{survey.id}/contacts").get_data(as_text=True)
    mine.send(f"/surveys/{survey.id}/contacts/{contact.id}/delete")
    assert db.session.scalars(select(SurveyContact)).all() == []


def test_papers_are_typed_one_after_the_other_and_corrected(
    client: Client, world: build.World, survey: Survey
) -> None:
    mine, address = anna(client, world), f"/surveys/{survey.id}/papers"
    saved = mine.send(address, number="1", belonging="45302", took_part="14")
    again = mine.send(address, number="1", belonging="11111")
    following = mine.get(saved.location).get_data(as_text=True)
    paper = db.session.scalars(select(SurveyAnswer)).one()
    page = mine.get(f"{address}/{paper.id}").get_data(as_text=True)
    mine.send(f"{address}/{paper.id}", belonging="55555", took_part="1 4", version="1")

    assert re.search(r'id="number"[^>]*value="2"', following)
    assert "1. lapa saglabāta" in following
    assert re.findall(r"<(\w+)[^>]*autofocus", following) == ["input"], (
        "the keyboard goes on in the next sheet"
    )
    assert "Šī lapa jau ir ierakstīta" in again.get_data(as_text=True)
    assert f"{address}/{paper.id}" in again.get_data(as_text=True)
    assert 'value="45302"' in page
    assert (paper.channel, paper.paper_number) == (Channel.PAPER, 1)
    db.session.expire_all()
    assert [each["help"] for each in answers(survey)] == ["5"]


def test_a_wrong_digit_is_said_beside_its_field(client: Client, world: build.World, survey: Survey) -> None:
    page = anna(client, world).send(
        f"/surveys/{survey.id}/papers", number="7", belonging="99999", good="Mežs un upe"
    )
    shown = page.get_data(as_text=True)

    assert "Tādas atbildes nav" in shown
    assert all(f'value="{typed}"' in shown for typed in ("99999", "Mežs un upe", "7"))
    assert answers(survey) == []


def fill(survey: Survey, count: int, **given: str) -> None:
    for _number in range(count):
        build.keep(
            SurveyAnswer(
                survey_id=survey.id,
                key=uuid.uuid4().hex,
                channel=Channel.ONLINE,
                answers={"trust": "4", **given},
            )
        )


def test_results_stand_only_when_the_survey_is_closed(
    client: Client, world: build.World, survey: Survey
) -> None:
    fill(survey, 6, good="Mežs un upe")
    mine, address = anna(client, world), f"/surveys/{survey.id}/results"
    before = mine.get(address).get_data(as_text=True)
    closed = mine.send(f"/surveys/{survey.id}/close", version="1")
    after = mine.get(closed.location).get_data(as_text=True)

    assert "Rezultātu vēl nav" in before
    assert "Mežs un upe" not in before
    assert "6 atbildes" in after
    assert "Mežs un upe" in after
    assert mine.send(f"/surveys/{survey.id}/papers", number="1", belonging="11111").status_code == 200
    assert len(answers(survey)) == 6


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
def test_an_observer_sees_numbers_from_the_threshold_up(
    client: Client, world: build.World, count: int, *, shown: bool
) -> None:
    survey = made.survey(made.community(world.anna, shared_at=build.NOW), state=SurveyState.CLOSED)
    fill(survey, count, good="Mežs un upe")
    page = client.sign_in(world.observer).get(f"/surveys/{survey.id}/results").get_data(as_text=True)
    overview = client.get(f"/surveys/{survey.id}").get_data(as_text=True)

    assert ("5 atbildes" in page) is shown
    assert ("Saņemts mazāk nekā 5 atbilžu" in overview) is not shown
    assert "Mežs un upe" not in page


KOBO = """\
start;_uuid;belonging;trust;took_part;good
2023;u-1;4;5;cleanup event;Mežs
2023;u-2;2;9;;
2023;u-3;3;3;nowhere;010190-12345
"""


def bring(client: Client, survey: Survey, text: str, **chosen: str) -> Any:
    """Walk through the pages of an import as a person does."""
    address = f"/surveys/{survey.id}/import"
    file = (io.BytesIO(text.encode()), "kobo.csv")
    page = client.post(address, data={**client.form(), "source": file}, content_type="multipart/form-data")
    rows = client.send(f"{address}/rows", **fields(page))
    return rows, client.send(f"{address}/confirm", **{**fields(rows), **chosen})


def fields(page: Any) -> dict[str, str]:
    """Return what stands in the form of a page."""
    text = page.get_data(as_text=True)
    found = dict(
        re.findall(r'<input type="hidden" name="(sealed|id_place|column-[0-9]+)" value="([^"]*)"', text)
    )
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found


def test_a_file_is_brought_in_once(client: Client, world: build.World, survey: Survey) -> None:
    mine = anna(client, world)
    rows, _first = bring(mine, survey, KOBO)
    kept = answers(survey)
    again, _second = bring(mine, survey, KOBO)

    assert "2 jaunas atbildes" in rows.get_data(as_text=True)
    assert "3. rinda" in rows.get_data(as_text=True)
    assert sorted(kept, key=str) == [
        {"belonging": "3", "trust": "3", "took_part": ["nowhere"], "good": "•••"},
        {"belonging": "4", "trust": "5", "took_part": ["cleanup", "event"], "good": "Mežs"},
    ]
    assert "0 jaunu atbilžu" in again.get_data(as_text=True)
    assert len(answers(survey)) == 2


@pytest.mark.parametrize(("choice", "expected"), [("old", "5"), ("new", "1")])
def test_a_changed_answer_of_the_same_id_is_asked_about(
    client: Client, world: build.World, survey: Survey, choice: str, expected: str
) -> None:
    mine = anna(client, world)
    bring(mine, survey, KOBO)
    changed = KOBO.replace("u-1;4;5", "u-1;4;1")
    rows, _confirmed = bring(mine, survey, changed, **{"row-2": choice})
    db.session.expire_all()

    assert "2. rinda atšķiras no esošās atbildes" in rows.get_data(as_text=True)
    assert sorted(each["trust"] for each in answers(survey)) == sorted(["3", expected])


def test_a_file_without_an_id_column_asks_for_one(client: Client, world: build.World, survey: Survey) -> None:
    rows, confirmed = bring(anna(client, world), survey, "belonging;trust\n1;2\n")

    assert "Izvēlieties kolonnu, pēc kuras atbildes atšķir" in rows.get_data(as_text=True)
    assert confirmed.status_code == 200
    assert answers(survey) == []


def test_a_survey_is_made_opened_and_given_out(client: Client, world: build.World) -> None:
    community = made.community(world.anna)
    mine = anna(client, world)
    form = {"title": "Aptauja", "opens_on": "14.02.2023.", "contact": "Bibliotēka", "languages": ["lv", "ru"]}
    wrong = mine.send(f"/communities/{community.id}/surveys/new", **form, closes_on="13.02.2023.", places="")
    made_page = mine.send(
        f"/communities/{community.id}/surveys/new", **form, closes_on="28.02.2023.", places="A\nB\nA"
    )
    survey = db.session.scalars(select(Survey)).one()
    mine.send(f"/surveys/{survey.id}/open", version="1")
    page = mine.get(made_page.location).get_data(as_text=True)
    papers = [mine.get(f"/surveys/{survey.id}/{what}?language=ru") for what in ("paper", "poster")]

    assert "Pēdējā diena ir pirms pirmās" in wrong.get_data(as_text=True)
    assert (survey.place_names, survey.languages) == (["A", "B"], ["lv", "ru"])
    assert link(survey) in page
    assert [each.data[:5] for each in papers] == [b"%PDF-"] * 2
    assert mine.get(f"/surveys/{survey.id}/code.svg").mimetype == "image/svg+xml"
    assert client.get(f"{link(survey)}?lang=en").get_data(as_text=True).count('lang="lv"') > 0


def test_a_draft_comes_back_as_it_was_typed(client: Client, world: build.World, survey: Survey) -> None:
    survey.state = SurveyState.DRAFT
    mine, address = anna(client, world), f"/surveys/{survey.id}/edit"
    page = mine.get(address).get_data(as_text=True)
    form = {"title": "Cits", "contact": "Skola", "languages": ["ru"], "places": "Liepa\nMežs"}
    mine.send(address, **form, opens_on="15.02.2023.", closes_on="01.03.2023.", version=str(survey.version))
    db.session.expire_all()

    assert "\nPriekuļi\nLiepa</textarea>" in page.replace("\r", "")
    assert (survey.place_names, survey.languages) == (["Liepa", "Mežs"], ["ru"])


def test_an_open_survey_keeps_its_questions(client: Client, world: build.World, survey: Survey) -> None:
    mine = anna(client, world)
    mine.send(
        f"/surveys/{survey.id}/edit",
        title="Cits",
        contact="Skola",
        closes_on="01.03.2023.",
        version="1",
        places="X",
    )
    db.session.expire_all()

    assert (survey.title, survey.contact, survey.place_names) == ("Cits", "Skola", ["Priekuļi", "Liepa"])
