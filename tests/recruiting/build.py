"""Builders of recruiting: candidacies, applications, nominees, evidence."""

import datetime as dt
from typing import Any

from pilot import text
from pilot.cohort.enums import EligibilityCriterion
from pilot.cohort.models import Pilot
from pilot.municipalities.models import Municipality
from pilot.recruiting.enums import Assessment, ContactChannel, EvidenceKind, RecruitingState
from pilot.recruiting.models import Application, Candidacy, ContactLogEntry, Evidence, Nominee
from tests import build


def candidacy(
    of: Pilot, place: Municipality, state: RecruitingState = RecruitingState.IDENTIFIED, **given: Any
) -> Candidacy:
    found: Candidacy = build.keep(
        Candidacy(pilot=of, municipality=place, application=None, state=state, **given)
    )
    return found


def application(of: Candidacy, **given: Any) -> Application:
    found: Application = build.keep(
        Application(
            **{
                "candidacy": of,
                "nominees": [],
                "motivation": "Gribam strādāt kopā ar apkaimi",
                "workload_relief": True,
                "publicity_consent": True,
                "submitted_on": dt.date(2022, 6, 1),
                "population_at_submission": of.municipality.population,
                **given,
            }
        )
    )
    return found


def nominee(of: Application, name: str = "Sanita Upeniece", **given: Any) -> Nominee:
    given_name, _, family_name = name.partition(" ")
    found: Nominee = build.keep(
        Nominee(
            **{
                "application": of,
                "evidence": [],
                "given_name": given_name,
                "family_name": family_name,
                "email": f"{text.search_key(given_name)}@example.lv",
                "job_title": "sociālā darbiniece",
                "sort_key": text.sort_key(f"{family_name} {given_name}"),
                **given,
            }
        )
    )
    return found


def evidence(
    of: Nominee,
    assessment: Assessment = Assessment.MEETS,
    criterion: EligibilityCriterion = EligibilityCriterion.EXPERIENCE,
) -> Evidence:
    found: Evidence = build.keep(
        Evidence(
            nominee=of,
            criterion=criterion,
            kind=EvidenceKind.LETTER,
            reference="Vēstule Nr. 4",
            assessment=assessment,
        )
    )
    return found


def contact(of: Candidacy, author_id: Any, **given: Any) -> ContactLogEntry:
    found: ContactLogEntry = build.keep(
        ContactLogEntry(
            **{
                "candidacy_id": of.id,
                "made_on": dt.date(2023, 2, 1),
                "channel": ContactChannel.CALL,
                "with_whom": "Sociālā dienesta vadītāja",
                "summary": "Vēlas zināt vairāk",
                "author_id": author_id,
                "logged_at": build.NOW,
                **given,
            }
        )
    )
    return found
