"""Time 300 certificates as one PDF, made by the job that makes them for a coordinator."""

import json
import time
import uuid
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import func, insert, select

from pilot import clock
from pilot.cohort import canonical
from pilot.cohort.models import Participation
from pilot.extensions import db
from pilot.training.certificates import jobs
from pilot.training.certificates.enums import CertificateKind, CertificateState
from pilot.training.certificates.models import Certificate, CertificateExport

DOCUMENTS, PEOPLE = 300, 2_580


@dataclass(frozen=True)
class Made:
    """One PDF of many documents: how long it took and how big it is."""

    engine: str
    documents: int
    seconds: float
    cpu_seconds: float
    bytes: int


def measure(app: Flask) -> Made:
    """Give 300 people of the seeded pilot a certificate like the demonstration's and export them all."""
    with app.app_context():
        model = db.session.scalars(select(Certificate).order_by(Certificate.number).limit(1)).one()
        export_id = _prepare(model)
        db.session.commit()
        started, cpu = time.perf_counter(), time.process_time()
        jobs.make_exports(now=clock.now())
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
        size = db.session.scalar(
            select(func.length(CertificateExport.content)).where(CertificateExport.id == export_id)
        )
        made = Made(db.engine.dialect.name, DOCUMENTS, round(seconds, 2), round(cpu, 2), int(size or 0))
        db.session.rollback()
    print(
        f"{made.engine:<11}{made.documents:>8}  certificates as one PDF: {made.seconds} s "
        f"({made.cpu_seconds} s CPU), {made.bytes / 1024:.0f} KB"
    )
    return made


def _prepare(model: Certificate) -> uuid.UUID:
    """Write the rows of the certificates and of the wish for one PDF."""
    pilot_id = db.session.scalars(
        select(Participation.pilot_id)
        .group_by(Participation.pilot_id)
        .having(func.count() == PEOPLE)
        .order_by(Participation.pilot_id)
    ).one()
    people = db.session.scalars(
        select(Participation.id).where(Participation.pilot_id == pilot_id).order_by(Participation.id)
    )
    facts = json.loads(model.facts)
    rows = []
    for serial, person in enumerate(people.fetchmany(DOCUMENTS), start=1):
        text = canonical.text_of(
            {**facts, "number": f"BENCH-{serial:03}", "name": f"Līga Ābele-Ķirse {serial}"}
        )
        rows.append(
            {
                "id": uuid.uuid4(),
                "pilot_id": pilot_id,
                "participation_id": person,
                "serial": serial,
                "number": f"BENCH-{serial:03}",
                "kind": CertificateKind.CERTIFICATE,
                "state": CertificateState.ISSUED,
                "facts": text,
                "facts_hash": canonical.hash_of(text),
                "verify_code": uuid.uuid4().hex,
                "issued_on": model.issued_on,
                "issued_at": model.issued_at,
                "issued_by_id": model.issued_by_id,
                "override_reason": "",
                "duplicate_reason": "",
                "revoke_reason": "",
                "version": 1,
            }
        )
    db.session.execute(insert(Certificate), rows)
    now = clock.now()
    export = CertificateExport(
        pilot_id=pilot_id,
        requested_by_id=model.issued_by_id,
        requested_at=now,
        total=len(rows),
        expires_at=now.replace(year=now.year + 1),
    )
    db.session.add(export)
    db.session.flush()
    return export.id
