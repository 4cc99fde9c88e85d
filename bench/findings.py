"""Time the pages of an assessment with 5,000 findings: needs of two sources, resources and matches."""

import datetime as dt
import statistics
import time
import uuid
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import event, insert, select

from bench import seed
from pilot import clock
from pilot.accounts import sessions
from pilot.accounts.models import User
from pilot.cohort.models import Participation
from pilot.community.enums import CommunityKind, NeedKind, ResourceKind, SourceKind, Theme
from pilot.community.findings.models import Match
from pilot.community.findings.rules import DOMAIN_OF
from pilot.community.models import Community, Need, Resource, Source
from pilot.extensions import db

NEEDS, RESOURCES, ROUNDS, OK = 4_500, 500, 10, 200
PAGES = (
    "findings",
    "findings?sure=confirmed&page=20",
    "findings?group=seniors",
    "resources?unused=y",
    "matches",
    "swot",
)


@dataclass(frozen=True)
class Opened:
    """A page of an assessment: the median of its milliseconds, its queries and its size."""

    engine: str
    findings: int
    page: str
    p50_ms: float
    queries: int
    kb: float


def measure(app: Flask) -> list[Opened]:
    """Open every page of the findings of one community as the coordinator."""
    with app.app_context():
        seeded = seed.grow(1, code="FINDINGS")
        lead = db.session.scalars(
            select(Participation).where(Participation.id == seeded.participation_id)
        ).one()
        community = _fill(lead)
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
        opened = Opened(
            engine.dialect.name,
            NEEDS + RESOURCES,
            page,
            round(statistics.median(took), 1),
            queries,
            round(len(response.data) / 1024, 1),
        )
        print(
            f"{opened.engine:<11}{opened.findings:>8}  {page}: {opened.p50_ms} ms, "
            f"{opened.queries} queries, {opened.kb} KB"
        )
        found.append(opened)
    return found


def _fill(lead: Participation) -> uuid.UUID:
    """Keep a community whose needs have one or two sources and whose resources answer some of them."""
    community = Community(
        pilot_id=lead.pilot_id,
        municipality_id=lead.municipality_id,
        lead_id=lead.id,
        name="Liela kopiena",
        kind=CommunityKind.PLACE,
        place="Pilsēta",
        started_on=dt.date(2022, 12, 5),
    )
    db.session.add(community)
    db.session.flush()
    themes, now = list(Theme), clock.now()
    needs = [
        {
            "id": uuid.uuid4(),
            "community_id": community.id,
            "kind": NeedKind.NEED,
            "title": f"Vajadzība {number}",
            "theme": (theme := themes[number % len(themes)]),
            "domain": DOMAIN_OF[theme],
            "people_groups": ["seniors"] if number % 3 else ["children", "parents"],
            "recorded_at": now,
        }
        for number in range(NEEDS)
    ]
    kinds = list(ResourceKind)
    resources = [
        {
            "id": uuid.uuid4(),
            "community_id": community.id,
            "kind": kinds[number % len(kinds)],
            "name": f"Resurss {number}",
            "recorded_at": now,
        }
        for number in range(RESOURCES)
    ]
    sources = [
        {"need_id": need["id"], "kind": kind, "told_on": dt.date(2023, 1, 10), "people": 12}
        for number, need in enumerate(needs)
        for kind in (SourceKind.CONVERSATION, SourceKind.SURVEY)[: 1 + number % 2]
    ]
    matches = [
        {"need_id": need["id"], "resource_id": resources[number % 300]["id"], "matched_at": now}
        for number, need in enumerate(needs[::2])
    ]
    for table, rows in ((Need, needs), (Resource, resources), (Source, sources), (Match, matches)):
        db.session.execute(insert(table), rows)
    return community.id
