"""Training materials: links and files that appear on their day, for those who take part."""

import datetime as dt
import io
from typing import Any

import pytest
from sqlalchemy import select

from pilot.accounts.enums import Locale
from pilot.accounts.models import User
from pilot.accounts.roles import Role
from pilot.extensions import db
from pilot.files.models import StoredFile
from pilot.training.enums import DayState
from pilot.training.materials.models import Material
from pilot.training.materials.rules import Problem, is_visible, link_problem
from pilot.training.models import Module
from tests import build
from tests.conftest import TODAY, Client
from tests.training import build as training
from tests.training.assignments.build import taught_module
from tests.training.build import person

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def module(world: build.World) -> Module:
    return taught_module(world.pilot, world.lecturer)


def material(of: Module, title: str = "Profila paraugs", **given: Any) -> Material:
    found: Material = build.keep(
        Material(
            module_id=of.id,
            title=title,
            **{"link": "https://example.lv/paraugs", "visible_from": TODAY, **given},
        )
    )
    return found


def slides(content: bytes = PDF, name: str = "Modulis 1.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def stored(owner: User, size: int = 4) -> StoredFile:
    found: StoredFile = build.keep(
        StoredFile(
            owner_id=owner.id,
            name="slaidi.pdf",
            media_type="application/pdf",
            size=size,
            sha256="0" * 64,
            content=b"%PDF",
            stored_at=build.NOW,
        )
    )
    return found


def files() -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(select(StoredFile.name).order_by(StoredFile.name)))


def english(who: Any) -> User:
    found = person(who)
    found.locale = Locale.EN
    return found


def page(client: Client, world: build.World, who: Any) -> str:
    return client.sign_in(who).get(f"/pilots/{world.pilot.code}/training/materials").get_data(as_text=True)


def titles() -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(select(Material.title).order_by(Material.title)))


@pytest.mark.parametrize("link", ["https://example.lv", "https://example.lv/a?b=ā#c", "https://e.lv:8443/x"])
def test_an_https_link_is_a_link(link: str) -> None:
    assert link_problem(link) is None


@pytest.mark.parametrize(
    "link",
    [
        "http://example.lv",
        "javascript:alert(1)",
        "HTTPS://example.lv",
        "https://",
        "https://localhost",
        "https://anna:parole@example.lv",
        "https://example.lv/a b",
        "https://[::1",
        "https://example.lv/" + "x" * 500,
        "example.lv",
    ],
)
def test_what_is_no_safe_link_is_refused(link: str) -> None:
    assert link_problem(link) is Problem.NOT_A_LINK


def test_a_material_is_seen_from_its_day() -> None:
    assert [is_visible(day, today=TODAY) for day in (TODAY, TOMORROW)] == [True, False]


def test_before_its_day_only_who_may_change_a_material_sees_it(
    client: Client, world: build.World, module: Module
) -> None:
    material(module, "Redzams")
    material(module, "Paslēpts", visible_from=TOMORROW)
    other = build.user("Uldis Bērzs")
    build.role(other, Role.LECTURER, world.pilot)

    seen = {
        name: ("Redzams" in text, "Paslēpts" in text)
        for name, text in (
            ("participant", page(client, world, person(world.anna))),
            ("mentor", page(client, world, world.mentor)),
            ("coordinator", page(client, world, world.coordinator)),
            ("lecturer of the module", page(client, world, world.lecturer)),
            ("another lecturer", page(client, world, other)),
        )
    }

    assert seen == {
        "participant": (True, False),
        "mentor": (True, False),
        "coordinator": (True, True),
        "lecturer of the module": (True, True),
        "another lecturer": (True, False),
    }


def test_materials_of_another_pilot_are_as_if_they_were_not(client: Client, world: build.World) -> None:
    abroad = material(training.module(world.other_pilot))

    assert client.sign_in(person(world.anna)).get("/pilots/CITS-2023/training/materials").status_code == 404
    assert client.sign_in(world.coordinator).get(f"/materials/{abroad.id}/edit").status_code == 404


def test_a_lecturer_adds_a_link_to_an_own_module_only(
    client: Client, world: build.World, module: Module
) -> None:
    foreign = training.module(world.pilot, 9)
    path = f"/pilots/{world.pilot.code}/training/materials/new"
    typed = {"title": "Video", "link": "https://example.lv/v", "visible_from": "14.02.2023."}
    client.sign_in(world.lecturer)

    refused = client.send(path, module_id=str(foreign.id), **typed)
    accepted = client.send(path, module_id=str(module.id), **typed)

    assert (refused.status_code, accepted.status_code) == (200, 303)
    assert titles() == ["Video"]


def test_an_unsafe_link_is_told_beside_it_and_stays_typed(
    client: Client, world: build.World, module: Module
) -> None:
    client.sign_in(english(world.coordinator))

    answer = client.send(
        f"/pilots/{world.pilot.code}/training/materials/new",
        module_id=str(module.id),
        title="Video",
        link="javascript:alert(1)",
        visible_from="14.02.2023.",
    ).get_data(as_text=True)

    assert 'id="link-error"' in answer
    assert "Enter a link that begins with https://" in answer
    assert "javascript:alert(1)" in answer
    assert titles() == []


def test_a_link_is_changed_by_its_lecturer_and_removed_by_the_coordinator_alone(
    client: Client, world: build.World, module: Module
) -> None:
    found = material(module)
    typed = {"title": "Jauns nosaukums", "link": "https://example.lv/2", "visible_from": "15.02.2023."}

    changed = client.sign_in(world.lecturer).send(f"/materials/{found.id}/edit", version="1", **typed)
    by_lecturer = client.send(f"/materials/{found.id}/remove")
    assert (changed.status_code, by_lecturer.status_code, titles()) == (303, 403, ["Jauns nosaukums"])

    bad = client.sign_in(world.coordinator).send(
        f"/materials/{found.id}/edit", version="2", **{**typed, "link": "ftp://example.lv"}
    )
    by_coordinator = client.send(f"/materials/{found.id}/remove")
    assert (bad.status_code, by_coordinator.status_code, titles()) == (200, 303, [])


def test_slides_are_added_saved_by_a_participant_replaced_and_removed(
    client: Client, world: build.World, module: Module
) -> None:
    typed = {"module_id": str(module.id), "title": "Slaidi", "link": "", "visible_from": "14.02.2023."}
    client.sign_in(world.lecturer).send(
        f"/pilots/{world.pilot.code}/training/materials/new", upload=slides(), **typed
    )
    found = db.session.scalars(select(Material)).one()

    answer = client.sign_in(person(world.anna)).get(f"/materials/{found.id}/file")
    assert answer.data == PDF
    assert "default-src 'none'; sandbox" in answer.headers.getlist("Content-Security-Policy")
    assert answer.headers["Content-Disposition"].startswith("attachment;")

    client.sign_in(world.lecturer).send(
        f"/materials/{found.id}/edit", version="1", upload=slides(name="Modulis 1b.pdf"), **typed
    )
    assert files() == ["Modulis 1b.pdf"]

    kept = client.send(f"/materials/{found.id}/edit", version="2", **{**typed, "title": "Slaidi, 2. daļa"})
    assert (kept.status_code, files(), titles()) == (303, ["Modulis 1b.pdf"], ["Slaidi, 2. daļa"])

    client.sign_in(world.coordinator).send(f"/materials/{found.id}/remove")
    assert (files(), titles()) == ([], [])


def test_a_link_that_replaces_a_file_deletes_it(client: Client, world: build.World, module: Module) -> None:
    found = material(module, link="", file_id=stored(world.lecturer).id)
    typed = {"title": "Video", "link": "https://example.lv/v", "visible_from": "14.02.2023."}

    client.sign_in(world.coordinator).send(f"/materials/{found.id}/edit", version="1", **typed)

    db.session.refresh(found)
    assert (found.link, found.file_id, files()) == ("https://example.lv/v", None, [])


def test_a_file_is_hidden_until_its_day_and_from_other_pilots(
    client: Client, world: build.World, module: Module
) -> None:
    hidden = material(module, link="", file_id=stored(world.lecturer).id, visible_from=TOMORROW)
    abroad = material(training.module(world.other_pilot), link="", file_id=stored(world.coordinator, 5).id)
    linked = material(module)
    paths = [f"/materials/{each.id}/file" for each in (hidden, abroad, linked)]

    seen = {
        name: [client.sign_in(who).get(path).status_code for path in paths]
        for name, who in (("participant", person(world.anna)), ("lecturer", world.lecturer))
    }

    assert seen == {"participant": [404, 404, 404], "lecturer": [200, 404, 404]}


@pytest.mark.parametrize(
    ("typed", "beside", "words"),
    [
        ({"link": ""}, "link", "Enter a link or choose a file"),
        ({"link": "https://example.lv", "upload": slides}, "upload", "not both"),
        ({"link": "", "upload": lambda: slides(b"MZ", "slaidi.exe")}, "upload", "of this kind are not taken"),
        ({"link": "", "upload": lambda: slides(b"<html>", "slaidi.pdf")}, "upload", "not what its name says"),
    ],
    ids=["neither", "both", "kind", "bytes"],
)
def test_what_cannot_be_a_material_is_told_beside_its_field(
    client: Client, world: build.World, typed: dict[str, Any], beside: str, words: str
) -> None:
    module = taught_module(world.pilot, world.lecturer)
    client.sign_in(english(world.coordinator))
    made = {name: value() if callable(value) else value for name, value in typed.items()}

    answer = client.send(
        f"/pilots/{world.pilot.code}/training/materials/new",
        module_id=str(module.id),
        title="Slaidi",
        visible_from="14.02.2023.",
        **made,
    ).get_data(as_text=True)

    assert words in answer.partition(f'id="{beside}-error"')[2].partition("</p>")[0]
    assert (titles(), files()) == ([], [])


def test_the_files_of_a_person_are_at_most_200_megabytes(
    client: Client, world: build.World, module: Module
) -> None:
    for _each in range(9):
        stored(world.coordinator, 20_000_000)
    stored(world.coordinator, 20_000_000 - len(PDF))
    stored(world.lecturer, 20_000_000)
    client.sign_in(english(world.coordinator))
    typed = {"module_id": str(module.id), "title": "Slaidi", "link": "", "visible_from": "14.02.2023."}
    path = f"/pilots/{world.pilot.code}/training/materials/new"

    last = client.send(path, upload=slides(), **typed)
    over = client.send(path, upload=slides(), **typed).get_data(as_text=True)

    assert last.status_code == 303
    assert "200 MB" in over.partition('id="upload-error"')[2].partition("</p>")[0]
    assert titles() == ["Slaidi"]


def test_a_scan_beyond_200_megabytes_is_told_beside_it(client: Client, world: build.World) -> None:
    for _each in range(10):
        stored(world.coordinator, 20_000_000)
    day = training.day(world.pilot, state=DayState.HELD)
    for each in (world.anna, world.liga, world.peteris):
        training.attendance(day, each)

    answer = client.sign_in(english(world.coordinator)).send(
        f"/training-days/{day.id}/lock", version="1", signed_count="3", scan=slides()
    )

    assert "200 MB" in answer.get_data(as_text=True).partition('id="scan-error"')[2].partition("</p>")[0]
    db.session.refresh(day)
    assert day.state is DayState.HELD
