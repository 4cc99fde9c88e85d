"""Rounds of priorities on their pages: arranged, frozen, scored, closed, chosen, exported and validated."""

import io
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from pilot.accounts.throttle import Limits
from pilot.community.enums import SourceKind
from pilot.community.models import Community
from pilot.community.priorities import queries, vote_actions
from pilot.community.priorities.enums import ScorerKind
from pilot.community.priorities.models import (
    Ballot,
    Criterion,
    PriorityCard,
    PriorityRound,
    RoundItem,
    Scorer,
    Validation,
)
from pilot.extensions import db
from tests import build
from tests.community import build as made
from tests.community.test_communities import person
from tests.conftest import Client

CARD = dict.fromkeys(("why", "elsewhere", "here", "already", "possible", "sources"), "Atbilde")


@dataclass
class Held:
    """A round begun on its page, by a participant who is signed in."""

    client: Client
    community: Community
    path: str

    @property
    def round(self) -> PriorityRound:
        db.session.expire_all()
        return db.session.scalars(select(PriorityRound)).one()

    def items(self) -> list[RoundItem]:
        return list(db.session.scalars(select(RoundItem).order_by(RoundItem.number)))

    def post(self, deed: str, **fields: Any) -> Any:
        return self.client.send(f"{self.path}/{deed}", **fields)

    def sheet(self, kind: str, first: int, second: int, **more: str) -> Any:
        scores = {
            f"s_{number}_{code}": str(value)
            for number, value in ((1, first), (2, second))
            for code in "ABCDEFG"
        }
        return self.post("sheets/new", kind=kind, **{**scores, **more})

    def closed(self) -> "Held":
        """Close the round after five sheets that prefer the first need."""
        self.post("open")
        for _ in range(3):
            self.sheet("resident", 5, 2)
        self.sheet("group_member", 4, 2)
        self.sheet("official", 1, 5)
        assert self.post("close").status_code == 303
        return self


def text_of(response: Any) -> str:
    return str(response.get_data(as_text=True))


@pytest.fixture
def held(client: Client, world: build.World) -> Held:
    """Begin a round with a need of two sources and one of a single source."""
    community = made.community(world.anna)
    first = made.need(community, "Vieta, kur satikties")
    made.source(need_id=first.id, kind=SourceKind.SURVEY)
    second = made.need(community, "=1+1 tumša iela")
    client.sign_in(person(world, "anna"))
    page = f"/communities/{community.id}/priorities"
    assert "viens avots" in text_of(client.get(f"{page}/new")).lower()
    fields = client.form(title="Pavasaris", dots="5", needs=[str(first.id), str(second.id)])
    response = client.post(f"{page}/new", data=fields)
    assert response.status_code == 303
    return Held(client, community, response.location)


def criterion_path(code: str) -> str:
    found = db.session.scalars(select(Criterion).where(Criterion.code == code)).one()
    return f"/priority-criteria/{found.id}/edit"


def change_weight(held: Held, weight: str) -> Any:
    found = db.session.scalars(select(Criterion).where(Criterion.code == "A")).one()
    words = {name: getattr(found, name) for name in ("name_lv", "name_en", "low_lv", "low_en")}
    more = {"high_lv": found.high_lv, "high_en": found.high_en, "version": str(found.version)}
    return held.client.send(criterion_path("A"), weight=weight, **words, **more)


def test_weights_are_changed_before_scoring_and_stand_still_after(held: Held) -> None:
    assert change_weight(held, "7").status_code == 303
    assert held.post("open").status_code == 303
    assert held.sheet("resident", 4, 3).status_code == 303
    refused = change_weight(held, "1")

    assert refused.status_code == 200
    assert 'href="#weight"' in text_of(refused)
    assert "nokopējiet kārtu" in text_of(refused)
    assert db.session.scalars(select(Criterion.weight).where(Criterion.code == "A")).one() == 7


def test_needs_stand_still_after_scoring_opened_and_a_copy_is_free(held: Held) -> None:
    held.post("open")
    version = str(held.round.version)
    one = [str(held.items()[0].need_id)]
    fields = held.client.form(title="Cits", dots="9", needs=one, version=version)
    refused = held.client.post(f"{held.path}/edit", data=fields)
    copied = held.post("copy")

    assert "nokopējiet kārtu" in text_of(refused)
    assert (held.items()[0].number, db.session.scalar(select(func.count(RoundItem.id)))) == (1, 4)
    states = db.session.scalars(select(PriorityRound.state).order_by(PriorityRound.state)).all()
    assert states == ["draft", "scoring"]
    assert held.client.get(f"{copied.location}/edit").status_code == 200


def test_a_round_without_weights_does_not_open(held: Held) -> None:
    for criterion in db.session.scalars(select(Criterion)):
        criterion.weight = 0
    db.session.commit()
    held.post("open")

    assert held.round.opened_at is None


def test_sheets_are_numbered_by_kind_and_typed_text_is_kept(held: Held) -> None:
    assert "vēl nav atvērta" in text_of(held.sheet("resident", 4, 3))
    held.post("open")
    wrong = text_of(held.sheet("resident", 4, 3, s_1_B="7"))
    assert 'value="7"' in wrong
    assert 'id="s_1_B-error"' in wrong
    for kind in ("resident", "official", "resident"):
        assert held.sheet(kind, 4, 3, s_2_G="").status_code == 303
    rows = db.session.execute(select(Scorer.kind, Scorer.number).order_by(Scorer.kind, Scorer.number)).all()
    assert [tuple(row) for row in rows] == [("official", 1), ("resident", 1), ("resident", 2)]
    empty = held.post("sheets/new", kind="resident")
    assert "vismaz vienu vērtējumu" in text_of(empty)


def test_a_sheet_is_corrected_and_after_closing_refused_with_what_was_typed(held: Held) -> None:
    held.post("open")
    held.sheet("resident", 4, 3)
    sheet = db.session.scalars(select(Scorer)).one()
    path = f"/priority-sheets/{sheet.id}/edit"
    assert held.client.send(path, s_1_A="2", version=str(sheet.version)).status_code == 303
    db.session.expire_all()
    stale = held.client.send(path, s_1_A="1", version="1")
    assert stale.status_code == 409
    held.post("close")
    refused = text_of(held.sheet("resident", 5, 2))
    assert "Kārta ir noslēgta" in refused
    assert 'value="5"' in refused
    assert db.session.scalar(select(func.count(Scorer.id))) == 1


def test_scores_are_hidden_until_the_round_is_closed(held: Held) -> None:
    held.post("open")
    assert "nevar" not in text_of(held.post("close"))
    assert held.round.closed_at is None
    held.sheet("resident", 5, 2)
    assert "Vērtējumi no 1 līdz 5" not in text_of(held.client.get(held.path))
    assert held.client.get(f"{held.path}/result.xlsx").status_code == 404
    held.post("close")
    assert "Vērtējumi no 1 līdz 5" in text_of(held.client.get(held.path))


def test_the_ranking_leaves_officials_out_until_asked(held: Held) -> None:
    held.closed()
    found = queries.rounds_of(held.community)[0]
    default, everybody = queries.results_of(found), queries.results_of(found, everybody=True)

    assert [str(row.opinion.score) for row in default.rows if row.opinion] == ["4.75", "2.00"]
    assert [str(row.opinion.score) for row in everybody.rows if row.opinion] == ["4.00", "2.60"]
    assert default.rows[0].by_kind[ScorerKind.OFFICIAL] == 1
    assert "Viedokļi dalās" not in text_of(held.client.get(held.path))
    assert "Viedokļi dalās" in text_of(held.client.get(f"{held.path}?all=1"))


def test_the_matrix_sets_importance_against_what_can_be_changed(held: Held) -> None:
    """The picture stands with its table, and officials' sheets do not move it unless asked."""
    held.closed()
    page = text_of(held.client.get(held.path))
    rows = queries.results_of(queries.rounds_of(held.community)[0]).rows

    assert [(str(row.importance), str(row.changeable)) for row in rows] == [
        ("4.75", "4.75"),
        ("2.00", "2.00"),
    ]
    matrix = page.partition("Ar ko sākt")[2].partition("</figure>")[0]
    assert matrix.count("<circle") == 4, "two needs, wide and for phones"
    assert matrix.count('class="br bs"') == 2, "one of them stands where one begins"
    assert '<th scope="row">1. Vieta, kur satikties</th>' in " ".join(matrix.split())


def test_the_export_holds_criteria_and_ranking_and_runs_no_formula(held: Held) -> None:
    held.closed()
    book = openpyxl.load_workbook(io.BytesIO(held.client.get(f"{held.path}/result.xlsx").data))
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    formulas = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type == "f"]
    written = held.client.get(f"{held.path}/result.csv").data.decode("utf-8-sig")

    assert any(row[:2] == ["C Svarīgums iedzīvotājiem", 4] for row in cells)
    assert any(row[1] == "Vieta, kur satikties" and row[3] == 4.75 for row in cells)
    assert formulas == []
    assert ";'=1+1 tumša iela;" in written
    assert "C Svarīgums iedzīvotājiem;4;" in written
    assert ";4,75;" in written


def test_outsiders_see_no_small_counts_in_page_and_file(
    client: Client, world: build.World, held: Held
) -> None:
    held.closed()
    held.community.shared_at = build.NOW
    db.session.commit()
    client.sign_in(person(world, "peteris"))
    page, written = text_of(client.get(f"{held.path}?all=1")), client.get(f"{held.path}/result.csv?all=1")

    assert "&lt;5" in page
    assert "Secība ar visām lapām" not in page
    assert "SD 0" not in page
    assert "Ar ko sākt" not in page, "the means of a few sheets by one criterion are single voices"
    assert "amatpersonas" not in written.data.decode().split("Kritērijs")[0].lower()
    assert ";<5" in written.data.decode()


def places(held: Held, **fields: str) -> Any:
    return held.post("choose", version=str(held.round.version), **fields)


def test_priorities_need_reasons_for_their_order_and_for_one_source(held: Held) -> None:
    assert "Vispirms noslēdziet kārtu" in text_of(places(held, rank_1="1"))
    held.closed()
    assert "vismaz vienai vajadzībai" in text_of(places(held))
    bare = text_of(places(held, rank_2="1", rank_1="2"))
    assert 'href="#order_2"' in bare
    assert 'href="#assumption_2"' in bare
    assert not any(item.chosen for item in held.items())
    reasons = {"order_2": "Drošība nevar gaidīt", "assumption_2": "Otru avotu meklēsim martā"}
    assert places(held, rank_2="1", rank_1="2", **reasons).status_code == 303
    chosen = queries.priorities_of(held.community)
    assert [(each.rank, each.need.title) for each in chosen] == [
        (1, "=1+1 tumša iela"),
        (2, "Vieta, kur satikties"),
    ]
    page = text_of(held.client.get(f"/communities/{held.community.id}/priorities"))
    assert "Drošība nevar gaidīt" in page
    assert "Otru avotu meklēsim martā" in page


def test_equal_places_are_refused_beside_both(held: Held) -> None:
    held.closed()
    refused = text_of(places(held, rank_1="1", rank_2="1", assumption_2="Zinām"))

    assert 'href="#rank_1"' in refused
    assert 'href="#rank_2"' in refused


def test_a_card_names_what_is_missing_and_counts_its_versions(held: Held) -> None:
    held.closed()
    item = held.items()[0]
    path = f"/priorities/{item.id}/card"
    assert held.client.get(path).status_code == 404
    places(held, rank_1="1")
    assert "Vēl nav atbildes uz 6 jautājumiem" in text_of(held.client.get(path))
    assert held.client.send(f"{path}/edit", **{**CARD, "here": ""}).status_code == 303
    half = text_of(held.client.get(path))
    assert "Vēl nav atbildes uz 1 jautājumu" in half
    assert "1. versija" in half
    assert held.client.send(f"{path}/edit", version="1", **CARD).status_code == 303
    assert held.client.send(f"{path}/edit", version="1", **CARD).status_code == 409
    full = text_of(held.client.get(path))
    assert "2. versija" in full
    assert "Vēl nav atbildes" not in full
    assert db.session.scalar(select(func.count(PriorityCard.id))) == 1


SAID = {
    "held_on": "14.02.2023",
    "way": "forum",
    "people": "3",
    "groups": "seniors",
    "said": "Ar secību ir mierā",
    "result": "confirmed",
}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": "15.02.2023"}, "held_on"),
        ({"people": "0"}, "people"),
        ({"said": ""}, "said"),
        ({"result": "corrected"}, "corrections"),
        ({"way": "seance"}, "way"),
    ],
)
def test_a_validation_that_cannot_be_is_refused(held: Held, changes: dict[str, str], field: str) -> None:
    held.closed()
    refused = text_of(held.post("validate", **{**SAID, **changes}))

    assert f'href="#{field}' in refused
    assert db.session.scalar(select(func.count(Validation.id))) == 0


def test_step_7_is_done_when_residents_answered_after_the_closing(
    client: Client, world: build.World, held: Held
) -> None:
    page = f"/communities/{held.community.id}/validation"
    assert "Rezultāta vēl nav" in text_of(client.get(page))
    assert "Vispirms noslēdziet" in text_of(held.post("validate", **SAID))
    held.closed()
    assert held.post("validate", **{**SAID, "held_on": "13.02.2023"}).status_code == 303
    assert "rezultātu vēl nav redzējuši" in text_of(client.get(page))
    record = db.session.scalars(select(Validation)).one()
    edited = client.send(f"/validations/{record.id}/edit", **SAID, version=str(record.version))
    assert edited.status_code == 303
    assert "Iedzīvotāji par rezultātu ir izteikušies" in text_of(client.get(page))
    held.community.shared_at = build.NOW
    db.session.commit()
    assert "&lt;5" in text_of(client.sign_in(person(world, "peteris")).get(page))


def test_a_community_without_needs_says_what_to_do_first(client: Client, world: build.World) -> None:
    found = made.community(world.anna)
    client.sign_in(person(world, "anna"))

    assert f"/communities/{found.id}/needs/new" in text_of(client.get(f"/communities/{found.id}/priorities"))


def vote(held: Held) -> str:
    """Open scoring and the vote, and return the path of the ballot."""
    held.post("open")
    response = held.post("vote/open")
    shown = text_of(held.client.get(response.location))
    return "/p/vote/" + shown.partition("/p/vote/")[2].partition("<")[0].strip()


def test_dots_are_given_without_an_account_and_a_double_sending_counts_once(
    held: Held, client: Client
) -> None:
    path = vote(held)
    client.delete_cookie("session")
    assert client.get(path).status_code == 200
    fields = client.form(d_1="3", d_2="2")
    for _ in range(2):
        assert client.post(path, data=fields).status_code == 303
    assert "Paldies" in text_of(client.get(path))
    assert "d_1" in text_of(client.get(f"{path}?next=1"))
    assert client.post(path, data=client.form(d_1="5", d_2="0")).status_code == 303
    assert db.session.scalar(select(func.count(Ballot.id))) == 2
    assert set(Ballot.__table__.columns.keys()) == {"id", "round_id", "token_hash"}


@pytest.mark.parametrize(
    ("dots", "words"),
    [
        ({"d_1": "4", "d_2": "3"}, "Noņemiet 2 punktus"),
        ({"d_1": "0", "d_2": "0"}, "vismaz vienu punktu"),
        ({"d_1": "6", "d_2": "0"}, 'id="d_1-error"'),
        ({"d_1": "-1", "d_2": "1"}, 'id="d_1-error"'),
    ],
)
def test_dots_beyond_those_of_a_person_are_refused(
    held: Held, client: Client, dots: dict[str, str], words: str
) -> None:
    path = vote(held)
    refused = client.post(path, data=client.form(**dots))

    assert words in text_of(refused)
    assert f'value="{dots["d_1"]}"' in text_of(refused)
    assert db.session.scalar(select(func.count(Ballot.id))) == 0


def test_a_closed_vote_takes_no_ballot_and_only_then_shows_the_dots(held: Held, client: Client) -> None:
    path = vote(held)
    client.post(path, data=client.form(d_1="5"))
    assert queries.results_of(queries.rounds_of(held.community)[0]).rows[0].dots is None
    held.post("vote/close")
    refused = client.post(path, data=client.form(d_1="5"))
    assert refused.status_code == 410
    assert "Balsojums ir noslēgts" in text_of(refused)
    held.post("vote/open")
    results = queries.results_of(queries.rounds_of(held.community)[0])
    assert (results.ballots, results.rows[0].dots, results.rows[1].dots) == (1, 5, 0)
    assert not held.round.vote_is_open


def test_an_unknown_address_of_a_vote_is_not_found(held: Held, client: Client) -> None:
    path = vote(held)

    assert client.get(f"{path}x").status_code == 404


def test_a_flood_of_ballots_is_stopped(held: Held, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = vote(held)
    monkeypatch.setattr(vote_actions, "BALLOTS", Limits(in_short=1, of_account_in_day=5))
    assert client.post(path, data=client.form(d_1="5")).status_code == 303
    assert "pēc piecām minūtēm" in text_of(client.post(path, data=client.form(d_1="5")))
    assert db.session.scalar(select(func.count(Ballot.id))) == 1
