"""What a careful person would type into each form, by the name of the field and of the page."""

from collections.abc import Mapping
from fnmatch import fnmatch
from types import MappingProxyType
from typing import Any

import config
from tests.sweep.kinds import Kind
from tests.sweep.pages import PageForm

Values = dict[str, list[Any]]
SHEET = (str(config.ROOT / "tests/data/sheet.pdf"), "lapa.pdf")
PHOTO = (str(config.ROOT / "tests/data/photo.jpg"), "attels.jpg")

BY_FIELD: Mapping[str, str] = MappingProxyType(
    {
        "email": "jauna.persona@example.lv",
        "contact_email": "dienests@example.lv",
        "given_name": "Laura",
        "family_name": "Priede",
        "phone": "+371 29000000",
        "held_on": "13.02.2023.",
        "worked_on": "13.02.2023.",
        "done_on": "13.02.2023.",
        "made_on": "13.02.2023.",
        "told_on": "13.02.2023.",
        "source_told_on": "13.02.2023.",
        "started_on": "14.02.2023.",
        "starts_on": "14.02.2023.",
        "ended_on": "14.02.2023.",
        "ends_on": "14.02.2023.",
        "first_on": "20.02.2023.",
        "founded_on": "13.02.2023.",
        "joined_on": "13.02.2023.",
        "informed_on": "13.02.2023.",
        "left_on": "14.02.2023.",
        "due_on": "01.03.2023.",
        "agreement_on": "13.02.2023.",
        "assessed_on": "13.02.2023.",
        "submitted_on": "13.02.2023.",
        "next_step_on": "20.02.2023.",
        "checked_on": "13.02.2023.",
        "contact_consent_on": "13.02.2023.",
        "starts_at": "9.00",
        "ends_at": "10.30",
        "starts": "9.00",
        "ends": "10.30",
        "minutes": "60",
        "duration": "60",
        "planned_minutes": "8",
        "number": "9",
        "from_on": "14.02.2023.",
        "told_by": "Bibliotekāre",
        "joined_year": "2022",
        "joined_month": "9",
        "population": "100",
        "reached": "12",
    }
)
FIRST, LAST = "<first>", "<last>"
BY_PAGE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "lifecycle.create": {"code": "JAUNS-2024", "title_lv": "Jauns pilots", "title_en": "New pilot"}
        | {
            "retention_until": "31.12.2035.",
            "recruitment_from": "01.05.2024.",
            "recruitment_to": "31.07.2024.",
        }
        | {"implementation_from": "02.09.2024.", "implementation_to": "30.05.2025."},
        "recruiting.add_municipalities": {"municipalities": FIRST},
        "training.plan_day": {"held_on": "21.11.2022.", "ends_at": "16.00"},
        "materials.add_material": {"link": "", "visible_from": "14.02.2023."},
        "materials.change_material": {"link": "", "visible_from": "14.02.2023."},
        "training.move_day": {"held_on": "22.11.2022.", "change_reason": "Telpa aizņemta"},
        "venues.add_venue": {"name": "Jauns nams", "town": "Valmiera"},
        "venues.add_room": {"name": "Jauna zāle", "seats": "12"},
        "venues.set_way": {"town": "Pilsēta 21", "other_town": "Pilsēta 22"},
        "cohort.days_off": {"day": "03.04.2023.", "name": "Novada svētki"},
        "attendance.lock": {"signed_count": "3", "scan": ""},
        "attendance.correct": {"status": "partly", "minutes": "180"},
        "pairs.pair_up": {"role": "consultant", "participation": LAST},
        "pairs.change_mentor": {"new_mentor": LAST},
        "bookings.offer": {"day": "15.03.2023.", "starts": "9.00"},
        "sessions.log": {"people": FIRST},
        "sessions.not_held": {"reason": FIRST},
        "grid.fill": {"m_*": "60"},
        "matching.wishes": {"second": "", "third": ""},
        "corrections.ask": {"minutes": "75"},
        "timesheets.add": {"minutes": "60"},
        "groups.change_state": {"state": "suspended"},
        "remark_points.merge": {"others": FIRST},
        "surveys.make": {"languages": FIRST, "opens_on": "14.02.2023.", "closes_on": "28.02.2023."},
        "survey_papers.enter": {"belonging": "12345"},
        "priorities.begin": {"needs": FIRST},
        "priorities.choose": {"rank_1": "1"},
        "priorities.validate": {"people": "27", "result": "confirmed"},
        "scoring.enter": {"s_1_A": "4"},
        "strategies.add_objective": {"item_ids": FIRST},
        "strategies.adopt": {"decision_id": LAST},
        "plan_actions.add": {"starts_on": "", "cost": "12,50", "grant_asked": "", "grant_received": ""}
        | {"indicator_id": ""},
        "plan_actions.edit": {"starts_on": "", "cost": "", "grant_asked": "", "grant_received": ""},
        "measures.add": {"baseline": "0", "target": "60"},
        "measures.record": {"value": "12", "measured_on": "13.02.2023."},
        "meetings.decide": {"votes_for": "4", "votes_against": "0", "abstained": "0"},
        "meetings.approve": {"by_chair": "y"},
        "needs.edit_need": {"theme": "meeting_places"},
        "network.tie": {"to_id": LAST},
        "profiles.add_indicator": {"value": "12,5", "of_municipality": "", "of_latvia": ""}
        | {"year": "2022", "link": ""},
        "profiles.edit_indicator": {"of_municipality": "", "of_latvia": "", "link": ""},
        "profiles.write_block": {"as_of": "2022"},
        "profiles.residents_by_age": {"total": "63", "under_7": "63", "year": "2022"},
        "profiles.add_point": {"latitude": "57,31", "longitude": "25,27"},
    }
)
THINGS: Mapping[str, tuple[str, Kind]] = MappingProxyType(
    {
        "people.end_role": ("free_assignment_id", Kind.OWN),
        "people.replace": ("participation_id", Kind.ENDED),
        "applications.record_application": ("free_candidacy_id", Kind.OWN),
        "applications.enrol": ("nominee_id", Kind.COLLEAGUE),
        "attendance.correct": ("attendance_id", Kind.COLLEAGUE),
        "attendance.attach_scan": ("day_id", Kind.COLLEAGUE),
        "certificates.issue": ("participation_id", Kind.FOREIGN_PILOT),
        "certificates.issue_all": ("code", Kind.FOREIGN_PILOT),
        "training.move_day": ("day_id", Kind.FOREIGN_MUNICIPALITY),
        "training.cancel_day": ("day_id", Kind.FOREIGN_MUNICIPALITY),
        "training.confirm_day": ("day_id", Kind.FOREIGN_MUNICIPALITY),
        "training.plan_again": ("day_id", Kind.ENDED),
        "assignments.remove_assignment": ("assigned_id", Kind.FOREIGN_MUNICIPALITY),
        "training.remove_module": ("module_id", Kind.FOREIGN_MUNICIPALITY),
        "planning.proposal": ("free_code", Kind.OWN),
        "pairs.take_back": ("free_pair_id", Kind.OWN),
        "matching.matching": ("code", Kind.FOREIGN_PILOT),
    }
)
"""Pages whose form stands open for another thing than the own one."""


def filled(form: PageForm, endpoint: str, **changes: str) -> Values:
    """Return the values of a form: what stands in it, and in its empty fields what a person would type."""
    values: Values = {}
    for control in form.controls:
        if control.value and any(control.value):
            values[control.name] = list(control.value)
        elif control.is_typed:
            if control.required or control.kind == "textarea":
                values[control.name] = [BY_FIELD.get(control.name, f"Teksts: {control.name}")]
        elif control.kind == "file":
            values[control.name] = [PHOTO if control.name == "photo" else SHEET]
        elif control.kind in {"select", "radio"}:
            values[control.name] = [option for option in control.options if option][:1]
    for name, value in {**BY_PAGE.get(endpoint, {}), **changes}.items():
        control = next(each for each in form.controls if fnmatch(each.name, name))
        values[control.name] = (
            [{FIRST: control.options[0], LAST: control.options[-1]}.get(value, value)]
            if control.options
            else [value]
        )
    return values


NUMBERED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "people.invite": {"email": "persona{number}@example.lv"},
        "training.add_module": {"number": "{number}"},
        "recruiting.log_contact": {"summary": "Saruna {number}"},
        "sessions.log": {"minutes": "30"},
        "timesheets.add": {"note": "Darbs {number}", "minutes": "3"},
        "diary.write": {"text": "Ieraksts {number}"},
    }
)
"""Fields that must differ when a form is sent many times."""


def numbered(form: PageForm, endpoint: str, number: int) -> Values:
    """Return the values of a form for the one of many sendings that has a number."""
    changes = {name: text.format(number=number) for name, text in NUMBERED[endpoint].items()}
    return filled(form, endpoint, **changes)


VERSIONS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "survey_papers.correct": ("good", "Meži un upe", "Cilvēki"),
        "community.change_stage": ("stage", "research", "mobilising"),
        "needs.move_resource": ("state", "approached", "agrees"),
        "groups.change_state": ("state", "suspended", "closed"),
        "pairs.change_mentor": ("end_reason", "times", "topics"),
        "pairs.end_pair": ("end_reason", "times", "topics"),
        "matching.profile": ("capacity", "4", "6"),
        "fit.give": ("fit", "good", "not_a_fit"),
        "timesheets.change_supervision": ("minutes", "45", "50"),
        "scoring.change": ("s_1_A", "4", "5"),
        "priorities.criterion": ("name_lv", "Mērogs plašāk", "Mērogs šaurāk"),
        "priorities.choose": ("order_1", "Steidzami", "Visi to lūdz"),
        "photos.terms": ("consent", "written", "oral"),
        "changes.check": ("sustained", "yes", "partly"),
    }
)
"""Pages without free text: the field that two editors change, and to what."""


def two_versions(form: PageForm, endpoint: str, *, number: int) -> tuple[Values, Values, str]:
    """Return what two editors make of one version, and what the second one typed."""
    if endpoint in VERSIONS:
        name, mine, theirs = VERSIONS[endpoint]
    else:
        free = [each.name for each in form.controls if each.is_typed and each.name not in BY_FIELD]
        notes = [each.name for each in form.controls if each.kind == "textarea"]
        name = [*notes, *free][0]
        mine, theirs = f"Pirmā teksts {number}", f"Otrā teksts {number}"
    return filled(form, endpoint, **{name: mine}), filled(form, endpoint, **{name: theirs}), theirs
