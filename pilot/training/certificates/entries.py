"""What people type about certificates, as checked values on their way from a form to an action."""

import datetime as dt
from dataclasses import dataclass

from pilot.training.certificates.enums import CertificateKind


@dataclass(frozen=True)
class SettingEntry:
    """How documents are numbered and signed; names are those of the columns."""

    number_pattern: str
    programme_lv: str
    programme_en: str
    place: str
    signatory_name: str
    signatory_position: str
    second_signatory_name: str
    second_signatory_position: str


@dataclass(frozen=True)
class IssueEntry:
    """Which document is issued on which day, and why, where the rule says otherwise."""

    kind: CertificateKind
    issued_on: dt.date
    reason: str = ""
