"""Certificates and statements as values for their template, from frozen facts only."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from pilot.cohort import papers
from pilot.cohort.enums import FunderSet
from pilot.documents import codes, pdf
from pilot.training.certificates import queries, rules
from pilot.training.certificates.enums import CertificateKind, CertificateState
from pilot.training.certificates.models import Certificate
from pilot.training.rules import percent
from pilot.web import locale
from pilot.web.links import address_of


def _(message: str, **values: Any) -> str:
    return str(gettext(message, **values))


def verification_address(certificate: Certificate) -> str:
    """Return the full address at which anybody who holds the paper can check it."""
    return address_of("certificates.verify", verify_code=certificate.verify_code)


def one(certificate: Certificate) -> bytes:
    """Return the PDF of one document; made again it is the same, to the byte."""
    title = f"{heading(certificate.kind)} {certificate.number}"
    made_on = certificate.revoked_on or certificate.duplicate_on or certificate.issued_on
    facts = queries.frozen(certificate)
    frame = papers.frame(title, organisation=facts["organisation"], funder=FunderSet(facts["funder_set"]))
    return many([page(certificate)], frame=frame, made_on=made_on)


def many(pages: Sequence[dict[str, Any]], *, frame: dict[str, Any], made_on: dt.date) -> bytes:
    """Return one PDF of documents that were prepared with `page`."""
    return pdf.render("certificates", {**frame, "certificates": pages}, made_on=made_on)


def heading(kind: CertificateKind) -> str:
    """Return the word that stands at the head of a document."""
    return _("CERTIFICATE") if kind is CertificateKind.CERTIFICATE else _("STATEMENT")


def page(certificate: Certificate) -> dict[str, Any]:
    """Return what the template prints of one document, in the language in force."""
    facts = queries.frozen(certificate)
    language = locale.language()
    address = verification_address(certificate)
    programme = facts[f"programme_{language}"]
    is_certificate = certificate.kind is CertificateKind.CERTIFICATE
    completion = (
        _("on completion of the training programme “%(programme)s”", programme=programme)
        if is_certificate
        else _("on taking part in the training programme “%(programme)s”", programme=programme)
    )
    issued_on = dt.date.fromisoformat(facts["issued_on"])
    return {
        "heading": heading(certificate.kind),
        "subheading": "" if is_certificate else _("of training hours attended"),
        "number": _("No. %(number)s", number=facts["number"]),
        "notice": _notice(certificate),
        "organisation": facts["organisation"],
        "name": facts["name"],
        "completion": completion,
        "hours": locale.academic(Decimal(facts["academic_hours"])),
        "share": _share(facts),
        "facts": _facts(facts),
        "columns": [_("No."), _("Module"), _("Planned, ac. h")],
        "modules": [
            [str(each["number"]), each[f"title_{language}"], locale.number(Decimal(each["academic_hours"]))]
            for each in facts["modules"]
        ],
        "place": f"{facts['place']}, {locale.long_day(issued_on)}",
        "signatories": [f"{position}: {name}" for name, position in facts["signatories"]],
        "picture": codes.qr_code(address),
        "picture-words": _("QR code of the address at which this document can be checked"),
        "check": _("Check this document"),
        "address": address,
    }


def _notice(certificate: Certificate) -> str:
    if certificate.state is CertificateState.REVOKED:
        return _("REVOKED: %(day)s", day=locale.day(certificate.revoked_on))
    if certificate.state is CertificateState.DUPLICATE:
        return _("DUPLICATE, issued: %(day)s", day=locale.day(certificate.duplicate_on))
    return ""


def _share(facts: dict[str, Any]) -> str:
    share = percent(facts["minutes"], facts["planned_minutes"])
    planned = locale.academic(Decimal(facts["planned_academic_hours"]))
    return _(
        "of %(planned)s (%(share)s %%); academic hour: %(length)s",
        planned=planned,
        share=locale.number(share or 0),
        length=locale.minutes(facts["academic_hour_minutes"]),
    ).replace(" %)", f"{locale.NBSP}%)")


def _facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    first, last = (locale.day(dt.date.fromisoformat(day)) for day in facts["period"])
    made_up = rules.made_up_minutes(facts)
    hours = rules.hours_text(made_up, facts["academic_hour_minutes"])
    return [
        *([(_("Made up by additional work"), locale.academic(Decimal(hours)))] if made_up else []),
        (_("Training was held"), f"{first}–{last}"),
        (_("Project"), papers.project_of(facts["project_no"], facts["activity_no"])),
        papers.funding(FunderSet(facts["funder_set"])),
    ]
