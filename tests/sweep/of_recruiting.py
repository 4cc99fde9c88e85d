"""What a home has of recruiting: a candidacy with contacts, application, nominee and evidence."""

import datetime as dt

from pilot.cohort.enums import EligibilityCriterion
from pilot.recruiting.enums import ContactChannel, EvidenceKind, RecruitingState
from pilot.recruiting.models import Application, Candidacy, ContactLogEntry, Evidence, Nominee
from tests import build
from tests.build import LONG_AGO, keep
from tests.sweep.home import Found, Home
from tests.sweep.kinds import Kind

CANDIDACY_STATES = {Kind.COLLEAGUE: RecruitingState.SELECTED, Kind.ENDED: RecruitingState.WITHDRAWN}


def recruiting_of(home: Home) -> Found:
    """Build a candidacy; the colleague's and the ended one need municipalities of their own."""
    place = home.municipality
    if home.kind is Kind.COLLEAGUE:
        place = build.municipality("Valmieras novads", tile_label="VAL", tile_row=1, tile_column=6)
    if home.kind is Kind.ENDED:
        place = build.municipality("Ogres novads", tile_label="OGR", tile_row=3, tile_column=6)
    candidacy = keep(
        Candidacy(
            pilot_id=home.pilot.id,
            municipality_id=place.id,
            state=CANDIDACY_STATES.get(home.kind, RecruitingState.APPLIED),
            contact_name="Sociālais dienests",
            contact_email="dienests@example.lv",
        )
    )
    contact = keep(
        ContactLogEntry(
            candidacy_id=candidacy.id,
            made_on=dt.date(2022, 6, 1),
            channel=ContactChannel.CALL,
            with_whom="Sociālais dienests",
            summary="Apsver dalību.",
            next_step="Piezvanīt",
            next_step_on=dt.date(2023, 2, 20),
            author_id=home.mentor.id,
            logged_at=LONG_AGO,
        )
    )
    application = keep(
        Application(
            candidacy_id=candidacy.id,
            motivation="Gribam strādāt ar kopienām.",
            workload_relief=True,
            publicity_consent=True,
            submitted_on=dt.date(2022, 7, 1),
            population_at_submission=40963,
        )
    )
    nominee = keep(
        Nominee(
            application_id=application.id,
            given_name="Biruta",
            family_name="Saulīte",
            email=f"biruta{home.number}@example.lv",
            sort_key="saulīte biruta",
        )
    )
    evidence = keep(
        Evidence(
            nominee_id=nominee.id,
            criterion=EligibilityCriterion.EXPERIENCE,
            kind=EvidenceKind.LETTER,
            reference="Vēstule Nr. 4",
        )
    )
    facts = {"municipality_id": place.id}
    names = {"candidacy_id": candidacy.id, "application_id": application.id, "municipality_id": place.id}
    return {
        "candidacy_id": (names, facts),
        "contact_id": ({**names, "contact_id": contact.id}, facts),
        "application_id": (names, facts),
        "nominee_id": ({**names, "nominee_id": nominee.id}, facts),
        "evidence_id": ({**names, "nominee_id": nominee.id, "evidence_id": evidence.id}, facts),
    }
