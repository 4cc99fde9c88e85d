"""Links and scans from before materials could be files stay, and so do the guards of their tables."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from pilot.accounts.models import User
from pilot.extensions import db
from pilot.files.models import StoredFile
from pilot.training.materials.models import Material
from pilot.training.models import Attendance
from tests import build
from tests.conftest import TODAY
from tests.training import build as training
from tests.training.conftest import MIGRATIONS


def stored(owner: Any, size: int) -> StoredFile:
    return StoredFile(
        owner_id=owner.id,
        name="lapa.pdf",
        media_type="application/pdf",
        size=size,
        sha256="0" * 64,
        content=b"%PDF",
        stored_at=build.NOW,
    )


def test_links_and_scans_go_down_and_up_again(migrated: Any) -> None:  # noqa: ARG001
    world = build.world()
    scan = build.keep(stored(world.coordinator, 10_000_000))
    day = training.day(world.pilot, scan_id=scan.id)
    attendance = training.attendance(day, world.anna)
    module = training.module(world.pilot)
    link = build.keep(
        Material(module_id=module.id, title="Video", link="https://example.lv/v", visible_from=TODAY)
    )
    ids = (scan.id, attendance.id, link.id, module.id, world.coordinator.id)
    db.session.commit()
    db.session.remove()

    downgrade(directory=MIGRATIONS, revision="0012-1")
    upgrade(directory=MIGRATIONS)

    assert db.session.get_one(StoredFile, ids[0]).size == 10_000_000
    assert db.session.get_one(Attendance, ids[1]).stays == ""
    assert db.session.get_one(Material, ids[2]).link == "https://example.lv/v"
    for wrong in (
        Material(module_id=ids[3], title="Nekas", link="", visible_from=TODAY),
        Material(module_id=ids[3], title="Abi", link="https://a.lv", file_id=ids[0], visible_from=TODAY),
        stored(db.session.get_one(User, ids[4]), 20_000_001),
    ):
        db.session.add(wrong)
        with pytest.raises(sa.exc.IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_a_file_of_a_material_is_not_lost_on_the_way_down(
    migrated: Any,  # noqa: ARG001
    caplog: pytest.LogCaptureFixture,
) -> None:
    world = build.world()
    module = training.module(world.pilot)
    file = build.keep(stored(world.lecturer, 20_000_000))
    build.keep(Material(module_id=module.id, title="Slaidi", link="", file_id=file.id, visible_from=TODAY))
    db.session.commit()
    db.session.remove()

    with pytest.raises(SystemExit):
        downgrade(directory=MIGRATIONS, revision="0012-1")

    assert "the migration lost rows, nothing was changed" in caplog.text
    assert db.session.scalars(sa.select(Material.title)).all() == ["Slaidi"]
