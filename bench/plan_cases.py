"""Make the planner's cases anew, the same each time; bench/plans/ keeps what this writes."""

import csv
import datetime as dt
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "plans"
REGISTER = Path(__file__).parent.parent / "pilot/municipalities/data/municipalities.csv"
DAY = dt.timedelta(days=1)
AUTUMN = (dt.date(2022, 9, 1), dt.date(2022, 11, 30))
SEED = 2022
BUSY_SHARE = 0.65
GROUPS, PEOPLE_OF_A_MUNICIPALITY = 12, 10
TOWNS = ("Rīga", "Rīga", "Valmiera", "Jelgava", "Liepāja", "Daugavpils", "Rēzekne", "Ventspils")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, case in {
        "course-2022": course(),
        "course-2022-infeasible": infeasible(),
        "course-2022-rooms": with_rooms(),
        "national": national(),
    }.items():
        text = json.dumps(case, ensure_ascii=False, separators=(",", ":"))
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _working_days() -> list[dt.date]:
    found = [AUTUMN[0] + number * DAY for number in range((AUTUMN[1] - AUTUMN[0]).days + 1)]
    return [date for date in found if date.isoweekday() <= 5]  # noqa: PLR2004 - Friday


def _some(chance: random.Random, share: float) -> list[str]:
    return [date.isoformat() for date in _working_days() if chance.random() < share]


def _base(modules: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {
        "window": {"from": AUTUMN[0].isoformat(), "to": AUTUMN[1].isoformat()},
        "weekdays": [1, 2, 3, 4, 5],
        "blocked": ["2022-11-18"],
        "days_per_month": 4,
        "modules": [
            {"id": f"M{number}", "days": 2, "lecturers": list(lecturers)}
            for number, lecturers in enumerate(modules, start=1)
        ],
        "gap_days": 7,
        "weights": {"absence": 10, "split": 5, "gap": 1},
    }


def course() -> dict[str, Any]:
    """Return the course of 2022 with lecturers who are free on 35 % of the days."""
    chance = random.Random(SEED)  # noqa: S311 - made-up calendars need no secrets
    names = [f"L{number}" for number in range(1, 7)]
    return {
        **_base([(name, names[(place + 1) % 6]) for place, name in enumerate(names)]),
        "lecturers": {name: {"busy": _some(chance, BUSY_SHARE)} for name in names},
        "participants": {f"P{number}": {"absent": _some(chance, 0.2)} for number in range(1, 12)},
    }


def infeasible() -> dict[str, Any]:
    """Return the course of 2022 in which module 6 has one lecturer, who is free in November on three days."""
    case = course()
    free = {"2022-11-08", "2022-11-17", "2022-11-24"}
    november = [date.isoformat() for date in _working_days() if date.month == 11]  # noqa: PLR2004 - November
    case["modules"][5]["lecturers"] = ["L7"]
    case["modules"][4]["lecturers"] = ["L7"]
    case["lecturers"]["L7"] = {"busy": [date for date in november if date not in free]}
    return case


def with_rooms() -> dict[str, Any]:
    """Return the course of 2022 with rooms in three towns, a lecturer who teaches elsewhere, and wishes."""
    chance = random.Random(SEED + 1)  # noqa: S311 - made-up calendars need no secrets
    return {
        **course(),
        "rooms": {
            "Rīga": {"town": "Rīga", "seats": 20, "closed": _some(chance, 0.5)},
            "Tukums": {"town": "Tukums", "seats": 14, "closed": _some(chance, 0.5)},
            "Ogre": {"town": "Ogre", "seats": 8, "closed": []},
        },
        "preferred_weekdays": [2, 3, 4],
        "weights": {"absence": 10, "split": 5, "gap": 1, "weekday": 2, "travel": 4},
    }


def national() -> dict[str, Any]:
    """Return 12 groups of people of all municipalities who share lecturers and rooms."""
    chance = random.Random(SEED + 2)  # noqa: S311 - made-up calendars need no secrets
    with REGISTER.open(encoding="utf-8", newline="") as file:
        places = [row["name"] for row in csv.DictReader(file)]
    names = [f"L{number}" for number in range(1, 25)]
    modules = [[names[(4 * place + step) % len(names)] for step in range(6)] for place in range(6)]
    rooms = [f"{town} {number}" for number, town in enumerate(TOWNS, start=1)]
    rooms += [f"Pierīga {number}" for number in range(1, 9)]
    groups: list[dict[str, Any]] = []
    for number in range(GROUPS):
        own = places[number::GROUPS]
        people = {
            f"{place} {person}": {"absent": _some(chance, 0.06)}
            for place in own
            for person in range(1, PEOPLE_OF_A_MUNICIPALITY + 1)
        }
        near = sorted(chance.sample(rooms, 5))
        groups.append(
            {
                "id": f"Grupa {number + 1}",
                "municipalities": own,
                "participants": people,
                "rooms": near,
            }
        )
    return {
        **_base(modules),
        "lecturers": {name: {"busy": _some(chance, 0.5)} for name in names},
        "rooms": {
            room: {"town": room.rsplit(" ", 1)[0], "seats": 45, "closed": _some(chance, 0.3)}
            for room in rooms
        },
        "weights": {"absence": 10, "split": 5, "gap": 1, "travel": 4},
        "groups": groups,
    }


if __name__ == "__main__":
    main()
