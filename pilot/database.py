"""Base of all tables, its column types, and what every connection guarantees (QUALITY 5.7)."""

import datetime as dt
import enum
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Annotated, Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    Uuid,
    event,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry
from sqlalchemy.types import TypeEngine

from pilot.errors import EditedMeanwhileError
from pilot.text import LINE_LENGTH

WAL_IS_SAFE_FROM = (3, 51, 3)
BUSY_TIMEOUT_MS = 10_000
STATEMENT_TIMEOUT_MS = 15_000

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_reading: ContextVar[bool] = ContextVar("reading", default=False)


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment: refused when naive, stored in UTC, returned aware."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment needs its time zone"
            raise ValueError(message)
        value = value.astimezone(dt.UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class FixedPoint(TypeDecorator[Decimal]):
    """A number with a fixed count of decimals, kept as a whole number, so that both engines agree."""

    impl = Integer
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else int(value.scaleb(self.places).to_integral_value(ROUND_HALF_UP))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else Decimal(value).scaleb(-self.places)


Line = Annotated[str, mapped_column(String(LINE_LENGTH))]
Note = Annotated[str, mapped_column(Text)]


def stored_value(kind: type[enum.Enum]) -> list[str]:
    return [member.value for member in kind]


class Base(DeclarativeBase):
    """Base of every table; STRICT on SQLite, constraint names by convention."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            str: String(LINE_LENGTH),
            uuid.UUID: Uuid(),
            dt.datetime: UtcDateTime(),
            dt.date: Date(),
            dt.time: Time(),
            list[str]: JSON(),
            dict[str, Any]: JSON(),
            enum.Enum: Enum(enum.Enum, native_enum=False, length=40, values_callable=stored_value),
        },
    )

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "__tablename__" in cls.__dict__:
            cast("Table", cls.__table__).dialect_options["sqlite"]["strict"] = True


class Identified:
    """A row known by an unguessable id, which a device may have chosen before it met the server."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, sort_order=-10)


class Editable(Identified):
    """A row that people edit: every save raises its version, and a save on an old version is refused."""

    version: Mapped[int] = mapped_column(default=1, sort_order=90)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


@compiles(String, "sqlite")
@compiles(Text, "sqlite")
@compiles(Enum, "sqlite")
@compiles(Uuid, "sqlite")
@compiles(Date, "sqlite")
@compiles(Time, "sqlite")
@compiles(DateTime, "sqlite")
@compiles(JSON, "sqlite")
def _strict_text(element: TypeEngine[Any], compiler: Any, **options: Any) -> str:  # noqa: ARG001
    """Spell every type that SQLite keeps as text in the only way a STRICT table accepts."""
    return "TEXT"


@compiles(Boolean, "sqlite")
@compiles(Integer, "sqlite")
def _strict_integer(element: TypeEngine[Any], compiler: Any, **options: Any) -> str:  # noqa: ARG001
    return "INTEGER"


@contextmanager
def reading() -> Iterator[None]:
    """Let transactions begun inside only read: neither engine will then accept a write."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """Let transactions begun inside write, also within a page that is only read."""
    token = _reading.set(False)
    try:
        yield
    finally:
        _reading.reset(token)


def start_reading() -> None:
    """Say that this request only reads; see `reading`."""
    _reading.set(True)


def start_writing() -> None:
    """Say that this request may write; see `writing`."""
    _reading.set(False)


def make_file(url: str) -> None:
    """Make the file of a SQLite database, and its folder, for nobody but us to read."""
    path = url.removeprefix("sqlite:///")
    if path == url or path in {"", ":memory:"}:
        return
    file = Path(path)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def engine_options(url: str) -> dict[str, Any]:
    """Return what `create_engine` needs for a database address: driver, pool and time limits."""
    if not url.startswith("sqlite"):
        options = f"-c statement_timeout={STATEMENT_TIMEOUT_MS}"
        return {"hide_parameters": True, "pool_pre_ping": True, "connect_args": {"options": options}}
    try:
        from pysqlite3 import dbapi2  # noqa: PLC0415 - only some platforms have this wheel
    except ImportError:
        return {"hide_parameters": True}
    return {"hide_parameters": True, "module": dbapi2}


def guard(engine: Engine) -> None:
    """Give every connection of an engine its guarantees."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _guard_sqlite_connection)
        event.listen(engine, "begin", _begin_on_sqlite)
    else:
        event.listen(engine, "begin", _begin_on_postgresql)


def _guard_sqlite_connection(connection: Any, _record: Any) -> None:
    """Set per connection what SQLite forgets: keys, full sync, wiping; WAL only where it is sound."""
    connection.isolation_level = None
    cursor = connection.cursor()
    version = tuple(int(part) for part in cursor.execute("SELECT sqlite_version()").fetchone()[0].split("."))
    journal = "WAL" if version >= WAL_IS_SAFE_FROM else "TRUNCATE"
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"journal_mode={journal}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_on_sqlite(connection: Connection) -> None:
    """Begin as a writer at once: a transaction that reads first and writes later fails under load."""
    if _reading.get():
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_on_postgresql(connection: Connection) -> None:
    if _reading.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def check_version(row: Editable, seen: int) -> None:
    """Refuse a save that was typed over an older version of the row.

    :raises EditedMeanwhileError: the row was saved by somebody else since `seen`.
    """
    if row.version != seen:
        raise EditedMeanwhileError
