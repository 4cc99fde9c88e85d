"""The shapes a pilot may start from keep their own promises."""

import datetime as dt

import pytest

from pilot.cohort.enums import FunderSet, PhaseKind, Preset
from pilot.cohort.presets import METHODOLOGY_2019, PRESETS, SDK_2022, PresetShape
from pilot.cohort.rules import PhaseDates, check_parameters, check_phase_dates


@pytest.mark.parametrize("preset", Preset)
def test_every_preset_is_sound(preset: Preset) -> None:
    assert check_parameters(PRESETS[preset].parameters) == []


def test_the_modules_of_2022_are_six_of_sixteen_academic_hours() -> None:
    assert [module.minutes for module in SDK_2022.modules] == [16 * 45] * 6
    assert sum(module.minutes for module in SDK_2022.modules) == SDK_2022.parameters.training_max_minutes


def test_the_phases_of_2022_follow_each_other() -> None:
    assert [(phase.kind, phase.starts_on, phase.ends_on) for phase in SDK_2022.phases] == [
        (PhaseKind.RECRUITMENT, dt.date(2022, 5, 1), dt.date(2022, 7, 31)),
        (PhaseKind.TRAINING, dt.date(2022, 9, 1), dt.date(2022, 11, 25)),
        (PhaseKind.PRACTICE, dt.date(2022, 11, 28), dt.date(2023, 5, 31)),
        (PhaseKind.CLOSING, dt.date(2023, 6, 1), dt.date(2023, 12, 31)),
    ]


@pytest.mark.parametrize("shape", PRESETS.values())
def test_stages_lie_inside_their_phase(shape: PresetShape) -> None:
    for phase in shape.phases:
        dates = PhaseDates(phase.kind, phase.starts_on, phase.ends_on)
        assert check_phase_dates(dates, parent=None) is None
        for stage in phase.stages:
            inner = PhaseDates(stage.kind, stage.starts_on, stage.ends_on)
            assert check_phase_dates(inner, parent=dates) is None


def test_the_phases_of_2019_run_in_parallel_without_a_quota() -> None:
    training, practice = METHODOLOGY_2019.phases[1:]

    assert (training.starts_on, training.ends_on) == (practice.starts_on, practice.ends_on)
    assert METHODOLOGY_2019.parameters.mentor_quota_minutes == 0
    assert (
        METHODOLOGY_2019.parameters.training_min_minutes,
        METHODOLOGY_2019.parameters.training_max_minutes,
    ) == (
        88 * 45,
        100 * 45,
    )


def test_a_shape_moves_to_another_year_as_a_whole() -> None:
    moved = SDK_2022.starting_in(2026)

    assert moved.parameters.recruitment_from == dt.date(2026, 5, 1)
    assert moved.parameters.implementation_to == dt.date(2027, 5, 31)
    assert moved.phases[2].stages[1].ends_on == dt.date(2027, 5, 31)
    assert moved.modules == SDK_2022.modules


def test_a_shape_names_the_fund_of_its_years() -> None:
    assert SDK_2022.starting_in(2023).funder_set is FunderSet.ESF_2014_2020
    assert SDK_2022.starting_in(2024).funder_set is FunderSet.ESF_PLUS_2021_2027
    assert PRESETS[Preset.EMPTY].starting_in(2024).funder_set is FunderSet.NONE
