"""The strategy of a community on its pages: goals from priorities, who does what, what a group adopts."""

import datetime as dt
import io
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from pilot.audit import AuditEvent
from pilot.cohort.queries import person_of
from pilot.community import actions as communities
from pilot.community.changes.enums import ChangeKind, Initiator
from pilot.community.changes.models import ChangeRecord
from pilot.community.enums import MeetingState
from pilot.community.models import Community, Decision, Need
from pilot.community.papers import sections
from pilot.community.papers.enums import PaperKind
from pilot.community.papers.shapes import Reader
from pilot.community.priorities.enums import RoundState
from pilot.community.priorities.models import PriorityRound, RoundItem
from pilot.community.strategies.enums import ActionState, Approach, Counting, Side
from pilot.community.strategies.models import (
    ActionItem,
    ActionNeed,
    ActionResource,
    Indicator,
    Objective,
    Strategy,
    StrategyVersion,
)
from pilot.extensions import db
from pilot.overview import community_tasks
from tests import build
from tests.community import build as made
from tests.conftest import Client

VISION = "Priekuļos ikvienam ir kur satikties."


@dataclass
class Place:
    """A community with a chosen priority, and who writes its strategy on the pages."""

    client: Client
    community: Community
    need: Need
    item: RoundItem

    def path(self, deed: str = "") -> str:
        return f"/communities/{self.community.id}/strategy{deed}"

    def page(self, query: str = "") -> str:
        return str(self.client.get(self.path(query)).get_data(as_text=True))

    def write(self, **fields: Any) -> Any:
        return self.client.send(
            self.path("/edit"), **{"version": 0, "vision": VISION, "approach": "development", **fields}
        )

    def goal(self, text: str = "Vakaros ir kur satikties", **fields: Any) -> Any:
        return self.client.send(
            self.path("/goals/new"), **{"text": text, "item_ids": [str(self.item.id)], **fields}
        )

    def act(self, **fields: Any) -> Any:
        typed = {"what": "Atrast telpu", "side": "community", "lead": "Biedrība", "due_on": "01.03.2023."}
        return self.client.send(f"/communities/{self.community.id}/actions/new", **{**typed, **fields})


def chosen(community: Community, need: Need) -> RoundItem:
    """Build a closed round in which a need was chosen as the first priority."""
    round_ = build.keep(
        PriorityRound(
            community_id=community.id,
            title="Pavasaris",
            state=RoundState.CLOSED,
            recorded_at=build.LONG_AGO,
            opened_at=build.LONG_AGO,
            closed_at=build.NOW,
        )
    )
    item: RoundItem = build.keep(
        RoundItem(round_id=round_.id, need_id=need.id, number=1, chosen=True, rank=1)
    )
    return item


def objective(community: Community, item: RoundItem, text: str = "Vakaros ir kur satikties") -> Objective:
    """Build a strategy with one goal."""
    strategy = build.keep(Strategy(community_id=community.id, vision=VISION, approach=Approach.DEVELOPMENT))
    found: Objective = build.keep(
        Objective(strategy_id=strategy.id, text=text, recorded_at=build.NOW, items=[item])
    )
    return found


def action(community: Community, **given: Any) -> ActionItem:
    found: ActionItem = build.keep(
        ActionItem(
            **{
                "community_id": community.id,
                "what": "Atrast telpu",
                "side": Side.COMMUNITY,
                "lead": "Biedrība",
                "due_on": dt.date(2023, 3, 1),
                "recorded_at": build.NOW,
                "needs": [],
                "resources": [],
                "changes": [],
                **given,
            }
        )
    )
    return found


@pytest.fixture
def place(client: Client, world: build.World) -> Place:
    community = made.community(world.anna)
    need = made.need(community)
    item = chosen(community, need)
    client.sign_in(person_of(world.anna))
    return Place(client, community, need, item)


def text_of(response: Any) -> str:
    return str(response.get_data(as_text=True))


def one(table: Any) -> Any:
    db.session.expire_all()
    return db.session.scalars(select(table)).one()


def count(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_an_empty_page_leads_to_the_priorities_first(client: Client, world: build.World) -> None:
    community = made.community(world.anna)
    page = text_of(client.sign_in(person_of(world.anna)).get(f"/communities/{community.id}/strategy"))

    assert f"/communities/{community.id}/priorities" in page
    assert "Vispirms izvēlēties prioritātes" in page


def test_vision_then_goal_then_action(place: Place) -> None:
    assert "Uzrakstīt vīziju" in place.page()
    assert place.write().status_code == 303
    assert VISION in place.page()
    assert place.goal().status_code == 303
    goal = one(Objective)
    assert place.act(objective_id=str(goal.id), need_ids=[str(place.need.id)]).status_code == 303

    page = place.page()
    assert "1. Vakaros ir kur satikties" in page
    assert "Atrast telpu" in page
    assert "nav piesaistīta vajadzība" not in page


def test_a_goal_comes_from_a_priority_and_there_are_five_at_most(place: Place) -> None:
    place.write()
    refused = text_of(place.goal("Mērķis bez prioritātes", item_ids=[]))
    assert "Izvēlieties vismaz vienu prioritāti" in refused
    assert "Mērķis bez prioritātes" in refused

    for number in range(5):
        assert place.goal(f"Mērķis {number}").status_code == 303
    assert "ne vairāk kā pieci mērķi" in text_of(place.goal("Sestais"))
    assert count(Objective) == 5


def test_a_priority_of_another_community_is_no_ground_for_a_goal(place: Place, world: build.World) -> None:
    foreign = made.community(world.peteris, "Tukums")
    other = chosen(foreign, made.need(foreign))
    place.write()

    assert place.goal(item_ids=[str(other.id)]).status_code == 200
    assert count(Objective) == 0


def test_a_step_without_a_need_is_taken_and_says_so(place: Place) -> None:
    place.write()

    assert place.act().status_code == 303
    assert "nav piesaistīta vajadzība" in place.page()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"starts_on": "02.03.2023."}, "Šī diena ir pirms sākuma"),
        ({"cost": "ap 20"}, "Ierakstiet tikai skaitli"),
        ({"cost": "-20"}, "nav mazāka par 0"),
        ({"grant_asked": "N/A"}, "Ierakstiet tikai skaitli"),
        ({"due_on": "drīz"}, "Ierakstiet dienu"),
        ({"side": ""}, "Izvēlieties"),
        ({"lead": ""}, "Uzrakstiet, kas to vada"),
        ({"risk": "010180-12345"}, "personas kod"),
    ],
)
def test_what_an_action_refuses_keeps_what_was_typed(
    place: Place, fields: dict[str, str], message: str
) -> None:
    page = text_of(place.act(what="Sarunāt atslēgas", **fields))

    assert message in page
    assert "Sarunāt atslēgas" in page
    assert count(ActionItem) == 0


def test_an_indicator_of_another_goal_is_refused(place: Place) -> None:
    place.write()
    place.goal()
    goal = one(Objective)
    measure = build.keep(
        Indicator(
            objective_id=goal.id,
            name="Pasākumi",
            baseline=Decimal(0),
            target=Decimal(6),
            counting=Counting.SUM,
            recorded_at=build.NOW,
        )
    )

    refused = text_of(place.act(indicator_id=str(measure.id)))
    assert "pieder citam mērķim" in refused
    assert place.act(indicator_id=str(measure.id), objective_id=str(goal.id)).status_code == 303


def test_late_actions_come_first_and_are_named(place: Place, world: build.World) -> None:
    objective(place.community, place.item)
    action(place.community, what="Vēl ir laiks")
    late = action(place.community, what="Jau vajadzēja", due_on=dt.date(2023, 2, 10))
    action(place.community, what="Pabeigts", due_on=dt.date(2023, 1, 10), state=ActionState.DONE)
    page = place.page()

    assert "1 darbība kavējas" in page
    assert page.index("Jau vajadzēja") < page.index("Vēl ir laiks")
    with place.client.application.test_request_context():
        tasks = community_tasks.actions_late(
            world.pilot, viewer=build.viewer(person_of(world.anna)), today=build.NOW.date()
        )
    assert [task.what for task in tasks] == ["Jau vajadzēja"]
    assert tasks[0].due is not None
    assert tasks[0].due.on == late.due_on
    assert "Jau vajadzēja" in text_of(place.client.get("/"))


def test_colleagues_and_other_municipalities_are_not_asked_of_late_actions(
    place: Place, world: build.World
) -> None:
    action(place.community, due_on=dt.date(2023, 2, 10))
    for other in (world.liga, world.peteris):
        with place.client.application.test_request_context():
            tasks = community_tasks.actions_late(
                world.pilot, viewer=build.viewer(person_of(other)), today=build.NOW.date()
            )
        assert tasks == []


def test_the_warning_comes_when_the_worker_does_more_than_half(place: Place) -> None:
    objective(place.community, place.item)
    action(place.community, side=Side.SOCIAL_WORKER)
    action(place.community)
    assert "vairāk nekā pusi" not in place.page()

    action(place.community, side=Side.SOCIAL_WORKER)
    assert "vairāk nekā pusi darbību: 2 no 3" in place.page()


def test_the_plan_shows_one_goal(place: Place) -> None:
    goal = objective(place.community, place.item)
    action(place.community, what="Pie mērķa", objective_id=goal.id)
    action(place.community, what="Bez nekā")

    of_goal, without = place.page(f"?goal={goal.id}"), place.page("?goal=none")
    assert ("Pie mērķa" in of_goal, "Bez nekā" in of_goal) == (True, False)
    assert ("Pie mērķa" in without, "Bez nekā" in without) == (False, True)
    assert "Bez nekā" in place.page(f"?goal={uuid.uuid4()}")


def test_an_action_says_what_came_of_it(place: Place) -> None:
    found = action(place.community)
    change = build.keep(
        ChangeRecord(
            community_id=place.community.id,
            kind=ChangeKind.PLACE,
            text="Bibliotēka ir vaļā vakaros",
            happened_on=dt.date(2023, 2, 9),
            evidence="Paziņojums",
            initiator=Initiator.COMMUNITY,
            recorded_at=build.NOW,
        )
    )
    sent = place.client.send(
        f"/actions/{found.id}/report",
        version=1,
        state="done",
        result="Atslēgas ir trim cilvēkiem",
        change_ids=[str(change.id)],
    )
    assert sent.status_code == 303
    page = text_of(place.client.get(f"/actions/{found.id}"))
    assert "Bibliotēka ir vaļā vakaros" in page
    assert "Atslēgas ir trim cilvēkiem" in page

    place.client.send(f"/changes/{change.id}/delete")
    assert "Bibliotēka ir vaļā vakaros" not in text_of(place.client.get(f"/actions/{found.id}"))


def test_the_page_of_an_action_leads_along_the_chain(place: Place, decided: Decision) -> None:
    resource = made.resource(place.community)
    found = action(place.community, needs=[place.need], resources=[resource], decision_id=decided.id)
    page = text_of(place.client.get(f"/actions/{found.id}"))

    for address in (
        f"/needs/{place.need.id}",
        f"/resources/{resource.id}",
        f"/meetings/{decided.meeting_id}",
    ):
        assert f'href="{address}"' in page


def test_links_are_changed_and_an_old_page_is_refused(place: Place) -> None:
    found = action(place.community, needs=[place.need])
    resource = made.resource(place.community)
    fields = {"what": "Atrast telpu", "side": "community", "lead": "Biedrība", "due_on": "01.03.2023."}

    path = f"/actions/{found.id}/edit"
    assert place.client.send(path, version=1, resource_ids=[str(resource.id)], **fields).status_code == 303
    assert one(ActionItem).version == 2
    assert db.session.scalars(select(ActionResource.resource_id)).all() == [resource.id]
    assert db.session.scalars(select(ActionNeed.need_id)).all() == []
    assert place.client.send(path, version=1, **fields).status_code != 303


def test_deleting_asks_and_takes_the_links_along(place: Place) -> None:
    found = action(place.community, needs=[place.need])
    path = f"/actions/{found.id}/delete"

    assert "Vai dzēst darbību?" in text_of(place.client.get(path))
    assert count(ActionItem) == 1
    assert place.client.send(path).status_code == 303
    assert count(ActionItem) == 0


def test_a_goal_with_actions_is_not_deleted(place: Place) -> None:
    goal = objective(place.community, place.item)
    found = action(place.community, objective_id=goal.id)
    path = f"/objectives/{goal.id}/delete"

    place.client.send(path)
    assert count(Objective) == 1
    place.client.send(f"/actions/{found.id}/delete")
    place.client.send(path)
    assert count(Objective) == 0


@pytest.fixture
def decided(place: Place, world: build.World) -> Decision:
    """Let a group of the community decide; its minutes are approved."""
    objective(place.community, place.item)
    group = made.group(world.anna, community_id=place.community.id)
    return made.decision(made.meeting(group, state=MeetingState.APPROVED), number=3)


def seal(place: Place) -> str:
    """Return the hash that the page of the adoption shows."""
    page = text_of(place.client.get(place.path("/adopt")))
    return page.split('name="shown"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def adopt(place: Place, decided: Decision, shown: str | None = None) -> Any:
    return place.client.send(place.path("/adopt"), shown=shown or seal(place), decision_id=str(decided.id))


def test_an_adopted_version_stands_still_while_the_strategy_goes_on(place: Place, decided: Decision) -> None:
    assert adopt(place, decided).status_code == 303
    version = one(StrategyVersion)
    assert "Pieņemta" in place.page()
    assert "Nr. 3/2023" in place.page()
    assert "Labota pēc pieņemšanas" not in place.page()

    place.write(version=1, vision="Pavisam cita vīzija.")
    assert "Labota pēc pieņemšanas" in place.page()
    old = text_of(place.client.get(f"/strategy-versions/{version.id}"))
    assert f"<del>Izņemts: {VISION}</del>" in old
    assert "<ins>Pielikts: Pavisam cita vīzija.</ins>" in old
    assert old.count("Pavisam cita") == 1
    assert version.sha256 in old
    assert adopt(place, decided).status_code == 303
    assert db.session.scalars(select(StrategyVersion.number).order_by(StrategyVersion.number)).all() == [1, 2]
    names = db.session.scalars(select(AuditEvent.action)).all()
    assert names.count("community.strategy-adopted") == 2


def test_progress_is_no_edit_of_what_was_adopted(place: Place, decided: Decision) -> None:
    found = action(place.community)
    adopt(place, decided)
    place.client.send(f"/actions/{found.id}/report", version=1, state="done", result="Ir")

    assert "Labota pēc pieņemšanas" not in place.page()


def test_adoption_takes_what_was_read_and_only_something_new(place: Place, decided: Decision) -> None:
    shown = seal(place)
    place.write(version=1, vision="Cita vīzija.")
    assert "stratēģija ir mainīta" in text_of(adopt(place, decided, shown))
    assert count(StrategyVersion) == 0

    adopt(place, decided)
    assert "tas, kas pieņemts pēdējoreiz" in text_of(adopt(place, decided))
    assert count(StrategyVersion) == 1


def test_only_decisions_that_stand_still_adopt(place: Place, world: build.World) -> None:
    objective(place.community, place.item)
    group = made.group(world.anna, community_id=place.community.id)
    draft = made.decision(made.meeting(group))

    assert adopt(place, draft).status_code == 200
    assert count(StrategyVersion) == 0
    assert "nav lēmuma apstiprinātā protokolā" in text_of(place.client.get(place.path("/adopt")))


def test_who_reads_it_because_it_is_shared_reads_no_group(
    place: Place, decided: Decision, world: build.World
) -> None:
    action(place.community, decision_id=decided.id)
    adopt(place, decided)
    version = one(StrategyVersion)
    communities.share(place.community, actor=build.viewer(world.manager), now=build.NOW)
    place.client.sign_in(person_of(world.peteris))

    assert VISION in place.page()
    assert "Nr. 3/2023" not in place.page()
    assert place.client.get(f"/strategy-versions/{version.id}").status_code == 404
    lines = rows_of(place.client.get(place.path("/plan.xlsx")))
    assert not any("Nr. 3/2023" in str(cell) for line in lines for cell in line)


def rows_of(response: Any) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(response.get_data()))
    return list(book.worksheets[0].iter_rows(values_only=True))


def test_the_spreadsheet_holds_the_plan_and_runs_no_formula(place: Place, decided: Decision) -> None:
    action(place.community, what="=1+1", cost=Decimal("12.50"), needs=[place.need], decision_id=decided.id)
    found = place.client.get(place.path("/plan.xlsx"))
    cell = next(cell for line in rows_of(found) for cell in line if str(cell).endswith("=1+1"))

    assert found.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(found.get_data()))
    kinds = {each.data_type for line in book.worksheets[0].iter_rows() for each in line if each.value == cell}
    assert kinds == {"s"}
    values = [str(each) for line in rows_of(found) for each in line]
    assert {"12.5", place.need.title, "Lēmums"} <= set(values)


def test_the_paper_says_who_does_what_and_hides_small_numbers(place: Place) -> None:
    goal = objective(place.community, place.item)
    build.keep(
        Indicator(
            objective_id=goal.id,
            name="Jauni līderi",
            unit="cilv.",
            baseline=Decimal(3),
            target=Decimal(10),
            counting=Counting.SUM,
            counts_people=True,
            recorded_at=build.NOW,
        )
    )
    action(place.community)

    def words(reader: Reader) -> str:
        return str(sections.paper_of(place.community, PaperKind.STRATEGY, reader))

    with place.client.application.test_request_context():
        inside, outside = words(sections.INSIDER), words(Reader(5, is_insider=False))
    assert VISION in inside
    assert "Atrast telpu" in inside
    assert "3 cilv." in inside
    assert "3 cilv." not in outside
    assert "<5 cilv." in outside
