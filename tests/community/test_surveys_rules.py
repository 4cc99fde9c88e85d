"""Rules of surveys: what an answer is, papers, words in three languages, and what results give away."""

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot.community.surveys import results, rules
from pilot.community.surveys.enums import Language, Standing, SurveyState
from pilot.community.surveys.matching import RowState, id_column, judge, suggestion
from pilot.community.surveys.questionnaire import BLOCKS, FILTERS, QUESTIONS, Kind, options_of
from pilot.community.surveys.results import Narrowed
from pilot.community.surveys.rules import Answers, Problem, Refusal
from pilot.community.surveys.words import WORDS

PLACES = ("Priekuļi", "Liepa")
DAY = dt.date(2023, 2, 14)
CODE = "010190-12345"
View = Mapping[str, Mapping[str, int | None]]


def read(**sent: str | list[str]) -> rules.Reading:
    given_values = {key: [value] if isinstance(value, str) else value for key, value in sent.items()}
    return rules.read(given_values, places=PLACES)


def test_every_language_has_every_word_and_no_other() -> None:
    keys = {language: set(words) for language, words in WORDS.items()}

    assert set(keys) == set(Language)
    assert len({frozenset(words) for words in keys.values()}) == 1
    assert all(text.strip() for words in WORDS.values() for text in words.values())


def test_every_question_and_answer_has_words() -> None:
    options = {
        f"{question.key}.{option}"
        for question in QUESTIONS.values()
        if question.kind in {Kind.ONE, Kind.MANY}
        for option in question.options
    }

    assert set(QUESTIONS) | options <= set(WORDS[Language.LV])
    assert [block.number for block in BLOCKS] == list(range(1, 16))


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_the_places_of_values_are_the_same_in_every_language(words: Mapping[str, str]) -> None:
    for key, text in WORDS[Language.LV].items():
        for name in ("{day}", "{contact}", "{page}", "{pages}"):
            assert (name in text) == (name in words[key]), key


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (SurveyState.DRAFT, DAY, Standing.DRAFT),
        (SurveyState.OPEN, DAY - dt.timedelta(1), Standing.AHEAD),
        (SurveyState.OPEN, DAY, Standing.RUNNING),
        (SurveyState.OPEN, DAY + dt.timedelta(2), Standing.RUNNING),
        (SurveyState.OPEN, DAY + dt.timedelta(3), Standing.ENDED),
        (SurveyState.CLOSED, DAY, Standing.CLOSED),
    ],
)
def test_a_survey_takes_answers_on_its_days(state: SurveyState, today: dt.date, expected: Standing) -> None:
    assert rules.standing(state, DAY, DAY + dt.timedelta(2), today=today) is expected


def test_the_days_of_a_survey_have_to_make_sense() -> None:
    before = DAY - dt.timedelta(1)

    assert rules.span_problem(DAY, before, today=before) is Refusal.ENDS_BEFORE_START
    assert rules.span_problem(before, before, today=DAY) is Refusal.ENDS_IN_PAST
    assert rules.span_problem(DAY, DAY, today=DAY) is None


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("belonging", "6", Problem.NOT_OFFERED),
        ("belonging", ["1", "2"], Problem.NOT_OFFERED),
        ("age", "100", Problem.NOT_OFFERED),
        ("place", "Rīga", Problem.NOT_OFFERED),
        ("took_part", ["event", "wedding"], Problem.NOT_OFFERED),
        ("problems", ["poverty", "debts", "internet", "violence"], Problem.TOO_MANY),
        ("good", "x" * 501, Problem.TOO_LONG),
        ("good", f"Zvaniet Annai {CODE}", Problem.IDENTITY_NUMBER),
        ("first", "Rakstiet uz anna@example.lv", Problem.CONTACT),
        ("give_what", "tālr. 26123456", Problem.CONTACT),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_question(
    key: str, value: str | list[str], problem: Problem
) -> None:
    found = read(**{key: value, "trust": "3"})

    assert found.problems == {key: problem}
    assert found.answers == {"trust": "3"}


def test_a_form_without_any_answer_is_not_an_answer() -> None:
    assert read(good="  ").problems == {"belonging": Problem.EMPTY}


def test_answers_stand_in_the_order_of_the_questions_whatever_was_sent() -> None:
    found = read(took_part=["event", "nowhere", "cleanup"], belonging="4", good=" Mežs\u200b ", strange="x")

    assert found.answers == {"belonging": "4", "took_part": ["cleanup", "event"], "good": "Mežs"}
    assert list(found.answers) == ["belonging", "took_part", "good"]
    assert read(took_part="nowhere").answers == {"took_part": ["nowhere"]}


def test_a_survey_without_places_does_not_ask_for_one() -> None:
    assert "place" not in rules.read({"place": ["Liepa"], "trust": ["1"]}, places=()).answers


def test_a_paper_is_typed_in_digits() -> None:
    typed = {
        "belonging": "45 3 0 2",
        "took_part": "14",
        "problems": "1, 14 26",
        "housing": "12345000",
        "age": "3",
    }

    sent, wrong = rules.from_paper({**typed, "good": "Mežs"}, places=PLACES)
    found = rules.read(sent, places=PLACES)

    assert (wrong, found.problems) == (set(), {})
    assert found.answers == {
        "belonging": "4",
        "trust": "5",
        "help": "3",
        "heard": "2",
        "took_part": ["cleanup", "event"],
        "housing": "1",
        "transport": "2",
        "health_care": "3",
        "work": "4",
        "safety": "5",
        "problems": ["poverty", "green_places", "digital_skills"],
        "good": "Mežs",
        "age": "25_64",
    }


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("belonging", "1234"),
        ("belonging", "12346"),
        ("took_part", "17"),
        ("took_part", "abc"),
        ("problems", "27"),
        ("age", "6"),
        ("place", "3"),
    ],
)
def test_a_number_that_is_not_on_the_paper_is_refused(key: str, typed: str) -> None:
    assert rules.from_paper({key: typed}, places=PLACES)[1] == {key}


@st.composite
def answers_drawn(draw: st.DrawFn) -> Answers:
    sent: dict[str, list[str]] = {}
    for question in QUESTIONS.values():
        options = options_of(question, places=PLACES)
        if question.kind is Kind.MANY:
            sent[question.key] = draw(st.lists(st.sampled_from(options), max_size=3, unique=True))
        elif question.kind is not Kind.OPEN:
            sent[question.key] = draw(st.sampled_from([[], *([option] for option in options)]))
    return rules.read({**sent, "trust": ["3"]}, places=PLACES).answers


@given(answers_drawn())
@settings(max_examples=60)
def test_a_paper_that_is_typed_again_is_the_same_paper(answers: Answers) -> None:
    sent, wrong = rules.from_paper(rules.to_paper(answers, places=PLACES), places=PLACES)

    assert not wrong
    assert rules.read(sent, places=PLACES).answers == answers


@pytest.mark.parametrize("people", range(5))
def test_below_the_threshold_nothing_is_shown(people: int) -> None:
    found = results.results_of([{"trust": "3"}] * people, places=PLACES, threshold=5, insider=True)

    assert (found.people, found.distributions, found.texts, found.filters) == (None, {}, {}, {})


def test_who_reads_by_sharing_alone_sees_no_small_number_and_no_text() -> None:
    most: Answers = {"trust": "5", "took_part": ["event"], "good": "Mežs"}
    few: Answers = {"trust": "1"}
    answers = [most] * 7 + [few] * 3
    inside = results.results_of(answers, places=PLACES, threshold=5, insider=True)
    outside = results.results_of(answers, places=PLACES, threshold=5, insider=False)

    assert inside.distributions["trust"].counts["1"] == 3
    assert inside.texts["good"] == ["Mežs"]
    assert (outside.distributions["trust"].counts["1"], outside.distributions["trust"].counts["5"]) == (
        None,
        None,
    )
    assert outside.distributions["took_part"].counts["event"] is None, "7 of 10 gives the 3 others away"
    assert (outside.texts, outside.filters) == ({}, {})


def every_view(
    given_answers: Sequence[Answers],
) -> dict[str, dict[str, View]]:
    """Return all that the filters offer: by question of the filter and group, the counts of each question."""
    whole = results.results_of(given_answers, places=PLACES, threshold=5, insider=True)
    found: dict[str, dict[str, View]] = {}
    for key, options in whole.filters.items():
        for option in options:
            view = results.results_of(
                given_answers, places=PLACES, threshold=5, insider=True, narrowed=Narrowed(key, option)
            )
            counts = {name: each.counts for name, each in view.distributions.items()}
            found.setdefault(key, {})[option] = counts
    return found


@given(st.lists(answers_drawn(), min_size=5, max_size=45))
@settings(max_examples=40)
def test_no_view_and_no_sum_of_views_gives_a_small_cell_away(given_answers: list[Answers]) -> None:
    whole = results.results_of(given_answers, places=PLACES, threshold=5, insider=True)
    for views in every_view(given_answers).values():
        for question, option in _cells(views):
            counts = whole.distributions[question].counts
            total = sum(counts.get(each) or 0 for each in results.BANDS.get(option, (option,)))
            shown = [view[question].get(option) for view in views.values() if question in view]
            for several in _subsets([count for count in shown if count is not None]):
                rest = total - sum(several)
                assert all(count == 0 or count >= 5 for count in several)
                assert not several or rest == 0 or rest >= 5 or sum(several) == 0


@given(st.lists(answers_drawn(), min_size=5, max_size=45))
@settings(max_examples=40)
def test_within_a_view_what_is_hidden_is_no_small_rest(given_answers: list[Answers]) -> None:
    groups = {key: results.tally(given_answers, QUESTIONS[key], places=PLACES) for key in FILTERS}
    for key, views in every_view(given_answers).items():
        for option, view in views.items():
            for name, counts in view.items():
                shown = [count for count in counts.values() if count is not None]
                rests = [groups[key][option] - count for count in shown]
                if QUESTIONS[name].kind is not Kind.MANY:
                    rests = [groups[key][option] - sum(shown)]
                assert all(rest == 0 or rest >= 5 for rest in rests)


def _cells(views: Mapping[str, View]) -> list[tuple[str, str]]:
    return sorted({(key, option) for view in views.values() for key, each in view.items() for option in each})


def _subsets(counts: list[int]) -> list[tuple[int, ...]]:
    return [each for size in range(len(counts) + 1) for each in itertools.combinations(counts, size)]


def test_of_a_group_neighbouring_marks_stand_together() -> None:
    marks = ["1"] * 3 + ["2"] * 3 + ["3"] * 6 + ["4"] * 3 + ["5"] * 4
    answers: list[Answers] = [{"trust": mark, "age": "25_64"} for mark in marks]
    asked = Narrowed("age", "25_64")
    found = results.results_of(answers, places=PLACES, threshold=5, insider=True, narrowed=asked)

    assert found.distributions["trust"].counts == {"1–2": 6, "3": 6, "4–5": 7, "": 0}
    assert (found.distributions["trust"].mean, found.has_hidden) == (None, False)


def test_a_group_below_the_threshold_is_not_offered() -> None:
    many: Answers = {"trust": "3", "age": "25_64"}
    old: Answers = {"trust": "3", "age": "from_80"}
    answers = [many] * 9 + [old] * 4
    found = results.results_of(answers, places=PLACES, threshold=5, insider=True)

    assert found.filters == {"age": ["25_64"]}
    asked = Narrowed("age", "from_80")
    refused = results.results_of(answers, places=PLACES, threshold=5, insider=True, narrowed=asked)
    assert (refused.people, refused.narrowed) == (13, None)


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        (["start", "belonging", "_uuid", "_id"], 2),
        (["SubmissionDate", "meta/instanceID", "KEY"], 1),
        (["Response ID", "Date submitted"], 0),
        (["id", "submitdate"], 0),
        (["belonging", "trust"], None),
    ],
)
def test_the_column_of_the_id_is_known_by_its_name(heading: list[str], place: int | None) -> None:
    assert id_column(heading) == place


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("belonging", "belonging"),
        ("grp/transport", "transport"),
        ("1. Es jūtos piederīgs vai piederīga šai vietai.", "belonging"),
        ("Я доверяю соседям.", "trust"),
        ("took_part/cleanup", "took_part.cleanup"),
        ("took_part[event]", "took_part.event"),
        ("Kas jums traucē piedalīties? [valoda]", "barriers.language"),
        ("barriers/transport", "barriers.transport"),
        ("_submission_time", ""),
    ],
)
def test_a_column_is_guessed_by_key_or_words(heading: str, target: str) -> None:
    assert suggestion(heading) == target


def test_rows_of_a_file_are_judged_against_what_is_here() -> None:
    targets = ["", "trust", "took_part", "took_part.event", "age", "good"]
    lines = [
        (2, ["uuid:1", "4", "cleanup meeting", "", "25–64 gadi", "Mežs"]),
        (3, ["2", "5 – pilnīgi piekrītu", "", "Jā", "18_24", f"Zvaniet {CODE}"]),
        (4, ["3", "9", "", "", "", ""]),
        (5, ["1", "1", "", "", "", ""]),
        (6, ["", "1", "", "", "", ""]),
        (7, ["4", "2", "", "", "", ""]),
    ]
    found = judge(targets, 0, lines, known={"1": {"trust": "4"}, "4": {"trust": "2"}}, places=PLACES)

    assert [row.state for row in found] == [
        RowState.CONFLICT,
        RowState.NEW,
        RowState.WRONG,
        RowState.TWICE,
        RowState.NO_ID,
        RowState.SAME,
    ]
    assert found[0].differing == ["took_part", "good", "age"]
    assert found[1].answers == {"trust": "5", "took_part": ["event"], "good": rules.MASK, "age": "18_24"}
    assert found[1].is_masked
    assert found[2].problems == {"trust": Problem.NOT_OFFERED}
