"""Papers of a community: their versions, what reviewers answer, and what an outsider is not told."""

import datetime as dt
import json
from http import HTTPStatus
from typing import Any

import pytest
from flask import current_app
from sqlalchemy import select

from pilot.accounts import letters
from pilot.cohort.queries import person_of
from pilot.community import actions as communities
from pilot.community.models import Community
from pilot.community.papers import rules
from pilot.community.papers.enums import ReviewState, Standing
from pilot.community.papers.models import PaperVersion
from pilot.community.papers.rules import Problem
from pilot.documents import pdf
from pilot.extensions import db
from pilot.outbox.models import OutgoingMail
from tests import build
from tests.community.build import community, decision, group, meeting, need, resource

RECEIVED, HAS_ISSUES, APPROVED, REJECTED = ReviewState


@pytest.mark.parametrize(
    ("state", "answers"),
    [
        (RECEIVED, {HAS_ISSUES, APPROVED, REJECTED}),
        (HAS_ISSUES, {APPROVED, REJECTED}),
        (APPROVED, set()),
        (REJECTED, set()),
    ],
)
def test_the_table_of_answers(state: ReviewState, answers: set[ReviewState]) -> None:
    assert rules.answers_to(state, is_last=True) == answers
    assert rules.answers_to(state, is_last=False) == set()
    for answer in ReviewState:
        problem = rules.answer_problem(state, answer, is_last=True, has_words=True)
        assert (problem is None) == (answer in answers)


@pytest.mark.parametrize(
    ("answer", "words", "problem"),
    [(HAS_ISSUES, False, Problem.SAY_WHY), (REJECTED, False, Problem.SAY_WHY), (APPROVED, False, None)],
)
def test_who_finds_fault_says_why(answer: ReviewState, words: bool, problem: Problem | None) -> None:  # noqa: FBT001 - a case
    assert rules.answer_problem(RECEIVED, answer, is_last=True, has_words=words) is problem
    assert rules.answer_problem(RECEIVED, answer, is_last=False, has_words=True) is Problem.NEWER_SENT


@pytest.mark.parametrize(
    ("last", "is_same", "standing", "refused"),
    [
        (None, False, Standing.NOT_SENT, None),
        (RECEIVED, True, Standing.RECEIVED, Problem.NOTHING_NEW),
        (RECEIVED, False, Standing.RECEIVED, None),
        (APPROVED, True, Standing.APPROVED, Problem.NOTHING_NEW),
        (APPROVED, False, Standing.EDITED, None),
        (HAS_ISSUES, True, Standing.HAS_ISSUES, Problem.NOTHING_NEW),
        (REJECTED, True, Standing.REJECTED, None),
    ],
)
def test_how_a_paper_stands_and_when_it_is_sent(
    last: ReviewState | None,
    is_same: bool,  # noqa: FBT001 - a case
    standing: Standing,
    refused: Problem | None,
) -> None:
    assert rules.standing_of(last, is_same=is_same) is standing
    assert rules.sending_problem(last, is_same=is_same, is_empty=False) is refused
    assert rules.sending_problem(last, is_same=is_same, is_empty=True) is Problem.EMPTY


def test_differences_name_what_came_and_what_went() -> None:
    found = rules.differences(["viens", "divi"], ["viens", "trīs"])

    assert {(each.added, each.text) for each in found} == {(False, "divi"), (True, "trīs")}


@pytest.fixture
def place(world: build.World) -> Community:
    found = community(world.anna, why="Cilvēkiem nav kur satikties", boundaries="Ciems")
    need(found, people=3)
    resource(found)
    decision(meeting(group(world.anna, community_id=found.id)))
    db.session.commit()
    return found


def paper(place: Community, kind: str = "profile") -> str:
    return f"/communities/{place.id}/papers/{kind}"


def send(client: Any, world: build.World, place: Community) -> PaperVersion:
    client.sign_in(person_of(world.anna))
    client.send(f"{paper(place)}/send")
    return db.session.scalars(select(PaperVersion).order_by(PaperVersion.number.desc()).limit(1)).one()


def answer(client: Any, person: Any, version: PaperVersion, **fields: Any) -> Any:
    client.sign_in(person)
    return client.send(f"/papers/{version.id}/answer", **client.form(version=version.version, **fields))


def test_a_mentors_answer_reaches_the_author_without_a_word_of_it(
    world: build.World, place: Community, client: Any
) -> None:
    version = send(client, world, place)
    sent = answer(client, world.mentor, version, answer="has_issues", words="Robežas ir neskaidras")

    assert sent.status_code == HTTPStatus.SEE_OTHER
    mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.template == "paper_judged")).one()
    assert mail.recipient_id == world.anna.user_id
    with current_app.test_request_context():
        letter = letters.compose(mail)
    assert "neskaidras" not in letter.subject + letter.text
    assert place.name not in letter.subject + letter.text
    client.sign_in(person_of(world.anna))
    page = client.get(paper(place)).get_data(as_text=True)
    assert "Robežas ir neskaidras" in page
    assert "Māra Kalniņa" in page


def test_fault_without_words_is_refused_beside_the_field(
    world: build.World, place: Community, client: Any
) -> None:
    version = send(client, world, place)
    refused = answer(client, world.manager, version, answer="has_issues", words="")

    assert refused.status_code == HTTPStatus.OK
    assert 'id="words-error"' in refused.get_data(as_text=True)
    db.session.refresh(version)
    assert version.state is RECEIVED


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", HTTPStatus.FORBIDDEN),
        ("observer", HTTPStatus.FORBIDDEN),
        ("other_mentor", HTTPStatus.NOT_FOUND),
    ],
)
def test_others_do_not_answer(
    world: build.World, place: Community, client: Any, who: str, status: HTTPStatus
) -> None:
    version = send(client, world, place)

    refused = answer(client, getattr(world, who), version, answer="approved", words="")
    assert refused.status_code == status


def test_the_author_does_not_answer_but_comments(world: build.World, place: Community, client: Any) -> None:
    version = send(client, world, place)

    refused = answer(client, person_of(world.anna), version, answer="approved", words="")
    assert refused.status_code == HTTPStatus.FORBIDDEN
    said = client.send(f"/papers/{version.id}/comment", words="Paldies")
    assert said.status_code == HTTPStatus.SEE_OTHER
    assert db.session.scalars(select(OutgoingMail)).all() == []
    client.sign_in(world.coordinator)
    assert "Paldies" not in client.get(paper(place)).get_data(as_text=True)
    refused = client.send(f"/papers/{version.id}/comment", words="Ko jūs?")
    assert refused.status_code == HTTPStatus.FORBIDDEN


def test_an_edit_after_approval_shows_and_the_old_version_stays(
    world: build.World, place: Community, client: Any
) -> None:
    version = send(client, world, place)
    answer(client, world.mentor, version, answer="approved", words="")
    assert "Apstiprināts" in client.get(paper(place)).get_data(as_text=True)

    edited = db.session.get_one(Community, place.id)
    edited.why = "Vakaros nav kur satikties"
    db.session.commit()

    assert "Labots pēc apstiprināšanas" in client.get(paper(place)).get_data(as_text=True)
    old = client.get(f"/papers/{version.id}").get_data(as_text=True)
    assert "Cilvēkiem nav kur satikties" in old
    assert "<ins>" in old
    assert "Vakaros nav kur satikties" in old
    newer = send(client, world, edited)
    assert (newer.number, newer.state) == (2, RECEIVED)
    late = answer(client, world.mentor, version, answer="rejected", words="Par vēlu")
    assert late.status_code != HTTPStatus.SEE_OTHER


def test_what_has_not_changed_is_not_sent_twice(world: build.World, place: Community, client: Any) -> None:
    send(client, world, place)
    send(client, world, place)

    assert len(db.session.scalars(select(PaperVersion)).all()) == 1


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was printed: the values that reached the printer on the way to a real PDF."""
    found: list[str] = []
    make = pdf.render

    def note(template: str, data: dict[str, Any], *, made_on: dt.date) -> bytes:
        found.append(json.dumps(data, ensure_ascii=False))
        return make(template, data, made_on=made_on)

    monkeypatch.setattr(pdf, "render", note)
    return found


def print_out(client: Any, place: Community, printed: list[str]) -> str:
    answered = client.get(f"/communities/{place.id}/papers.pdf")
    assert answered.status_code == HTTPStatus.OK
    assert answered.data.startswith(b"%PDF-1.7")
    return printed[-1]


def test_an_outsiders_print_tells_no_small_number(
    world: build.World, place: Community, client: Any, printed: list[str]
) -> None:
    communities.share(place, actor=build.viewer(world.manager), now=build.NOW)
    db.session.commit()
    client.sign_in(person_of(world.anna))
    inside = print_out(client, place, printed)
    client.sign_in(world.observer)
    outside = print_out(client, place, printed)

    assert "cilvēki: 3" in inside
    assert "Izmēģināt bibliotēkas telpu" in inside
    assert "cilvēki: 3" not in outside
    assert "cilvēki: <5" in outside
    assert "Izmēģināt bibliotēkas telpu" not in outside
    page = client.get(paper(place, "assessment")).get_data(as_text=True)
    assert "cilvēki: 3" not in page


def test_the_print_is_latvian_with_contents(
    world: build.World, place: Community, client: Any, printed: list[str]
) -> None:
    client.sign_in(person_of(world.anna))
    text = print_out(client, place, printed)

    for words in ("Saturs", "Kopienas profils", "Vajadzību novērtējums", "Avoti", world.cesis.name):
        assert words in text
    for words in ("Contents", "Community", "Sources", "Needs", "Nothing", "Page {"):
        assert words not in text


def test_a_paper_that_does_not_exist_is_not_found(world: build.World, place: Community, client: Any) -> None:
    client.sign_in(person_of(world.anna))

    assert client.get(paper(place, "budget")).status_code == HTTPStatus.NOT_FOUND
