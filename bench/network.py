"""Time the map and the files of a network of 500 stakeholders and 1,000 ties, and of one of 20 beside it."""

import datetime as dt
import statistics
import time
import uuid
from dataclasses import dataclass
from itertools import islice

from flask import Flask
from sqlalchemy import event, insert, select

from bench import seed
from pilot import clock
from pilot.accounts import sessions
from pilot.accounts.models import User
from pilot.cohort.models import Participation
from pilot.community.enums import CommunityKind
from pilot.community.models import Community
from pilot.community.network.enums import ActorKind, Circle, TieKind, TieStrength
from pilot.community.network.models import Actor, Tie
from pilot.community.network.rules import ends_of, name_key
from pilot.extensions import db
from pilot.text import sort_key

SIZES = ((20, 40), (500, 1_000))
ROUNDS, OK = 10, 200
PAGES = ("network", "network?circle=outside", "network.xlsx", "network-nodes.csv", "network-edges.csv")


@dataclass(frozen=True)
class Mapped:
    """A page or a file of a network: the median of its milliseconds, its queries and its size."""

    engine: str
    actors: int
    page: str
    p50_ms: float
    queries: int
    kb: float


def measure(app: Flask) -> list[Mapped]:
    """Open the map and every file of a small and of a large network as the coordinator."""
    with app.app_context():
        seeded = seed.grow(1, code="NETWORK")
        lead = db.session.scalars(
            select(Participation).where(Participation.id == seeded.participation_id)
        ).one()
        communities = {actors: _fill(lead, actors, ties) for actors, ties in SIZES}
        token = sessions.begin(
            db.session.get_one(User, seeded.coordinator_id), device="bench", now=clock.now()
        )
        db.session.commit()
        engine = db.engine
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    counted: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *sent: counted.append(str(sent[2])))
    found = []
    for actors, community in communities.items():
        for page in PAGES:
            path, took = f"/communities/{community}/{page}", []
            for _ in range(ROUNDS):
                started, before = time.perf_counter(), len(counted)
                response = client.get(path)
                took.append((time.perf_counter() - started) * 1000)
                queries = len(counted) - before
                if response.status_code != OK:
                    message = f"{path} answered {response.status_code}"
                    raise RuntimeError(message)
            size = round(len(response.data) / 1024, 1)
            mapped = Mapped(
                engine.dialect.name, actors, page, round(statistics.median(took), 1), queries, size
            )
            print(
                f"{mapped.engine:<11}{mapped.actors:>8}  {page}: {mapped.p50_ms} ms, "
                f"{mapped.queries} queries, {mapped.kb} KB"
            )
            found.append(mapped)
    return found


def _fill(lead: Participation, actors: int, ties: int) -> uuid.UUID:
    """Keep a community with so many stakeholders of all kinds and circles, and ties between them."""
    community = Community(
        pilot_id=lead.pilot_id,
        municipality_id=lead.municipality_id,
        lead_id=lead.id,
        name=f"Kopiena ar {actors} iesaistītajām pusēm",
        kind=CommunityKind.PLACE,
        place="Pilsēta",
        started_on=dt.date(2022, 12, 5),
    )
    db.session.add(community)
    db.session.flush()
    kinds, circles, now = list(ActorKind), list(Circle), clock.now()
    keys = [uuid.uuid4() for _ in range(actors)]
    names = [f"Iedzīvotāju biedrība {number}" for number in range(actors)]
    rows = [
        {
            "id": key,
            "community_id": community.id,
            "name": name,
            "name_key": name_key(name),
            "sort_key": sort_key(name),
            "kind": kinds[number % len(kinds)],
            "circle": circles[number % len(circles)],
            "recorded_at": now,
        }
        for number, (key, name) in enumerate(zip(keys, names, strict=True))
    ]
    tie_kinds, strengths = list(TieKind), list(TieStrength)
    pairs = (
        ends_of(keys[number], keys[(number + step) % actors])
        for step in range(1, actors // 2)
        for number in range(actors)
    )
    tied = [
        {
            "community_id": community.id,
            "from_id": from_id,
            "to_id": to_id,
            "kind": tie_kinds[number % len(tie_kinds)],
            "strength": strengths[number % len(strengths)],
            "recorded_at": now,
        }
        for number, (from_id, to_id) in enumerate(islice(pairs, ties))
    ]
    for table, values in ((Actor, rows), (Tie, tied)):
        db.session.execute(insert(table), values)
    return community.id
