"""Signed sheets as small pictures, and work that makes up for missed days."""

import math
import struct
import zlib
from typing import Any

from pilot.demo.stage import Stage, at, day, keep
from pilot.files import actions as files
from pilot.files.enums import FileKind
from pilot.files.rules import Upload
from pilot.training.enums import Half, MakeUpKind
from pilot.training.models import MadeUp, MakeUp, Module, TrainingDay

WIDTH, HEIGHT, MARGIN, LINE = 420, 594, 30, 36
PAPER, INK, RULE = 246, 60, 160
LOST, LOST_REASON = 7, "Parakstītais saraksts pazuda ceļā no Ikšķiles; to apliecina lektora vēstule."
OFFERED = (
    (5, MakeUpKind.ONLINE_SESSION, "Lekcijas ieraksts un saruna ar lektoru", 135, True),
    (5, MakeUpKind.INDIVIDUAL_TASK, "Iedzīvotāju uzrunāšanas plāns savai kopienai", 90, True),
    (6, MakeUpKind.INDIVIDUAL_TASK, "Pārmaiņu apraksts vienai kopienas darbībai", 180, True),
    (3, MakeUpKind.PARALLEL_GROUP, "Otrā diena kopā ar Kurzemes grupu", 360, False),
)
SEVERAL = {210: "09:30-11:00 13:30-15:30"}
DONE = ("jelena.sokola", 2, "2022-12-14", "Apraksts moduļa mapē; pārrunāts ar lektori 14.12. pa tālruni.")


def part_of(minutes: int, planned: int) -> dict[str, Any]:
    """Return how somebody with so few minutes was there: in the morning, at several times, or gone early."""
    if not 0 < minutes < planned:
        return {}
    if minutes in SEVERAL:
        return {"stays": SEVERAL[minutes]}
    return {"half": Half.MORNING} if 2 * minutes == planned else {"early_minutes": planned - minutes}


def keep_sheet(stage: Stage, row: TrainingDay, *, present: int) -> None:
    """Give a locked day its signed sheet; that of one day was lost."""
    row.signed_count = present
    if row.number == LOST:
        row.scan_lost_reason = LOST_REASON
        return
    content = scan(present, seed=row.number)
    sheet = Upload(f"parakstu_lapa_{row.held_on:%Y-%m-%d}.png", FileKind.PNG, content)
    row.scan_id = files.keep(sheet, owner_id=stage.coordinator.id, now=at(row.held_on, 17)).id


def scan(signatures: int, *, seed: int) -> bytes:
    """Draw a grey page with a table and so many signatures, as a PNG of a few kilobytes."""
    page = [bytearray([PAPER]) * WIDTH for _ in range(HEIGHT)]
    tops = [MARGIN + LINE * number for number in range(signatures + 2)]
    for top in tops:
        page[top][MARGIN : WIDTH - MARGIN] = bytes([RULE]) * (WIDTH - 2 * MARGIN)
    for line in page[MARGIN : tops[-1] + 1]:
        for x in (MARGIN, WIDTH // 2, 3 * WIDTH // 4, WIDTH - MARGIN):
            line[x] = RULE
    for number, top in enumerate(tops[1:-1]):
        for left in (WIDTH // 2, 3 * WIDTH // 4):
            _sign(page, left + 8, top + LINE // 2, seed=seed * 31 + number * 7 + left)
        _write(page, top + LINE // 2, seed=number)
    rows = zlib.compress(b"".join(b"\0" + bytes(line) for line in page), 9)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _sign(page: list[bytearray], left: int, middle: int, *, seed: int) -> None:
    """Draw a wavy stroke: every seed another hand."""
    length, pitch, height = 45 + seed % 37, 3 + seed % 5, 5 + seed % 6
    for step in range(length * 4):
        x = left + step // 4
        y = middle + round(height * math.sin(step / 4 / pitch) * math.cos(step / (17 + seed % 13)))
        page[y][x] = page[y + 1][x] = INK


def _write(page: list[bytearray], middle: int, *, seed: int) -> None:
    """Draw the grey of a printed name."""
    for start in range(MARGIN + 10, MARGIN + 90 + seed * 13 % 60, 9):
        for y in range(middle - 3, middle + 4):
            page[y][start : start + 6] = bytes([RULE]) * 6


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def offer_make_ups(stage: Stage, modules: list[Module]) -> None:
    """Offer work for missed days; one participant made up a missed afternoon, one still has to."""
    stage.pilot.make_up_counts, stage.pilot.make_up_cap_minutes = True, 720
    offered = [
        keep(
            MakeUp(module_id=modules[number - 1].id, kind=kind, title=title, minutes=minutes, is_open=is_open)
        )
        for number, kind, title, minutes, is_open in OFFERED
    ]
    who, place, done_on, evidence = DONE
    if not stage.happened(day(done_on)):
        return
    keep(
        MadeUp(
            make_up_id=offered[place].id,
            participation_id=stage.participations[who].id,
            minutes=offered[place].minutes,
            done_on=day(done_on),
            evidence=evidence,
            approved_by_id=stage.users["solvita.egle"].id,
            approved_at=at(day(done_on), 15),
        )
    )
