"""Words for certificates: kinds, states, what is missing, refusals."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from pilot.training.certificates.enums import CertificateKind, CertificateState
from pilot.training.certificates.rules import Gap, Problem

KINDS = {
    CertificateKind.CERTIFICATE: _l("Certificate"),
    CertificateKind.STATEMENT: _l("Statement of hours attended"),
}
STATES = {
    CertificateState.ISSUED: lazy_pgettext("certificate", "Issued"),
    CertificateState.DUPLICATE: lazy_pgettext("certificate", "Duplicate issued"),
    CertificateState.REVOKED: lazy_pgettext("certificate", "Revoked"),
}
STATE_SIGNS = {
    CertificateState.ISSUED: "ok",
    CertificateState.DUPLICATE: "info",
    CertificateState.REVOKED: "danger",
}
GAPS = {
    Gap.ATTENDANCE_INCOMPLETE: _l("Attendance of all days is not recorded yet"),
    Gap.NOTHING_ATTENDED: _l("Did not attend any day"),
    Gap.BELOW_THRESHOLD: _l("Attendance is below the threshold"),
    Gap.ASSIGNMENTS_OPEN: _l("Mandatory assignments are not accepted yet"),
}
CHANGES = {
    "name": _l("Name"),
    "minutes": _l("Attended"),
    "made_up_minutes": _l("Made up by additional work"),
    "planned_minutes": _l("Length of the programme"),
    "programme_lv": _l("Title of the programme in Latvian"),
    "programme_en": _l("Title of the programme in English"),
    "period": _l("Period"),
    "modules": _l("Modules"),
}
PROBLEMS = {
    Problem.THRESHOLD_NOT_CONFIRMED: _l("First confirm the attendance threshold in the certificate settings"),
    Problem.ATTENDANCE_INCOMPLETE: _l("Record the attendance of all training days first"),
    Problem.NOTHING_ATTENDED: _l("This person did not attend any day, so there is nothing to certify"),
    Problem.REASON_MISSING: _l("Write the reason"),
    Problem.ISSUED_ALREADY: _l("This person has a document already; revoke it first"),
    Problem.IN_FUTURE: _l("Enter a day that is not in the future"),
    Problem.BEFORE_END: _l("Enter a day that is not before the last training day"),
    Problem.NOT_LIVE: _l("This document is revoked"),
    Problem.NOBODY_READY: _l("There is nobody to issue a document to now"),
    Problem.CHANGED_MEANWHILE: _l("The list changed meanwhile; look at it and send again"),
    Problem.PATTERN_WRONG: _l("Write a short pattern with {number} in it, for example {code}-{number:03}"),
}
