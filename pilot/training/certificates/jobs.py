"""Make the exports that were asked for, in steps that show how far they are."""

import datetime as dt
import uuid
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import joinedload

from pilot import clock
from pilot.cohort import papers as training
from pilot.database import reading
from pilot.extensions import db
from pilot.training.certificates import papers, queries
from pilot.training.certificates.models import CertificateExport
from pilot.web.locale import LANGUAGES

STEP = 50
LEASE = dt.timedelta(minutes=10)


def make_exports(*, now: dt.datetime) -> int:
    """Make every export that waits and return how many; one whose worker died is taken over (R7).

    Each step is committed, so that the page tells how far it is and no write waits for the PDF.
    """
    made = 0
    while (export_id := _claim(now=now)) is not None:
        _make(export_id, now=now)
        made += 1
    return made


def _claim(*, now: dt.datetime) -> uuid.UUID | None:
    free = or_(CertificateExport.lease_until.is_(None), CertificateExport.lease_until < now)
    waits = (CertificateExport.finished_at.is_(None), free, CertificateExport.expires_at > now)
    statement = select(CertificateExport.id).where(*waits)
    with reading():  # most rounds find nothing and should not ask for the lock of a writer
        waiting = db.session.scalars(
            statement.order_by(CertificateExport.requested_at, CertificateExport.id)
        ).all()
        db.session.commit()
    for export_id in waiting:
        claimed = db.session.scalar(
            update(CertificateExport)
            .where(CertificateExport.id == export_id, *waits)
            .values(lease_until=now + LEASE, done=0)
            .returning(CertificateExport.id)
            .execution_options(synchronize_session=False)
        )
        db.session.commit()
        if claimed is not None:
            return export_id
    return None


def _make(export_id: uuid.UUID, *, now: dt.datetime) -> None:
    """Prepare the pages step by step, then set them while no transaction is open."""
    pages: list[dict[str, Any]] = []
    with force_locale(LANGUAGES[0]):
        export = _export(export_id)
        title = _("Certificates and statements: %(pilot)s", pilot=export.pilot.code)
        frame, pilot_id = training.frame_of(export.pilot, title), export.pilot_id
        after = 0
        while step := queries.live_certificates(pilot_id, after=after, most=STEP):
            pages += [papers.page(each) for each in step]
            after = step[-1].serial
            export = _export(export_id)
            export.done, export.total = len(pages), max(export.total, len(pages))
            db.session.commit()
        db.session.commit()
        content = papers.many(pages, frame=frame, made_on=now.astimezone(clock.RIGA).date())
    export = _export(export_id)
    export.content, export.finished_at = content, now
    export.done = export.total = len(pages)
    db.session.commit()


def _export(export_id: uuid.UUID) -> CertificateExport:
    options = [joinedload(CertificateExport.pilot)]
    return db.session.get_one(CertificateExport, export_id, options=options, populate_existing=True)


def purge(*, now: dt.datetime) -> None:
    """Delete the exports whose time is over; the documents themselves stay."""
    db.session.execute(delete(CertificateExport).where(CertificateExport.expires_at < now))
