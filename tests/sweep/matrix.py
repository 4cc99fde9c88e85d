"""The permission matrix as it was agreed: read from its file, never from the application."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "data" / "permission_matrix.csv"
DENIED = "-"


class Code(StrEnum):
    """The ten columns of the matrix."""

    AN = "AN"
    AP = "AP"
    PA = "PA"
    ME = "ME"
    TR = "TR"
    MG = "MG"
    CO = "CO"
    OB = "OB"
    DP = "DP"
    SA = "SA"


@dataclass(frozen=True)
class Right:
    """One row of the matrix: a deed on an object."""

    subject: str
    deed: str


@cache
def cells() -> dict[tuple[Right, Code], str]:
    """Return the scope of every cell, in the words of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            (Right(row["object"], row["action"]), Code(row["role"])): row["scope"]
            for row in csv.DictReader(file)
        }


def scope(right: Right, code: Code) -> str:
    """Return the words of one cell; "-" denies."""
    return cells()[right, code]
