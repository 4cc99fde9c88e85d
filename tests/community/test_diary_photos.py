"""Photos of diary entries: what is kept of a file, who sees it, and what is refused (C14)."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select

import config
from pilot.community.diary.enums import PhotoConsent
from pilot.community.diary.models import EntryPhoto
from pilot.community.models import DiaryEntry
from pilot.extensions import db
from pilot.files.models import StoredFile
from tests import build
from tests.community import build as made
from tests.community.test_communities import person
from tests.conftest import Client

LOCATED = (config.ROOT / "tests/data/photo.jpg").read_bytes()
SAID = {"consent": "nobody", "for_reports": "y"}


def drawn(size: tuple[int, int], format_: str = "JPEG", mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    Image.new(mode, size).save(written, format_)
    return written.getvalue()


def bomb() -> bytes:
    """Return a PNG of a few bytes that says it has 100 000 times 100 000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def add(client: Client, entry: DiaryEntry, content: bytes, name: str = "IMG_1.JPG", **said: Any) -> Any:
    return client.send(f"/diary/{entry.id}/photos/new", photo=(io.BytesIO(content), name), **{**SAID, **said})


def kept() -> bytes:
    return db.session.scalars(select(StoredFile.content)).one()


@pytest.fixture
def entry(client: Client, world: build.World) -> DiaryEntry:
    client.sign_in(person(world, "anna"))
    return made.entry(world.anna)


def test_neither_place_nor_camera_is_kept(client: Client, entry: DiaryEntry) -> None:
    assert b"Telefons" in LOCATED
    assert add(client, entry, LOCATED).status_code == 303
    picture = Image.open(io.BytesIO(kept()))
    assert (picture.format, picture.size) == ("JPEG", (32, 48)), "turned upright"
    assert not picture.getexif()
    assert not {"exif", "xmp", "comment"} & picture.info.keys()
    assert b"Telefons" not in kept()
    assert b"GPS" not in kept()


@pytest.mark.parametrize(
    ("content", "name", "size"),
    [
        (drawn((4000, 3000)), "IMG_2.jpeg", (2000, 1500)),
        (drawn((300, 200), "PNG", "RGBA"), "zīmējums.png", (300, 200)),
        (drawn((200, 3000), "WEBP"), "josla.webp", (133, 2000)),
    ],
)
def test_twelve_megapixels_become_a_jpeg_of_two_thousand_pixels(
    client: Client, entry: DiaryEntry, content: bytes, name: str, size: tuple[int, int]
) -> None:
    assert add(client, entry, content, name).status_code == 303
    picture = Image.open(io.BytesIO(kept()))
    assert (picture.format, picture.size) == ("JPEG", size)
    assert db.session.scalars(select(StoredFile.name)).one().endswith(".jpg")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (bomb(), "bumba.png", "40 miljoni pikseļu"),
        (LOCATED[:400], "puse.jpg", "bojāta"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "attels.jpg", "bojāta"),
        (b"GIF89a", "kustas.gif", "netiek pieņemtas"),
        (b"", "tukss.jpg", "tukša"),
    ],
)
def test_a_hostile_picture_is_refused_with_what_to_do(
    client: Client, entry: DiaryEntry, content: bytes, name: str, words: str
) -> None:
    response = add(client, entry, content, name)
    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert 'href="#photo"' in page
    assert words in page
    assert 'checked id="consent-0"' in page or 'id="consent-0" checked' in page or "checked" in page
    assert db.session.scalar(select(func.count(StoredFile.id))) == 0


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"consent": ""}, "consent"),
        ({"consent": "perhaps"}, "consent"),
        ({"consent": "none", "for_reports": "y"}, "for_reports"),
    ],
)
def test_the_questions_of_a_photo_are_answered(
    client: Client, entry: DiaryEntry, said: dict[str, str], field: str
) -> None:
    page = add(client, entry, LOCATED, **said).get_data(as_text=True)
    assert f'href="#{field}' in page
    assert db.session.scalar(select(func.count(EntryPhoto.id))) == 0
    assert db.session.scalar(select(func.count(StoredFile.id))) == 0


def test_a_photo_is_private_until_its_entry_is_shared(
    client: Client, world: build.World, entry: DiaryEntry
) -> None:
    add(client, entry, LOCATED)
    photo = db.session.scalars(select(EntryPhoto)).one()
    path, who = f"/photos/{photo.id}", ("mentor", "manager", "coordinator", "liga")
    assert client.get(path).headers["Content-Disposition"].startswith("attachment")
    for each in who:
        assert client.sign_in(person(world, each)).get(path).status_code == 404
    entry.shared = True
    for each in who:
        assert client.sign_in(person(world, each)).get(path).status_code == 200
    assert client.sign_in(world.observer).get(path).status_code == 404
    photo.consent, photo.for_reports = PhotoConsent.NONE, False
    for each in who:
        assert client.sign_in(person(world, each)).get(path).status_code == 404
        assert str(photo.id) not in client.get(f"/diary/{entry.id}").get_data(as_text=True)
    assert client.sign_in(person(world, "anna")).get(path).status_code == 200


def test_consent_may_be_taken_back_and_the_photo_removed(client: Client, entry: DiaryEntry) -> None:
    add(client, entry, LOCATED)
    photo = db.session.scalars(select(EntryPhoto)).one()
    path = f"/photos/{photo.id}"
    refused = client.send(f"{path}/terms", consent="none", for_reports="y", version="1")
    assert 'href="#for_reports"' in refused.get_data(as_text=True)
    assert client.send(f"{path}/terms", consent="none", version="1").status_code == 303
    assert client.send(f"{path}/terms", consent="oral", version="1").status_code == 409
    db.session.refresh(photo)
    assert (photo.consent, photo.for_reports) == (PhotoConsent.NONE, False)
    assert client.send(f"{path}/remove").status_code == 303
    assert db.session.scalar(select(func.count(StoredFile.id))) == 0


def test_deleting_an_entry_deletes_its_photos(client: Client, entry: DiaryEntry) -> None:
    add(client, entry, LOCATED)
    assert client.send(f"/diary/{entry.id}/delete").status_code == 303
    assert db.session.scalar(select(func.count(EntryPhoto.id))) == 0
    assert db.session.scalar(select(func.count(StoredFile.id))) == 0


def test_the_evidence_of_a_month_is_named_after_its_entries(
    client: Client, world: build.World, entry: DiaryEntry
) -> None:
    for consent, for_reports in (("written", "y"), ("nobody", ""), ("none", "")):
        assert add(client, entry, LOCATED, consent=consent, for_reports=for_reports).status_code == 303
    other = made.entry(world.liga)
    add(client.sign_in(person(world, "liga")), other, LOCATED)
    response = client.sign_in(person(world, "anna")).get(f"/pilots/{world.pilot.code}/diary/2023-02/photos")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        names = archive.namelist()
        assert b"Telefons" not in b"".join(archive.read(name) for name in names)
    assert sorted(name.partition("/")[0] for name in names) == ["parskatiem", "tikai-man", "tikai-man"]
    assert sorted(name.partition("/")[2] for name in names) == [f"{entry.id}-{n}.jpg" for n in (1, 2, 3)]
