"""Papers with surveys and changes: what they show, and how papers approved before they had them stand."""

import json
import uuid
from http import HTTPStatus
from typing import Any

import pytest
from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from pilot.cohort import canonical
from pilot.cohort.queries import person_of
from pilot.community.changes.enums import ChangeKind, Initiator, Sustained
from pilot.community.changes.models import ChangeRecord
from pilot.community.models import Community
from pilot.community.papers import voices
from pilot.community.papers.enums import ReviewState
from pilot.community.papers.models import PaperVersion
from pilot.community.papers.sections import INSIDER
from pilot.community.papers.shapes import Reader, Section, content_of, outline_of
from pilot.community.surveys.enums import Channel, SurveyState
from pilot.community.surveys.models import Survey, SurveyAnswer
from pilot.extensions import db
from tests import build
from tests.community.build import community, survey

OUTSIDER = Reader(threshold=5, is_insider=False)
OLD = Section("Kopiena", ("Ciems",))
NEW = Section("Pārmaiņas", ("Pagalms",), since=1)
APPROVED, EDITED = "Apstiprināts", "Labots pēc apstiprināšanas"


@pytest.fixture
def place(world: build.World) -> Community:
    return community(world.anna, why="Cilvēkiem nav kur satikties", boundaries="Ciems")


def answered(of: Survey, *trust: str, **given: Any) -> None:
    for mark in trust:
        build.keep(
            SurveyAnswer(
                survey_id=of.id,
                key=uuid.uuid4().hex,
                channel=Channel.ONLINE,
                answers={"trust": mark, **given},
            )
        )


def changed(of: Community, text: str = "Pagalmā atkal drīkst spēlēt bumbu", **given: Any) -> ChangeRecord:
    found: ChangeRecord = build.keep(
        ChangeRecord(
            community_id=of.id,
            kind=ChangeKind.PLACE,
            text=text,
            happened_on=build.NOW.date(),
            evidence="Vārti ir atslēgti",
            initiator=Initiator.COMMUNITY,
            recorded_at=build.NOW,
            **given,
        )
    )
    return found


def written(place: Community, reader: Reader = INSIDER, *, of: str = "answers") -> Section:
    with current_app.test_request_context(), force_locale("en"):
        section: Section = getattr(voices, of)(place, reader)
    return section


def test_the_results_of_a_survey_that_has_ended_stand_with_small_numbers_hidden(place: Community) -> None:
    closed = survey(place, state=SurveyState.CLOSED)
    answered(closed, *"4444445555555", age="65_79")
    answered(closed, *"11", good="Mežs un upe", health="3")

    section = written(place)
    marks = next(row for row in section.tables[0].rows if "trust" in row[0].lower())

    assert section == written(place, OUTSIDER)
    assert "15 answers" in section.paragraphs[0]
    assert "small number" in section.paragraphs[1]
    assert (marks[1], marks[-2]) == ("–", "7")
    assert "Mežs un upe" not in repr(section)
    assert all(value in ("–", "0") or int(value) >= 5 for row in section.tables[0].rows for value in row[1:])


@pytest.mark.parametrize("state", [SurveyState.OPEN, SurveyState.DRAFT])
def test_a_survey_that_runs_or_has_too_few_answers_is_left_out(place: Community, state: SurveyState) -> None:
    answered(survey(place, state=state), *"444444")
    answered(survey(place, state=SurveyState.CLOSED, title="Mazā aptauja"), *"4444")

    assert written(place).is_empty


def test_two_surveys_are_told_apart(place: Community) -> None:
    for title in ("Pavasara aptauja", "Rudens aptauja"):
        answered(survey(place, state=SurveyState.CLOSED, title=title), *"444444")

    titles = [table.caption for table in written(place).tables]

    assert sum(title.startswith("Pavasara aptauja: ") for title in titles) == len(titles) // 2
    assert sum(title.startswith("Rudens aptauja: ") for title in titles) == len(titles) // 2


def test_changes_stand_with_who_began_them_and_whether_they_last(place: Community) -> None:
    changed(place, after_3_months=Sustained.YES)
    changed(place, "Grupa tiekas pati")

    rows = written(place, OUTSIDER, of="changes").tables[0].rows

    assert {(row[2], row[3], row[4]) for row in rows} == {
        ("Pagalmā atkal drīkst spēlēt bumbu", "The community", "Three months later: It holds"),
        ("Grupa tiekas pati", "The community", "not asked yet"),
    }
    assert "Vārti ir atslēgti" not in repr(rows)


def test_a_paper_is_kept_with_its_outline_and_read_without_what_came_later() -> None:
    before = {"sections": content_of([OLD], outline=0)["sections"]}

    assert content_of([OLD, NEW], outline=0) == before
    assert (outline_of(before), outline_of(content_of([OLD, NEW]))) == (0, 1)
    assert [each["title"] for each in content_of([OLD, NEW])["sections"]] == ["Kopiena", "Pārmaiņas"]


def approve(place: Community, client: Any, *, before_sections: bool) -> PaperVersion:
    """Send the profile and approve it; before the outline had a number its content said nothing of it."""
    client.send(f"/communities/{place.id}/papers/profile/send")
    version = db.session.scalars(select(PaperVersion).order_by(PaperVersion.number.desc())).first()
    assert version is not None
    version.state, version.judged_at = ReviewState.APPROVED, build.NOW
    if before_sections:
        content = json.loads(version.content)
        del content["outline"]
        version.content = canonical.text_of(content)
        version.sha256 = canonical.hash_of(version.content)
    db.session.commit()
    return version


def test_a_section_that_the_product_has_grown_edits_no_paper_approved_before(
    world: build.World, place: Community, client: Any
) -> None:
    client.sign_in(person_of(world.anna))
    address = f"/communities/{place.id}/papers/profile"
    approve(place, client, before_sections=True)
    same = client.get(address).get_data(as_text=True)
    changed(place)
    db.session.commit()

    grown = client.get(address).get_data(as_text=True)
    assert APPROVED in same
    assert "apstiprinātajā versijā nav" not in same
    assert APPROVED in grown
    assert EDITED not in grown
    assert "apstiprinātajā versijā nav" in grown
    place.why = "Vakaros nav kur satikties"
    db.session.commit()
    assert EDITED in client.get(address).get_data(as_text=True)


def test_the_section_counts_once_a_version_that_could_have_it_was_sent(
    world: build.World, place: Community, client: Any
) -> None:
    client.sign_in(person_of(world.anna))
    address = f"/communities/{place.id}/papers/profile"
    approve(place, client, before_sections=True)
    client.send(f"{address}/send")
    assert len(db.session.scalars(select(PaperVersion)).all()) == 1
    changed(place)
    db.session.commit()

    assert approve(place, client, before_sections=False).number == 2
    approved = client.get(address).get_data(as_text=True)
    changed(place, "Grupa tiekas pati")
    db.session.commit()

    assert APPROVED in approved
    assert "apstiprinātajā versijā nav" not in approved
    assert EDITED in client.get(address).get_data(as_text=True)


def test_the_print_has_the_survey_and_the_changes(world: build.World, place: Community, client: Any) -> None:
    changed(place)
    answered(survey(place, state=SurveyState.CLOSED), *"444444")
    client.sign_in(person_of(world.anna))

    assert client.get(f"/communities/{place.id}/papers.pdf").status_code == HTTPStatus.OK
