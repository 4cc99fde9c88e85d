"""The shapes a new pilot may start from: the pilots of 2022 and 2019, and an empty one (domain a.2)."""

import datetime as dt
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Self

from pilot.cohort.enums import EligibilityCriterion, EligibilityMode, FunderSet, PhaseKind, Preset
from pilot.cohort.rules import Parameters

EITHER_CRITERION = (EligibilityCriterion.EXPERIENCE, EligibilityCriterion.LEADERSHIP_SUPPORT)

LAST_YEAR_OF_OLD_FUND = 2023


def _in_years(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years)


@dataclass(frozen=True)
class PresetPhase:
    """A phase of a preset with its stages; names are stored as they are and may be edited."""

    kind: PhaseKind
    name_lv: str
    name_en: str
    starts_on: dt.date
    ends_on: dt.date
    stages: tuple["PresetPhase", ...] = ()

    def moved(self, years: int) -> Self:
        return replace(
            self,
            starts_on=_in_years(self.starts_on, years),
            ends_on=_in_years(self.ends_on, years),
            stages=tuple(stage.moved(years) for stage in self.stages),
        )


@dataclass(frozen=True)
class PresetModule:
    """A module of a preset and its minutes."""

    title_lv: str
    title_en: str
    minutes: int


@dataclass(frozen=True)
class PresetShape:
    """Everything a new pilot is filled with."""

    parameters: Parameters
    funder_set: FunderSet = FunderSet.NONE
    phases: tuple[PresetPhase, ...] = ()
    modules: tuple[PresetModule, ...] = ()

    def starting_in(self, year: int) -> Self:
        """Return the same shape with all days moved by whole years, implementation starting in the year.

        A pilot that starts after the fund of 2014–2020 was closed begins with that of 2021–2027.
        """
        old = self.parameters
        years = year - old.implementation_from.year
        parameters = replace(
            old,
            recruitment_from=_in_years(old.recruitment_from, years),
            recruitment_to=_in_years(old.recruitment_to, years),
            implementation_from=_in_years(old.implementation_from, years),
            implementation_to=_in_years(old.implementation_to, years),
        )
        is_closed = self.funder_set is FunderSet.ESF_2014_2020 and year > LAST_YEAR_OF_OLD_FUND
        return replace(
            self,
            parameters=parameters,
            funder_set=FunderSet.ESF_PLUS_2021_2027 if is_closed else self.funder_set,
            phases=tuple(phase.moved(years) for phase in self.phases),
        )


SDK_2022 = PresetShape(
    Parameters(
        target_participants=10,
        target_municipalities=5,
        target_per_municipality=2,
        recruitment_from=dt.date(2022, 5, 1),
        recruitment_to=dt.date(2022, 7, 31),
        implementation_from=dt.date(2022, 9, 1),
        implementation_to=dt.date(2023, 5, 31),
        eligibility_mode=EligibilityMode.ANY,
        eligibility_criteria=EITHER_CRITERION,
        training_min_minutes=4_320,
        training_max_minutes=4_320,
        training_days=12,
        training_days_per_month=4,
        mentor_quota_minutes=120,
        certificate_min_attendance_pct=85,
    ),
    funder_set=FunderSet.ESF_2014_2020,
    phases=(
        PresetPhase(
            PhaseKind.RECRUITMENT, "Rekrutēšana", "Recruitment", dt.date(2022, 5, 1), dt.date(2022, 7, 31)
        ),
        PresetPhase(PhaseKind.TRAINING, "Mācības", "Training", dt.date(2022, 9, 1), dt.date(2022, 11, 25)),
        PresetPhase(
            PhaseKind.PRACTICE,
            "Aprobēšana praksē",
            "Testing in practice",
            dt.date(2022, 11, 28),
            dt.date(2023, 5, 31),
            stages=(
                PresetPhase(
                    PhaseKind.PRACTICE,
                    "Sagatavošanās",
                    "Preparation",
                    dt.date(2022, 11, 28),
                    dt.date(2022, 12, 31),
                ),
                PresetPhase(
                    PhaseKind.PRACTICE,
                    "Praktiskais darbs",
                    "Practical work",
                    dt.date(2023, 1, 1),
                    dt.date(2023, 5, 31),
                ),
            ),
        ),
        PresetPhase(PhaseKind.CLOSING, "Noslēgums", "Closing", dt.date(2023, 6, 1), dt.date(2023, 12, 31)),
    ),
    modules=(
        PresetModule(
            "Sociālā darba kopienā teorētiskais pamats", "Theoretical basis of community social work", 720
        ),
        PresetModule("Kopienas vajadzību novērtēšana", "Community needs assessment", 720),
        PresetModule(
            "Multi-līmeņu sadarbības veidošana, t. sk. tīklošanās",
            "Building cooperation across levels, including networking",
            720,
        ),
        PresetModule(
            "Sociālā darba kopienā plānošana un īstenošana", "Planning and doing community social work", 720
        ),
        PresetModule("Kopienas iedzīvotāju aktivizēšana", "Activating the residents of a community", 720),
        PresetModule("Kopienas attīstība, novērtēšana", "Community development and evaluation", 720),
    ),
)

METHODOLOGY_2019 = PresetShape(
    Parameters(
        target_participants=30,
        target_municipalities=17,
        target_per_municipality=2,
        recruitment_from=dt.date(2019, 3, 1),
        recruitment_to=dt.date(2019, 4, 30),
        implementation_from=dt.date(2019, 5, 2),
        implementation_to=dt.date(2019, 10, 31),
        eligibility_mode=EligibilityMode.ANY,
        eligibility_criteria=EITHER_CRITERION,
        training_min_minutes=3_960,
        training_max_minutes=4_500,
        training_days=12,
        training_days_per_month=2,
        mentor_quota_minutes=0,
        certificate_min_attendance_pct=None,
        volume_tolerance_pct=15,
    ),
    funder_set=FunderSet.ESF_2014_2020,
    phases=(
        PresetPhase(
            PhaseKind.RECRUITMENT, "Rekrutēšana", "Recruitment", dt.date(2019, 3, 1), dt.date(2019, 4, 30)
        ),
        PresetPhase(PhaseKind.TRAINING, "Mācības", "Training", dt.date(2019, 5, 2), dt.date(2019, 10, 31)),
        PresetPhase(
            PhaseKind.PRACTICE,
            "Aprobēšana praksē",
            "Testing in practice",
            dt.date(2019, 5, 2),
            dt.date(2019, 10, 31),
        ),
    ),
)

EMPTY = PresetShape(
    Parameters(
        target_participants=0,
        target_municipalities=0,
        target_per_municipality=0,
        recruitment_from=dt.date(2022, 1, 1),
        recruitment_to=dt.date(2022, 3, 31),
        implementation_from=dt.date(2022, 4, 1),
        implementation_to=dt.date(2022, 12, 31),
        eligibility_mode=EligibilityMode.ANY,
        eligibility_criteria=EITHER_CRITERION,
        training_min_minutes=0,
        training_max_minutes=0,
        training_days=0,
        training_days_per_month=0,
        mentor_quota_minutes=0,
        certificate_min_attendance_pct=None,
    )
)

PRESETS = MappingProxyType(
    {Preset.SDK_2022: SDK_2022, Preset.METHODOLOGY_2019: METHODOLOGY_2019, Preset.EMPTY: EMPTY}
)
