"""Self-assessment: rated while a moment is open, read by its author and mentor, and by others in sums."""

import datetime as dt
import html
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from pilot import audit, clock
from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.cohort.enums import ParticipationState, PhaseKind
from pilot.cohort.models import Participation, Phase
from pilot.errors import EditedMeanwhileError
from pilot.extensions import db
from pilot.training.competence import actions, queries
from pilot.training.competence.enums import Leg, Level, Moment, Standing
from pilot.training.competence.models import SelfRating, SelfRatingLine
from pilot.training.competence.rules import Change, Problem, Rating
from pilot.training.models import Module, TrainingDay
from tests import build
from tests.conftest import TODAY, Client
from tests.training import build as training
from tests.training.build import person

PATH = "/pilots/SDK-2022/training/competence"
OWN_WORDS = "Saruna pie ezera"


@pytest.fixture
def modules(world: build.World) -> list[Module]:
    """Keep two modules, and the plan of a course whose start is open today."""
    world.pilot.training_days = 2
    days(world, dt.date(2023, 2, 7), dt.date(2023, 5, 10))
    return [training.module(world.pilot, number) for number in (1, 2)]


def days(world: build.World, *dates: dt.date) -> list[TrainingDay]:
    return [training.day(world.pilot, on, number=number) for number, on in enumerate(dates, start=1)]


def move_plan(*dates: dt.date) -> None:
    """Give the days of the plan other dates."""
    rows = db.session.scalars(select(TrainingDay).order_by(TrainingDay.number)).all()
    for row, on in zip(rows, dates, strict=True):
        row.held_on = on
    db.session.flush()


def rated(
    participation: Participation,
    moment: Moment,
    modules: list[Module],
    *levels: int,
    until: dt.date = dt.date(2023, 1, 5),
) -> SelfRating:
    found: SelfRating = build.keep(
        SelfRating(
            participation_id=participation.id,
            moment=moment,
            rated_on=until,
            open_until=until,
            lines=[
                SelfRatingLine(module_id=module.id, level=level, example=OWN_WORDS)
                for module, level in zip(modules, levels, strict=True)
            ],
        )
    )
    return found


def english(who: Any) -> User:
    found = person(who)
    found.locale = Locale.EN
    return found


def form(modules: list[Module], *levels: str, moment: str = "start", **fields: str) -> dict[str, str]:
    chosen = {f"m{each.id.hex}-level": level for each, level in zip(modules, levels, strict=True)}
    return {"moment": moment, **chosen, **fields}


def stored() -> list[tuple[str, int, list[tuple[int, str]]]]:
    rows = db.session.scalars(
        select(SelfRating).options(selectinload(SelfRating.lines)).order_by(SelfRating.moment)
    )
    return [
        (str(row.moment), row.version, sorted((line.level, line.example) for line in row.lines))
        for row in rows
    ]


def crowd(world: build.World, modules: list[Module], *changes: tuple[int, int]) -> list[Participation]:
    """Keep participants of a course that is over, who rated the first module before and after."""
    found = []
    for number, (before, after) in enumerate(changes):
        someone = build.user(f"Persona {number}")
        build.role(someone, Role.PARTICIPANT, world.pilot, world.cesis)
        participation = build.participation(world.pilot, someone, world.cesis)
        rated(participation, Moment.START, modules[:1], before)
        rated(participation, Moment.END, modules[:1], after)
        found.append(participation)
    move_plan(dt.date(2022, 9, 8), dt.date(2022, 11, 24))
    return found


def test_a_rating_is_kept_and_may_be_changed_while_its_moment_is_open(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    client.sign_in(person(world.anna))
    example = f"m{modules[0].id.hex}-example"

    answer = client.send(f"{PATH}/rate", **form(modules, "2", "3", **{example: "Grupa ciemā"}))
    again = client.send(f"{PATH}/rate", **form(modules, "4", "3", version="1"))

    assert (answer.status_code, again.status_code) == (303, 303)
    assert stored() == [("start", 2, [(3, ""), (4, "")])]
    event = db.session.scalars(
        select(audit.AuditEvent).where(audit.AuditEvent.action == "training.self-rated")
    ).all()[-1]
    assert event.detail == {"moment": "start"}


def test_saving_twice_changes_nothing_and_a_save_over_another_one_is_refused(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    client.sign_in(person(world.anna))
    page = client.form(**form(modules, "2", "3"))

    first, second = (client.post(f"{PATH}/rate", data=page) for _sending in range(2))
    stale = client.send(f"{PATH}/rate", **form(modules, "5", "5", version="0"))

    assert (first.status_code, second.status_code, stale.status_code) == (303, 303, 409)
    assert stored() == [("start", 1, [(2, ""), (3, "")])]


def test_a_missing_rating_and_an_identity_number_are_told_beside_the_field(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    client.sign_in(english(world.anna))
    name = f"m{modules[1].id.hex}-example"

    text = client.send(f"{PATH}/rate", **form(modules, "", "3", **{name: "010190-10005"})).get_data(
        as_text=True
    )

    assert f'id="m{modules[0].id.hex}-level-error"' in text
    assert "Rate yourself from 1 to 5: 1. Subject 1" in text
    assert f'id="{name}-error"' in text
    assert stored() == []


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (
            (dt.date(2023, 1, 30), dt.date(2023, 5, 10)),
            "The rating at the end of the training opens on 10.05.2023.",
        ),
        (
            (dt.date(2022, 9, 8), dt.date(2023, 1, 2)),
            "The rating in the middle of the practice opens on 28.02.2023.",
        ),
    ],
)
def test_nothing_is_taken_outside_the_moments(
    client: Client,
    world: build.World,
    modules: list[Module],
    dates: tuple[dt.date, dt.date],
    words: str,
) -> None:
    move_plan(*dates)
    client.sign_in(english(world.anna))

    answer = client.send(f"{PATH}/rate", **form(modules, "2", "3")).get_data(as_text=True)

    assert words in answer
    assert "The self-assessment is not open now" in answer
    assert stored() == []


def test_a_page_of_the_start_is_not_taken_for_the_end(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    move_plan(dt.date(2022, 9, 8), dt.date(2023, 2, 7))
    client.sign_in(english(world.anna))

    late = client.send(f"{PATH}/rate", **form(modules, "2", "3"))
    in_time = client.send(f"{PATH}/rate", **form(modules, "2", "3", moment="end"))

    assert "This moment of the self-assessment is over" in late.get_data(as_text=True)
    assert in_time.status_code == 303
    assert stored() == [("end", 1, [(2, ""), (3, "")])]


def test_a_moment_that_was_promised_to_be_over_takes_nothing_more(
    world: build.World, modules: list[Module], now: dt.datetime
) -> None:
    rated(world.liga, Moment.START, modules, 3, 3, until=dt.date(2023, 2, 13))

    with pytest.raises(actions.RatingRefusedError) as refusal:
        actions.rate(
            world.pilot,
            world.anna,
            Moment.START,
            {modules[0].id: Rating(Level.ONE)},
            seen=0,
            actor=build.viewer(person(world.anna)),
            now=now,
            today=TODAY,
        )

    assert refusal.value.problem is Problem.NOT_OPEN


def test_the_first_save_from_two_windows_wins(
    world: build.World, modules: list[Module], now: dt.datetime
) -> None:
    given: dict[str, Any] = {"seen": 0, "actor": build.viewer(person(world.anna)), "now": now, "today": TODAY}
    ratings = {modules[0].id: Rating(Level.ONE)}
    actions.rate(world.pilot, world.anna, Moment.START, ratings, **given)

    with pytest.raises(EditedMeanwhileError):
        actions.rate(world.pilot, world.anna, Moment.START, ratings, **given)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        (Locale.EN, ("I know a little", "I do it on my own", "+2", "−1", "Start of the training")),
        (Locale.LV, ("Zinu nedaudz", "Daru patstāvīgi", "+2", "−1", "Mācību sākums")),
    ],
)
def test_both_moments_stand_side_by_side_in_words(
    client: Client, world: build.World, modules: list[Module], locale: Locale, words: tuple[str, ...]
) -> None:
    rated(world.anna, Moment.START, modules, 2, 5)
    rated(world.anna, Moment.END, modules, 4, 4)
    english(world.anna).locale = locale

    page = html.unescape(client.sign_in(person(world.anna)).get(PATH).get_data(as_text=True))

    assert [word for word in words if word not in page] == []


def test_the_own_mentor_reads_a_rating_and_no_other(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    rated(world.anna, Moment.START, modules, 2, 5)
    path = f"/participations/{world.anna.id}/competence"
    readers = (world.anna, world.mentor, world.other_mentor, world.liga, world.coordinator, world.observer)

    answers = [client.sign_in(english(each)).get(path) for each in readers]
    lists = [client.sign_in(english(each)).get(PATH).get_data(as_text=True) for each in readers[1:3]]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 404, 404, 404]
    assert OWN_WORDS in answers[1].get_data(as_text=True)
    assert [path in each for each in lists] == [True, False]


@pytest.mark.parametrize(
    ("who", "expected"), [("lecturer", 403), ("manager", 403), ("other_coordinator", 404)]
)
def test_nobody_else_opens_the_page(client: Client, world: build.World, who: str, expected: int) -> None:
    assert client.sign_in(getattr(world, who)).get(PATH).status_code == expected


def test_only_participants_rate_themselves(client: Client, world: build.World, modules: list[Module]) -> None:
    answers = [
        client.sign_in(each).send(f"{PATH}/rate", **form(modules, "2", "3")).status_code
        for each in (world.mentor, world.coordinator, world.observer)
    ]
    stranger = build.user("Rita Egle")
    build.role(stranger, Role.PARTICIPANT, world.other_pilot, world.tukums)

    assert [*answers, client.sign_in(stranger).get(f"{PATH}/rate").status_code] == [403, 403, 403, 404]
    assert stored() == []


def test_ten_before_and_nine_after_are_shown_as_nine_pairs(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    crowd(world, modules, *[(2, 4)] * 8, (4, 3))
    rated(world.anna, Moment.START, modules[:1], 5)
    windows = queries.windows_of(world.pilot, today=TODAY)

    found = queries.results_in(world.pilot, modules=modules, windows=windows, today=TODAY)
    pages = [
        html.unescape(client.sign_in(english(each)).get(PATH).get_data(as_text=True))
        for each in (world.coordinator, world.observer)
    ]

    first, second = (each.summaries[Leg.TRAINING] for each in found)
    assert (first.before_count, first.after_count, first.pair_count) == (10, 9, 9)
    values = (
        [f"{value:f}" for value in (first.change.before, first.change.after, first.change.change)]
        if first.change
        else []
    )
    assert (first.change.count if first.change else 0, values) == (9, ["2.2", "3.9", "1.7"])
    assert (second.standing, second.pair_count, second.change) == (Standing.TOO_FEW, 0, None)
    for page in pages:
        assert "before 10, after 9, both times n = 9" in page
        assert "+1.7" in page
        assert "Too few pairs" in page
        assert OWN_WORDS not in page
        assert "Persona" not in page


def test_four_pairs_are_too_few_for_a_threshold_of_five_and_a_withdrawal_changes_nothing(
    world: build.World, modules: list[Module]
) -> None:
    people = crowd(world, modules, *[(2, 4)] * 4)
    windows = queries.windows_of(world.pilot, today=TODAY)

    def first() -> Any:
        found = queries.results_in(world.pilot, modules=modules, windows=windows, today=TODAY)
        return found[0].summaries[Leg.TRAINING]

    few = first()
    world.pilot.small_cell_threshold = 1
    shown = first()
    people[0].state = ParticipationState.WITHDRAWN

    assert (few.standing, few.change) == (Standing.TOO_FEW, None)
    assert shown.change == Change(4, 2, 4, 2)  # type: ignore[arg-type]
    assert first() == shown


def test_nothing_is_shown_while_a_moment_is_open(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    crowd(world, modules, *[(2, 4)] * 6)
    for row in db.session.scalars(select(SelfRating).where(SelfRating.moment == Moment.END)):
        row.open_until = TODAY

    page = client.sign_in(english(world.coordinator)).get(PATH).get_data(as_text=True)

    assert "Rated so far: 6" in page
    assert "Shown after 14.02.2023" in page
    assert "both times n" not in page


def test_a_later_plan_does_not_open_the_results_again(world: build.World, modules: list[Module]) -> None:
    crowd(world, modules, *[(2, 4)] * 6)
    before = queries.windows_of(world.pilot, today=TODAY)

    move_plan(dt.date(2023, 2, 10), dt.date(2023, 2, 13))

    after = queries.windows_of(world.pilot, today=TODAY)
    of_training = (Moment.START, Moment.END)
    assert all(found[moment].is_over(today=TODAY) for found in (before, after) for moment in of_training)


def test_the_home_asks_until_every_module_is_rated(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    client.sign_in(english(world.anna))
    wanted = "Rate yourself at the start of the training"

    before = client.get("/").get_data(as_text=True)
    client.send(f"{PATH}/rate", **form(modules, "2", "3"))
    after = client.get("/").get_data(as_text=True)
    training.module(world.pilot, 3)

    assert wanted in before
    assert "Deadline: 21.02.2023" in before
    assert wanted not in after
    assert wanted in client.get("/").get_data(as_text=True)
    assert wanted not in client.sign_in(english(world.coordinator)).get("/").get_data(as_text=True)


def test_without_a_plan_nothing_opens(client: Client, world: build.World) -> None:
    training.module(world.pilot)
    page = client.sign_in(english(world.anna)).get(PATH).get_data(as_text=True)

    assert queries.windows_of(world.pilot, today=clock.today()) == {}
    assert "It opens when the training days are planned." in page
    assert f"{PATH}/rate" not in page


def test_a_module_on_which_people_rated_themselves_stays(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    rated(world.anna, Moment.START, modules, 2, 3)
    world.coordinator.locale = Locale.EN

    answer = client.sign_in(world.coordinator).send(f"/modules/{modules[0].id}/remove")

    assert "self-ratings belong to the module" in answer.get_data(as_text=True)
    assert db.session.get(Module, modules[0].id) is not None


MIDDLE, LAST = Moment.PRACTICE_MIDDLE, Moment.PRACTICE_END


def whole_way(
    world: build.World, modules: list[Module], *levels: tuple[int, int, int, int]
) -> list[Participation]:
    """Keep participants of a pilot whose moments are all over, who rated the first module each time."""
    people = crowd(world, modules, *[each[:2] for each in levels])
    for participation, (_start, _end, middle, last) in zip(people, levels, strict=True):
        rated(participation, MIDDLE, modules[:1], middle, until=dt.date(2023, 1, 31))
        rated(participation, LAST, modules[:1], last, until=dt.date(2023, 2, 13))
    return people


def sums_page(client: Client, world: build.World) -> str:
    return html.unescape(client.sign_in(english(world.coordinator)).get(PATH).get_data(as_text=True))


def test_the_middle_of_the_practice_takes_its_own_rating(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    rated(world.anna, Moment.START, modules, 2, 2)
    move_plan(dt.date(2022, 9, 8), dt.date(2022, 11, 24))
    practice = db.session.scalars(select(Phase).where(Phase.kind == PhaseKind.PRACTICE)).one()
    practice.starts_on, practice.ends_on = dt.date(2022, 11, 28), dt.date(2023, 4, 30)
    client.sign_in(english(world.anna))

    home = client.get("/").get_data(as_text=True)
    answer = client.send(f"{PATH}/rate", **form(modules, "4", "3", moment="practice_middle"))
    page = html.unescape(client.get(PATH).get_data(as_text=True))

    assert "Rate yourself in the middle of the practice" in home
    assert answer.status_code == 303
    assert stored() == [
        ("practice_middle", 1, [(3, ""), (4, "")]),
        ("start", 1, [(2, OWN_WORDS), (2, OWN_WORDS)]),
    ]
    assert [word in page for word in ("Middle of the practice", "End of the practice", "+2", "+1")] == [
        True
    ] * 4


def test_the_whole_way_is_shown_when_its_last_moment_is_over(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    whole_way(world, modules, *[(1, 3, 3, 5)] * 5)

    page = sums_page(client, world)
    last = db.session.scalars(select(SelfRating).where(SelfRating.moment == LAST)).first()
    assert last is not None
    last.open_until = TODAY
    before = sums_page(client, world)

    assert page.count("both times n = 5") == 2
    assert "Rated every time: n = 5" in page
    assert "+4.0" in page
    assert "+4.0" not in before
    assert before.count("Shown after 14.06.2023") == len(modules) + 1


def test_the_whole_way_is_left_out_where_the_difference_is_one_person(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    people = whole_way(world, modules, *[(1, 3, 3, 5)] * 6)
    row = db.session.scalars(
        select(SelfRating).where(SelfRating.moment == LAST, SelfRating.participation_id == people[0].id)
    ).one()
    db.session.delete(row)
    db.session.flush()

    page = sums_page(client, world)

    assert page.count("both times n = 6") == 1
    assert page.count("both times n = 5") == 1
    assert "Not shown: next to the pairs it would tell of single people" in page
    assert "+4.0" not in page


def test_without_a_practice_there_are_only_the_moments_of_the_training(
    client: Client, world: build.World, modules: list[Module]
) -> None:
    crowd(world, modules, *[(2, 4)] * 5)
    for phase in db.session.scalars(select(Phase).where(Phase.kind == PhaseKind.PRACTICE)):
        db.session.delete(phase)
    db.session.flush()

    page = sums_page(client, world)

    assert set(queries.windows_of(world.pilot, today=TODAY)) == {Moment.START, Moment.END}
    assert "All moments are over; the ratings stand." in page
    assert [word in page for word in ("Change in the practice", "The whole way")] == [False, False]
