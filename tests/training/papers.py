"""Builders of documents: settings of certificates, certificates, exports, notices."""

import datetime as dt
import uuid
from typing import Any

from pilot.accounts.models import User
from pilot.cohort import canonical
from pilot.cohort.models import Participation, Pilot
from pilot.training.certificates import rules
from pilot.training.certificates.enums import CertificateKind
from pilot.training.certificates.models import Certificate, CertificateExport, CertificateSetting
from pilot.training.notices.models import ScheduleNotice
from tests.build import NOW, keep


def setting(of: Pilot, by: User, **given: Any) -> CertificateSetting:
    """Keep settings whose threshold is confirmed."""
    found: CertificateSetting = keep(
        CertificateSetting(
            pilot_id=of.id,
            **{
                "number_pattern": rules.DEFAULT_PATTERN,
                "programme_lv": "Sociālais darbs kopienā",
                "programme_en": "Social work in the community",
                "place": "Rīga",
                "signatory_name": "Elīna Bērziņa",
                "signatory_position": "Koordinatore",
                "confirmed_pct": of.certificate_min_attendance_pct,
                "confirmed_at": NOW,
                "confirmed_by_id": by.id,
                **given,
            },
        )
    )
    return found


def facts(**given: Any) -> dict[str, Any]:
    """Return frozen facts of a certificate over 92,67 academic hours."""
    return {
        "form": 1,
        "kind": "certificate",
        "number": "SDK-2022-001",
        "pilot": "SDK-2022",
        "name": "Līga Ābele",
        "minutes": 4170,
        "planned_minutes": 4320,
        "academic_hour_minutes": 45,
        "academic_hours": "92.67",
        "planned_academic_hours": "96.00",
        "programme_lv": "Sociālais darbs kopienā",
        "programme_en": "Social work in the community",
        "period": ["2022-09-08", "2022-11-25"],
        "modules": [
            {"number": 1, "title_lv": "Pamati", "title_en": "Basis", "academic_hours": "16.00"},
        ],
        "issued_on": "2022-11-25",
        "place": "Rīga",
        "signatories": [["Elīna Bērziņa", "Koordinatore"]],
        "organisation": "Latvijas Lauku forums",
        "project_no": "9.2.1.1/15/I/001",
        "activity_no": "15.4.",
        "funder_set": "esf_2014_2020",
        **given,
    }


def certificate(of: Pilot, person: Participation, *, serial: int = 1, **given: Any) -> Certificate:
    number = f"{of.code}-{serial:03}"
    text = canonical.text_of(given.pop("facts", facts(number=number)))
    found: Certificate = keep(
        Certificate(
            pilot_id=of.id,
            participation_id=person.id,
            serial=serial,
            number=number,
            facts=text,
            facts_hash=canonical.hash_of(text),
            **{
                "kind": CertificateKind.CERTIFICATE,
                "verify_code": uuid.uuid4().hex,
                "issued_on": dt.date(2022, 11, 25),
                "issued_at": NOW,
                "issued_by_id": person.user_id,
                **given,
            },
        )
    )
    return found


def export(of: Pilot, by: User, **given: Any) -> CertificateExport:
    found: CertificateExport = keep(
        CertificateExport(
            pilot_id=of.id,
            requested_by_id=by.id,
            **{"requested_at": NOW, "total": 1, "expires_at": NOW + dt.timedelta(days=7), **given},
        )
    )
    return found


def notice(of: Pilot, by: User, *, number: int = 1, month: str = "2022-11", **given: Any) -> ScheduleNotice:
    content = {
        "month": month,
        "project_no": "9.2.1.1/15/I/001",
        "activity_no": "15.4.",
        "title_lv": "Sociālais darbs kopienā",
        "title_en": "Social work in the community",
        "organisation": "Latvijas Lauku forums",
        "contact": "",
        "funder_set": "esf_2014_2020",
        "academic_hour_minutes": 45,
        "days": [],
        "changes": [],
        "late": [],
    }
    text = canonical.text_of({**content, **given})
    found: ScheduleNotice = keep(
        ScheduleNotice(
            pilot_id=of.id,
            month=month,
            number=number,
            content=text,
            content_hash=canonical.hash_of(text),
            sent_on=dt.date(2022, 10, 24),
            recorded_at=NOW,
            recorded_by_id=by.id,
        )
    )
    return found
