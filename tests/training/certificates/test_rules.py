"""Who gets a certificate and who a statement of hours, to the minute; numbers, initials, frozen facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.cohort import canonical
from pilot.training.certificates import rules
from pilot.training.certificates.enums import CertificateKind, CertificateState
from pilot.training.certificates.rules import Gap, Judgement, Problem, Record
from pilot.training.threshold_rules import AttendanceTotals

WHOLE = 4_320
CERTIFICATE, STATEMENT = CertificateKind.CERTIFICATE, CertificateKind.STATEMENT


def record(attended: int, *, taken: int = WHOLE, planned: int = WHOLE, open_mandatory: int = 0) -> Record:
    return Record(AttendanceTotals(attended, taken, planned), open_mandatory)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(record(3_672), Judgement(CERTIFICATE), id="exactly 85 per cent"),
        pytest.param(record(3_671), Judgement(STATEMENT, (Gap.BELOW_THRESHOLD,)), id="a minute less"),
        pytest.param(record(WHOLE), Judgement(CERTIFICATE), id="everything"),
        pytest.param(record(1), Judgement(STATEMENT, (Gap.BELOW_THRESHOLD,)), id="a minute"),
        pytest.param(record(0), Judgement(None, (Gap.NOTHING_ATTENDED,)), id="nothing"),
        pytest.param(
            record(WHOLE - 360, taken=WHOLE - 360),
            Judgement(None, (Gap.ATTENDANCE_INCOMPLETE,)),
            id="a day is not recorded",
        ),
        pytest.param(
            record(0, taken=0, planned=0), Judgement(None, (Gap.ATTENDANCE_INCOMPLETE,)), id="no days"
        ),
        pytest.param(
            record(WHOLE, open_mandatory=1), Judgement(None, (Gap.ASSIGNMENTS_OPEN,)), id="waits for work"
        ),
        pytest.param(
            record(100, open_mandatory=1),
            Judgement(STATEMENT, (Gap.BELOW_THRESHOLD, Gap.ASSIGNMENTS_OPEN)),
            id="below and work open",
        ),
    ],
)
def test_what_a_participant_is_ready_for(found: Record, expected: Judgement) -> None:
    assert rules.judge(found, threshold_pct=85) == expected


def test_where_nothing_is_demanded_every_minute_gives_a_certificate() -> None:
    assert rules.judge(record(1), threshold_pct=None) == Judgement(CERTIFICATE)


@given(st.integers(1, WHOLE), st.integers(0, 100), st.integers(0, 3))
def test_a_certificate_without_a_reason_means_threshold_and_assignments(
    attended: int, threshold: int, open_mandatory: int
) -> None:
    judgement = rules.judge(record(attended, open_mandatory=open_mandatory), threshold_pct=threshold)
    refused = rules.issue_problem(CERTIFICATE, judgement, reason="")

    deserves = 100 * attended >= threshold * WHOLE and open_mandatory == 0
    assert (judgement.ready_for is CERTIFICATE) == deserves
    assert (refused is None) == deserves
    assert rules.issue_problem(CERTIFICATE, judgement, reason="Slimnīcas izziņa") is None
    assert rules.issue_problem(STATEMENT, judgement, reason="") is None


@pytest.mark.parametrize(
    ("gap", "problem"),
    [
        (Gap.ATTENDANCE_INCOMPLETE, Problem.ATTENDANCE_INCOMPLETE),
        (Gap.NOTHING_ATTENDED, Problem.NOTHING_ATTENDED),
    ],
)
def test_a_reason_does_not_stand_in_for_attendance(gap: Gap, problem: Problem) -> None:
    judgement = Judgement(None, (gap,))

    assert rules.issue_problem(CERTIFICATE, judgement, reason="Tā vajag") is problem
    assert rules.issue_problem(STATEMENT, judgement, reason="Tā vajag") is problem


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{code}-{number:03}", "SDK-2022-007"),
        ("{code}/{number}", "SDK-2022/7"),
        ("Nr. {number:05}", "Nr. 00007"),
    ],
)
def test_numbers_follow_the_pattern(pattern: str, number: str) -> None:
    assert rules.pattern_problem(pattern) is None
    assert rules.number_of(pattern, code="SDK-2022", serial=7) == number


@pytest.mark.parametrize(
    "pattern", ["", "{code}", "{number", "{number.__class__}", "{0}{number}", "{code}" * 3 + "{number}"]
)
def test_a_pattern_that_gives_no_good_numbers_is_refused(pattern: str) -> None:
    assert rules.pattern_problem(pattern) is Problem.PATTERN_WRONG


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Līga Ābele", "L. Ā."), ("Ilze Ozoliņa-Zvirgzdiņa", "I. O.-Z."), ("Ģirts", "Ģ."), ("- -", " ")],
)
def test_initials(name: str, initials: str) -> None:
    assert rules.initials(name) == initials


def test_frozen_facts_have_one_text_and_notice_every_change() -> None:
    frozen = {"b": 1, "a": "Līga Ābele"}
    text = canonical.text_of(frozen)

    assert text == '{"a":"Līga Ābele","b":1}'
    assert canonical.text_of({"a": "Līga Ābele", "b": 1}) == text
    assert canonical.is_intact(text, canonical.hash_of(text))
    assert not canonical.is_intact(text.replace("1", "2"), canonical.hash_of(text))


def test_what_changed_since_issue_is_named() -> None:
    frozen = dict.fromkeys(rules.FROZEN, "x")

    assert rules.changed_since(frozen, {**frozen, "minutes": 4_080}) == ["minutes"]
    assert rules.changed_since(frozen, frozen) == []


def test_a_document_of_the_first_form_states_nothing_made_up_and_does_not_differ_in_it() -> None:
    now = dict.fromkeys(rules.FROZEN, "x")
    first_form = {name: value for name, value in now.items() if name != "made_up_minutes"}

    assert rules.made_up_minutes(first_form) == 0
    assert rules.changed_since(first_form, now) == []


def test_only_a_revoked_document_does_not_hold() -> None:
    assert [rules.is_valid(state) for state in CertificateState] == [True, True, False]


def test_hours_keep_two_decimals() -> None:
    assert [rules.hours_text(minutes, 45) for minutes in (4_170, 4_320, 7)] == ["92.67", "96.00", "0.16"]
