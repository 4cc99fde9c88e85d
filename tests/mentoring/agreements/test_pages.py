"""An agreement is written by either of the pair, accepted by both, and changed only as a new version."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort import canonical
from pilot.cohort.models import MentoringPair
from pilot.extensions import db
from pilot.mentoring.agreements.enums import AgreementState
from pilot.mentoring.agreements.models import AgreementReview, MentoringAgreement
from tests import build
from tests.build import NOW, World
from tests.conftest import Client
from tests.mentoring.build import log, words
from tests.mentoring.pairs import agreement, step
from tests.overview.test_home import queries_of

HOME = "/pilots/SDK-2022/mentoring"
TYPED = {
    "aims": "Iepazīt kopienu",
    "results": "Kopienas profils",
    "time_plan": "Janvāris – izpēte",
    "in_person": "6",
    "remote": "8",
    "frequency": "Katru otro otrdienu",
    "channel": "E-pasts",
    "notice_hours": "24",
    "confidentiality": "Paliek starp mums",
    "start_on": "12.12.2022.",
    "middle_on": "17.02.2023.",
    "end_on": "26.05.2023.",
}


@pytest.fixture
def pair(english: World) -> MentoringPair:
    found = select(MentoringPair).where(MentoringPair.participation_id == english.anna.id)
    return db.session.scalars(found).one()


def anna(world: World) -> User:
    return db.session.get_one(User, world.anna.user_id)


def write(client: Client, pair: MentoringPair, **given: Any) -> Any:
    return client.send(f"{HOME}/pairs/{pair.id}/agreement/write", **{**TYPED, **given})


def accept(client: Client, row: MentoringAgreement) -> Any:
    return client.send(f"{HOME}/agreements/{row.id}/accept", version=str(row.version))


def versions() -> list[MentoringAgreement]:
    return list(db.session.scalars(select(MentoringAgreement).order_by(MentoringAgreement.number)))


def test_the_form_proposes_days_and_a_text_on_confidentiality(
    client: Client, english: World, pair: MentoringPair
) -> None:
    page = (
        client.sign_in(english.mentor).get(f"{HOME}/pairs/{pair.id}/agreement/write").get_data(as_text=True)
    )

    assert "What we talk about stays between us." in page
    assert "The coordinator does not see the text of the agreement" in page
    assert [day in page for day in ("12.12.2022", "31.05.2023")] == [True, True]


def test_both_accept_what_one_has_written(client: Client, english: World, pair: MentoringPair) -> None:
    client.sign_in(anna(english))
    write(client, pair)
    [draft] = versions()
    states = [draft.state]
    for person in (anna(english), english.mentor):
        client.sign_in(person)
        accept(client, draft)
        states.append(draft.state)

    assert states == [AgreementState.DRAFT, AgreementState.WAITS_FOR_MENTOR, AgreementState.ACCEPTED]
    assert (draft.number, draft.middle_on, draft.written_by_id) == (
        1,
        dt.date(2023, 2, 17),
        english.anna.user_id,
    )
    assert canonical.is_intact(draft.content, draft.sha256)
    assert "Accepted by both" in words(client.get(f"{HOME}/pairs/{pair.id}/agreement"))


def test_a_draft_changes_in_place_and_an_accepted_text_becomes_a_new_version(
    client: Client, english: World, pair: MentoringPair
) -> None:
    client.sign_in(english.mentor)
    write(client, pair)
    write(client, pair, number="1", version="1", aims="Iepazīt trīs ciemus")
    [first] = versions()
    accept(client, first)
    write(client, pair, number="1", version="3", aims="Iepazīt trīs ciemus")
    unchanged = len(versions())

    write(client, pair, number="1", version="3", aims="Iepazīt visu pagastu")

    [first, second] = versions()
    page = words(client.get(f"{HOME}/agreements/{first.id}"))
    assert unchanged == 1
    assert (first.state, second.state) == (AgreementState.WAITS_FOR_PARTICIPANT, AgreementState.DRAFT)
    assert "Iepazīt trīs ciemus" in page
    assert "no longer matches" not in page
    assert "Iepazīt visu pagastu" in words(client.get(f"{HOME}/pairs/{pair.id}/agreement"))


def test_the_version_in_force_is_named_until_both_accept_the_new_one(
    client: Client, english: World, pair: MentoringPair
) -> None:
    agreement(pair, english.mentor, mentor_accepted_at=NOW, participant_accepted_at=NOW)
    second = agreement(pair, english.mentor, number=2, frequency="Katru otrdienu")
    url = f"{HOME}/pairs/{pair.id}/agreement"

    before = words(client.sign_in(english.mentor).get(url))
    for person in (english.mentor, anna(english)):
        client.sign_in(person)
        accept(client, second)

    assert "Until both have accepted version 2, version 1 is in force." in before
    assert "is in force" not in words(client.get(url))


def test_only_the_newest_version_is_accepted_and_only_once(
    client: Client, english: World, pair: MentoringPair
) -> None:
    first = agreement(pair, english.mentor, participant_accepted_at=NOW)
    second = agreement(pair, english.mentor, number=2, frequency="Katru otrdienu")
    client.sign_in(english.mentor)

    old = words(client.get(accept(client, first).location))
    accept(client, second)
    again = words(client.get(accept(client, second).location))

    assert "There is a newer version: read and accept that one" in old
    assert "You have accepted this version already" in again
    assert first.mentor_accepted_at is None


def test_nobody_accepts_a_text_they_have_not_seen(
    client: Client, english: World, pair: MentoringPair
) -> None:
    row = agreement(pair, english.mentor)
    client.sign_in(english.mentor)
    write(client, pair, number="1", version="1", aims="Iepazīt trīs ciemus")
    client.sign_in(anna(english))

    answer = client.send(f"{HOME}/agreements/{row.id}/accept", version="1")

    assert answer.status_code == 409
    assert row.participant_accepted_at is None


def test_the_database_keeps_an_accepted_text(english: World, pair: MentoringPair) -> None:
    row = agreement(pair, english.mentor, mentor_accepted_at=NOW)
    row.content = "{}"

    with pytest.raises(DBAPIError, match="never changed"), db.session.begin_nested():
        db.session.flush()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"aims": " "}, "Write what the practice is for"),
        ({"in_person": "-1"}, "Enter a whole number"),
        ({"remote": "abc"}, "Enter a whole number"),
        ({"notice_hours": "337"}, "Enter a whole number from 0 to 336"),
        ({"start_on": "27.11.2022."}, "Choose the first day of the pair or a later one"),
        ({"middle_on": "11.12.2022."}, "Choose a day after the review at the start"),
        ({"end_on": "16.02.2023."}, "Choose a day after the review in the middle"),
        ({"end_on": ""}, "Enter the day"),
    ],
)
def test_bad_terms_are_refused_beside_their_field(
    client: Client, english: World, pair: MentoringPair, given: dict[str, str], message: str
) -> None:
    client.sign_in(english.mentor)

    page = write(client, pair, **given)

    assert page.status_code == 200
    assert message in words(page)
    assert versions() == []


def test_reviews_are_tasks_of_both_until_they_took_place(
    client: Client, english: World, pair: MentoringPair
) -> None:
    agreement(pair, english.mentor, mentor_accepted_at=NOW, participant_accepted_at=NOW)
    db.session.add(
        AgreementReview(
            pair_id=pair.id, review="start", held_on=dt.date(2022, 12, 12), recorded_by_id=english.mentor.id
        )
    )
    task = "Review in the middle: Anna Ozola and Māra Kalniņa"

    before = [task in words(client.sign_in(each).get("/")) for each in (english.mentor, anna(english))]
    client.send(f"{HOME}/pairs/{pair.id}/agreement/reviews/middle")
    twice = client.get(client.send(f"{HOME}/pairs/{pair.id}/agreement/reviews/middle").location)
    unknown = client.send(f"{HOME}/pairs/{pair.id}/agreement/reviews/never")
    after = [task in words(client.sign_in(each).get("/")) for each in (english.mentor, anna(english))]

    assert (before, after) == ([True, True], [False, False])
    assert "This review is recorded already" in words(twice)
    assert unknown.status_code == 404


def test_a_review_needs_an_agreement(client: Client, english: World, pair: MentoringPair) -> None:
    client.sign_in(english.mentor)

    answer = client.send(f"{HOME}/pairs/{pair.id}/agreement/reviews/start")

    assert "Write the agreement first" in words(client.get(answer.location))


def test_who_has_yet_to_accept_has_a_task(client: Client, english: World, pair: MentoringPair) -> None:
    agreement(pair, english.mentor, mentor_accepted_at=NOW)
    task = "Read and accept the mentoring agreement"

    seen = [task in words(client.sign_in(each).get("/")) for each in (english.mentor, anna(english))]

    assert seen == [False, True]


def test_the_coordinator_sees_state_and_days_but_no_text(
    client: Client, english: World, pair: MentoringPair
) -> None:
    row = agreement(pair, english.mentor, aims="Tikai pārim", mentor_accepted_at=NOW)
    client.sign_in(english.coordinator)

    page = words(client.get(f"{HOME}/agreements"))
    texts = [
        client.get(f"{HOME}/pairs/{pair.id}/agreement").status_code,
        client.get(f"{HOME}/agreements/{row.id}").status_code,
        client.get(f"{HOME}/agreements/{row.id}/paper").status_code,
    ]

    assert "Waits for the participant" in page
    assert "17.02.2023" in page
    assert "Not written yet" in page
    assert "Tikai pārim" not in page
    assert texts == [403, 403, 403]


@pytest.mark.parametrize("who", ["other_mentor", "manager", "observer", "lecturer"])
def test_an_agreement_is_the_pairs_own(client: Client, english: World, pair: MentoringPair, who: str) -> None:
    row = agreement(pair, english.mentor)
    client.sign_in(getattr(english, who))

    answers = [
        client.get(f"{HOME}/pairs/{pair.id}/agreement"),
        client.get(f"{HOME}/agreements/{row.id}"),
        client.get(f"{HOME}/agreements"),
        accept(client, row),
    ]

    assert {each.status_code for each in answers} <= {403, 404}
    assert row.state is AgreementState.DRAFT


def test_when_a_pair_ended_its_participant_reads_the_agreement_and_nobody_changes_it(
    client: Client, english: World, pair: MentoringPair
) -> None:
    row = agreement(pair, english.mentor)
    pair.ends_on = dt.date(2023, 2, 1)
    db.session.commit()

    of_mentor = client.sign_in(english.mentor).get(f"{HOME}/pairs/{pair.id}/agreement").status_code
    client.sign_in(anna(english))
    page = client.get(f"{HOME}/pairs/{pair.id}/agreement")
    changed = write(client, pair).status_code, accept(client, row).status_code

    assert of_mentor == 404
    assert "Iepazīt kopienu" in words(page)
    assert changed == (404, 404)


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_paper_is_a_pdf_in_either_language(
    client: Client, english: World, pair: MentoringPair, language: str
) -> None:
    row = agreement(pair, english.mentor, mentor_accepted_at=NOW)
    client.sign_in(anna(english))

    answer = client.get(f"{HOME}/agreements/{row.id}/paper?language={language}")

    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_the_list_of_agreements_and_the_pages_of_a_pair_cost_as_much_with_more_people(
    client: Client, english: World, pair: MentoringPair
) -> None:
    agreement(pair, english.mentor)
    session = log(english.pilot, english.mentor, english.anna)
    step(session, english.anna)
    pages = ((english.coordinator, f"{HOME}/agreements"), (english.mentor, f"{HOME}/mine"))
    few = [queries_of(client.sign_in(person), page) for person, page in pages]

    for name in ("Ilze Ozola", "Zane Dzene"):
        person = build.user(name)
        build.role(person, Role.PARTICIPANT, english.pilot, english.cesis)
        taking_part = build.participation(english.pilot, person, english.cesis)
        agreement(build.pair(taking_part, english.mentor), english.mentor)
        step(log(english.pilot, english.mentor, taking_part), taking_part)

    assert [queries_of(client.sign_in(person), page) for person, page in pages] == few
