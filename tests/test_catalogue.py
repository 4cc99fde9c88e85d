"""The comparison of the catalogue with the strings of the program."""

import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests import catalogue

DAYS = ("%(num)d day", "%(num)d days")


def template() -> Catalog:
    made = Catalog(charset="utf-8")
    made.add("Save", locations=[("pilot/a/forms.py", 3)])
    made.add("Hello, %(name)s", locations=[("templates/a.html", 1)])
    made.add(DAYS, locations=[("pilot/a/labels.py", 9)])
    made.add("May", context="month", locations=[("pilot/a/labels.py", 12)])
    return made


def latvian(body: str) -> Catalog:
    return read_po(io.StringIO(catalogue.HEADER + body), locale="lv")


def test_what_to_type_is_asked_for_in_one_word() -> None:
    texts = catalogue.LATVIAN.read_text(encoding="utf-8")

    assert [word for word in ("Ievadiet", "ievadiet", "Ievadīt", "ievadīt") if word in texts] == []


COMPLETE = """\
msgid "Save"
msgstr "Saglabāt"

msgid "Hello, %(name)s"
msgstr "Sveiki, %(name)s"

msgid "%(num)d day"
msgid_plural "%(num)d days"
msgstr[0] "%(num)d diena"
msgstr[1] "%(num)d dienas"
msgstr[2] "%(num)d dienu"

msgctxt "month"
msgid "May"
msgstr "Maijs"
"""


def test_a_complete_catalogue_has_no_problems() -> None:
    assert list(catalogue.problems(template(), latvian(COMPLETE))) == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('msgstr "Saglabāt"', 'msgstr ""', "untranslated: 'Save'"),
        ('msgstr[2] "%(num)d dienu"', 'msgstr[2] ""', "untranslated: '%(num)d day'"),
        ('msgid "Save"', '#, fuzzy\nmsgid "Save"', "fuzzy: 'Save'"),
        ('msgid "Save"', 'msgid "Keep"', "missing: 'Save' (pilot/a/forms.py)"),
        ('msgid "Save"', 'msgid "Keep"', "not used any more: 'Keep'"),
        (
            'msgid "Save"\nmsgstr',
            '#~ msgid "Drop"\n#~ msgstr "Atmest"\n\nmsgid "Save"\nmsgstr',
            "obsolete: 'Drop'",
        ),
        ('msgctxt "month"\n', "", "missing: 'May' [month] (pilot/a/labels.py)"),
    ],
)
def test_what_is_incomplete_is_named(before: str, after: str, problem: str) -> None:
    found = list(catalogue.problems(template(), latvian(COMPLETE.replace(before, after))))
    assert any(line.startswith(problem) for line in found)


def test_a_placeholder_that_got_lost_is_named() -> None:
    found = list(
        catalogue.problems(template(), latvian(COMPLETE.replace("Sveiki, %(name)s", "Sveiki, %(vards)s")))
    )
    assert len(found) == 1
    assert "Hello, %(name)s" in found[0]


def test_updating_keeps_translations_adds_new_messages_and_drops_unused_ones() -> None:
    text = catalogue.updated(template(), latvian(COMPLETE.replace('msgid "May"', 'msgid "June"')))
    assert 'msgid "Save"\nmsgstr "Saglabāt"' in text
    assert 'msgid "May"\nmsgstr ""' in text
    assert "June" not in text
    assert "fuzzy" not in text


def test_updating_twice_changes_nothing_and_keeps_the_header() -> None:
    first = catalogue.updated(template(), latvian(COMPLETE))
    second = catalogue.updated(template(), read_po(io.StringIO(first), locale="lv"))
    assert first == second
    assert first.startswith(catalogue.HEADER)


def test_a_catalogue_written_anew_names_files_without_lines() -> None:
    text = catalogue.updated(template(), latvian(COMPLETE))
    assert "#: pilot/a/forms.py\n" in text
    assert catalogue.read(catalogue.ROOT / "no-such-file.po").num_plurals == 3


def test_strings_are_found_in_the_program() -> None:
    assert len(catalogue.extracted()) > 0
