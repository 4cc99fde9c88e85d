"""Tables are read alike from every program that may have written them; what is no table is refused."""

import csv
import io
import itertools
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.files import table_rules, tables
from pilot.files.table_rules import Refusal
from pilot.files.tables import FileRefusedError

HEADING = ["Vārds", "Uzvārds", "E-pasts", "Ak. st.", "Diena"]
NAMES = ("Ādams Šķēle", "Čiekurs Žīgurs", "Ņina Ģērmane", "Ļena Ūdre", "Ķīra Ēvele")
PEOPLE = [
    [*name.split(), f"persona{number}@example.lv", "7,5", "05.09.2022"]
    for number, name in enumerate([*NAMES, *NAMES], start=1)
]
PEOPLE[4][1] = "Ēvele,\nKalna"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1257")
FILES = list(itertools.product(ENCODINGS, ";,\t"))


def written(lines: list[list[str]], delimiter: str = ";") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(lines)
    return file.getvalue()


def workbook(lines: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(data: bytes) -> FileRefusedError:
    with pytest.raises(FileRefusedError) as caught:
        tables.read(data)
    return caught.value


@pytest.mark.parametrize(("encoding", "delimiter"), FILES)
def test_twelve_files_hold_the_same_ten_people(encoding: str, delimiter: str) -> None:
    table = tables.read(written([HEADING, *PEOPLE], delimiter).encode(encoding))

    assert (table.heading, [line for _, line in table.lines]) == (HEADING, PEOPLE)


def test_a_spreadsheet_holds_the_same_people_with_dates_and_numbers_as_they_are_typed() -> None:
    day = openpyxl.utils.datetime.from_excel(44809)
    lines: list[list[object]] = [[*person[:3], 7.5, day] for person in PEOPLE]

    table = tables.read(workbook([[*HEADING], *lines]))

    assert (table.heading, [line for _, line in table.lines]) == (HEADING, PEOPLE)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_by_its_zeros(encoding: str) -> None:
    table = tables.read(written([HEADING, *PEOPLE]).encode(encoding))

    assert [line for _, line in table.lines] == PEOPLE


def test_blank_lines_are_passed_over_and_a_separator_line_is_obeyed() -> None:
    table = tables.read("sep=|\r\nVārds|Uzvārds\r\n|\r\nAnna|Ozola;Liepa\r\n\r\n".encode())

    assert table == tables.Table(["Vārds", "Uzvārds"], [(3, ["Anna", "Ozola;Liepa"])])


@pytest.mark.parametrize(
    ("data", "row", "word"),
    [
        pytest.param("Vārds;Uzvārds\nAnna;Bērziņa\n".encode("cp775"), 1, "V�rds", id="DOS"),
        pytest.param(
            "Vards;Uzvards\nAnna;Bērziņa\n".encode().decode("cp1252").encode(), 2, "BÄ“rziÅ†a", id="twice"
        ),
        pytest.param(b"Vards;Uzvards\nAnna;B\xa9rzi\xb2a\n", 2, "B©rzi²a", id="signs in a word"),
    ],
)
def test_garbled_letters_are_named_with_their_row(data: bytes, row: int, word: str) -> None:
    refused = refusal(data)

    assert (refused.refusal, refused.row, refused.word) == (Refusal.GARBLED, row, word)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 51_000_000)
    return file.getvalue()


def poisoned() -> bytes:
    """Return a workbook whose sheet would let an entity of XML grow."""
    good, file = io.BytesIO(workbook([["Vārds"], ["Anna"]])), io.BytesIO()
    evil = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(file, "w") as target:
        for part in source.namelist():
            target.writestr(part, evil if "sheet1" in part else source.read(part))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", Refusal.NO_ROWS, id="empty"),
        pytest.param("\ufeffVārds;Uzvārds\r\n".encode(), Refusal.NO_ROWS, id="heading alone"),
        pytest.param(workbook([]), Refusal.NO_ROWS, id="empty workbook"),
        pytest.param(b"x" * 5_000_001, Refusal.TOO_BIG, id="too big"),
        pytest.param(b"a\n" * 2_002, Refusal.TOO_MANY_ROWS, id="2001 rows"),
        pytest.param(b";".join([b"a"] * 31) + b"\nb", Refusal.TOO_MANY_COLUMNS, id="31 columns"),
        pytest.param(b"a\n" + b"y" * 1_000_001, Refusal.UNREADABLE, id="an endless cell"),
        pytest.param(b"a\n" + (b"y" * 100_000 + b"\n") * 11, Refusal.TOO_MUCH_TEXT, id="too much text"),
        pytest.param(b"\xd0\xcf\x11\xe0old", Refusal.OLD_EXCEL, id="XLS"),
        pytest.param(b"PK\x03\x04broken", Refusal.UNREADABLE, id="broken"),
        pytest.param(bomb(), Refusal.UNPACKS_TOO_BIG, id="zip bomb"),
        pytest.param(poisoned(), Refusal.UNREADABLE, id="entities"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, expected: Refusal) -> None:
    assert refusal(data).refusal is expected


def test_two_thousand_rows_are_read() -> None:
    assert len(tables.read(b"a\n" * 2_001).lines) == 2_000


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    try:
        table = tables.read(data)
    except FileRefusedError:
        return

    assert table.lines


@given(st.text(min_size=1, max_size=20))
def test_a_neutralised_cell_is_no_formula_and_comes_back(cell: str) -> None:
    kept = table_rules.neutralised(cell)

    assert not kept.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.startswith("'") or table_rules.restored(kept) == cell
