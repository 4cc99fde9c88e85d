"""What is typed about pilots, phases and people, between forms and actions."""

import datetime as dt
import uuid
from dataclasses import dataclass

from pilot.accounts.enums import Locale
from pilot.accounts.roles import Role
from pilot.cohort.enums import FunderSet, PhaseKind
from pilot.cohort.rules import Parameters


@dataclass(frozen=True)
class PilotEntry:
    """What is entered about a pilot beside its phases."""

    title_lv: str
    title_en: str
    retention_until: dt.date
    parameters: Parameters
    project_no: str = ""
    activity_no: str = ""
    funder_set: FunderSet = FunderSet.NONE
    implementing_org: str = ""
    client_org: str = ""
    contact_email: str = ""
    description: str = ""


@dataclass(frozen=True)
class PhaseEntry:
    """What is entered about a phase; the reason is asked for when its days move."""

    kind: PhaseKind
    name_lv: str
    name_en: str
    starts_on: dt.date
    ends_on: dt.date
    reason: str = ""


@dataclass(frozen=True)
class InvitationEntry:
    """Who is invited and as what."""

    given_name: str
    family_name: str
    email: str
    role: Role
    municipality_id: uuid.UUID | None = None
    locale: Locale = Locale.LV


@dataclass(frozen=True)
class ReplacementEntry:
    """Who takes the place of a participant, from which day, and why this person is eligible (R3)."""

    given_name: str
    family_name: str
    email: str
    job_title: str
    started_on: dt.date
    eligibility: str
    locale: Locale = Locale.LV


@dataclass(frozen=True)
class ParticipantEntry:
    """Who takes part for a municipality, why this person is eligible, and from which day (R3)."""

    given_name: str
    family_name: str
    email: str
    municipality_id: uuid.UUID
    job_title: str
    started_on: dt.date | None
    eligibility: str
    locale: Locale = Locale.LV
