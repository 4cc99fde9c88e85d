"""Writes to the register: the shipped facts, and what councils decided about the memorandum."""

import csv
import datetime as dt
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pilot import audit, database, text
from pilot.errors import DomainError
from pilot.extensions import db
from pilot.municipalities import rules
from pilot.municipalities.enums import MunicipalityKind, TerritoryKind
from pilot.municipalities.models import Accession, Municipality, Predecessor, Territory

FACTS = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Loaded:
    """How much the register holds after loading."""

    municipalities: int
    territories: int
    predecessors: int


class AccessionRefusedError(DomainError):
    """What was entered about joining cannot be."""

    def __init__(self, problem: rules.Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class AlreadyJoinedError(DomainError):
    """Somebody else recorded the same accession first."""


def load_register(*, now: dt.datetime) -> Loaded:
    """Bring the register to the shipped facts; loading again changes nothing, accessions of people stay."""
    municipalities = _load_municipalities()
    territories = _load_territories(municipalities)
    predecessors = _load_predecessors(municipalities)
    _load_accessions(municipalities)
    has_changed = bool(db.session.new) or any(db.session.is_modified(row) for row in db.session.dirty)
    db.session.flush()
    loaded = Loaded(len(municipalities), territories, predecessors)
    if has_changed:
        first = next(iter(municipalities.values()))
        audit.record(
            "municipalities.register-loaded",
            first,
            actor=None,
            at=now,
            municipalities=loaded.municipalities,
            territories=loaded.territories,
            predecessors=loaded.predecessors,
        )
    return loaded


def _load_municipalities() -> dict[str, Municipality]:
    known = {row.iso_code: row for row in db.session.scalars(select(Municipality))}
    facts = _facts("municipalities")
    for fact in facts:
        row = known.setdefault(fact["iso_code"], Municipality(id=uuid.uuid4(), iso_code=fact["iso_code"]))
        _set(
            row,
            **{
                name: fact[name]
                for name in ("atvk_code", "name", "official_name", "name_locative", "name_en")
            },
            **{
                name: fact[name] for name in ("planning_region", "statistical_region", "centre", "tile_label")
            },
            **{name: int(fact[name]) for name in ("population", "area_hectares", "tile_row", "tile_column")},
            **{name: _day(fact[name]) for name in ("population_on", "valid_from", "valid_to")},
            kind=MunicipalityKind(fact["kind"]),
            had_election_20210605=fact["had_election_20210605"] == "yes",
            sort_key=text.sort_key(fact["name"]),
            search_key=text.search_key(f"{fact['name']} {fact['official_name']} {fact['name_en']}"),
        )
        db.session.add(row)
    db.session.flush()
    for fact in facts:
        if fact["successor_iso"]:
            _set(known[fact["iso_code"]], successor_id=known[fact["successor_iso"]].id)
    return {fact["iso_code"]: known[fact["iso_code"]] for fact in facts}


def _load_territories(municipalities: dict[str, Municipality]) -> int:
    known = {row.atvk_code: row for row in db.session.scalars(select(Territory))}
    facts = _facts("territories")
    for fact in facts:
        row = known.get(fact["atvk_code"]) or Territory(id=uuid.uuid4(), atvk_code=fact["atvk_code"])
        _set(
            row,
            name=fact["name"],
            kind=TerritoryKind(fact["kind"]),
            municipality_id=municipalities[fact["municipality_iso"]].id,
            valid_from=_day(fact["valid_from"]),
            valid_to=_day(fact["valid_to"]),
            sort_key=text.sort_key(fact["name"]),
            search_key=text.search_key(fact["name"]),
        )
        db.session.add(row)
    return len(facts)


def _load_predecessors(municipalities: dict[str, Municipality]) -> int:
    known = {(row.name, row.municipality_id): row for row in db.session.scalars(select(Predecessor))}
    facts = _facts("predecessors")
    for fact in facts:
        key = fact["name"], municipalities[fact["municipality_iso"]].id
        row = known.get(key) or Predecessor(id=uuid.uuid4(), name=key[0], municipality_id=key[1])
        _set(row, whole=fact["whole"] == "yes", search_key=text.search_key(fact["name"]))
        db.session.add(row)
    return len(facts)


def _load_accessions(municipalities: dict[str, Municipality]) -> None:
    known = set(db.session.scalars(select(Accession.municipality_id)))
    for fact in _facts("accessions"):
        municipality = municipalities[fact["iso_code"]]
        if municipality.id not in known:
            db.session.add(
                Accession(
                    municipality_id=municipality.id,
                    joined_year=int(fact["joined_year"]),
                    joined_month=int(fact["joined_month"]) if fact["joined_month"] else None,
                    joined_on=_day(fact["joined_on"]),
                    decision_no=fact["decision_no"] or None,
                    source=fact["source"],
                )
            )


def _facts(name: str) -> list[dict[str, str]]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _set(row: object, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def record_accession(
    municipality: Municipality,
    entry: rules.AccessionEntry,
    *,
    actor: audit.Actor,
    now: dt.datetime,
    today: dt.date,
) -> Accession:
    """Record that a council joined the memorandum (RM13).

    :raises AccessionRefusedError: it cannot have joined then.
    :raises AlreadyJoinedError: its accession is recorded already.
    """
    _refuse_impossible(entry, today=today)
    accession = Accession(municipality_id=municipality.id)
    _set(accession, **_values(entry))
    try:
        with db.session.begin_nested():
            db.session.add(accession)
    except IntegrityError:
        raise AlreadyJoinedError from None
    audit.record("municipalities.accession-recorded", accession, actor=actor, at=now, year=entry.joined_year)
    return accession


def change_accession(
    accession: Accession,
    entry: rules.AccessionEntry,
    *,
    seen: int,
    actor: audit.Actor,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Correct what is recorded about joining the memorandum (RM13).

    :raises AccessionRefusedError: the council cannot have joined then.
    :raises EditedMeanwhileError: somebody else saved it since `seen`.
    """
    database.check_version(accession, seen)
    _refuse_impossible(entry, today=today)
    _set(accession, **_values(entry))
    db.session.flush()
    audit.record("municipalities.accession-changed", accession, actor=actor, at=now, year=entry.joined_year)


def _refuse_impossible(entry: rules.AccessionEntry, *, today: dt.date) -> None:
    problem = rules.joining_problem(entry, today=today)
    if problem is not None:
        raise AccessionRefusedError(problem)


def _values(entry: rules.AccessionEntry) -> dict[str, Any]:
    month = entry.joined_on.month if entry.joined_on else entry.joined_month
    return {**asdict(entry), "joined_month": month}
