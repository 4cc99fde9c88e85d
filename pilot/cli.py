"""Commands: prepare the database, start the server, look after the installation."""

import json
import sys
import time
from typing import IO, TYPE_CHECKING, NoReturn

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from flask_migrate import Migrate, upgrade
from sqlalchemy import select

import config
from pilot import clock, doctor, serve
from pilot.accounts import actions as accounts
from pilot.accounts import invitations
from pilot.accounts.roles import Role
from pilot.cohort.models import Pilot
from pilot.extensions import db
from pilot.municipalities.actions import load_register
from pilot.web import locale
from pilot.web.links import address_of

if TYPE_CHECKING:
    from pilot.training.planning.engine.groups import Progress

HOST = "127.0.0.1"
MIGRATIONS = str(config.ROOT / "migrations")


def init_app(app: Flask) -> None:
    """Add the commands, those for migrations among them."""
    Migrate(app, db, directory=MIGRATIONS)
    for command in (start, prepare, serve_pages, scheduler, create_coordinator, examine, figures, plan):
        app.cli.add_command(command)


def _prepare() -> None:
    """Bring tables, register and, in the demonstration, its pilots up to date."""
    upgrade(directory=MIGRATIONS)
    load_register(now=clock.now())
    if current_app.config["SETTINGS"].demonstration:
        from pilot.demo import actions as demo  # noqa: PLC0415 - an installation without the demonstration skips it

        try:
            demo.load(today=clock.today(), now=clock.now())
        except demo.NotADemonstrationError:
            db.session.rollback()
            _refuse("the demonstration needs an empty database", "demonstrācijai vajag tukšu datubāzi")
    db.session.commit()


def _refuse(english: str, latvian: str) -> NoReturn:
    click.echo(f"Kopdarbs: {english}. / {latvian}.", err=True)
    sys.exit(config.EXIT_BROKEN_SETTING)


@click.command
@with_appcontext
def prepare() -> None:
    """Bring the database up to date; quiet on standard output."""
    _prepare()


@click.command
@click.option("--host", default=HOST, show_default=True)
@with_appcontext
def start(host: str) -> None:
    """Bring the database up to date, then serve pages and run the scheduler."""
    _prepare()
    settings = current_app.config["SETTINGS"]
    click.echo(f"Kopdarbs: {settings.base_url}")
    if settings.demonstration:
        from pilot.demo.actions import PASSWORD  # noqa: PLC0415 - as above

        click.echo(f"{clock.today():%d.%m.%Y}. – {PASSWORD}")
        for user in accounts.demo_users():
            click.echo(f"  {user.email:<32}{user.job_title or ''}")
    sys.stdout.flush()
    _serve(host)


@click.command("serve")
@click.option("--host", default=HOST, show_default=True)
@with_appcontext
def serve_pages(host: str) -> None:
    """Serve pages and run the scheduler on a database that is prepared."""
    _serve(host)


def _serve(host: str) -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - threads need the app itself
    db.session.remove()
    doctor.refuse_unsound(app)
    serve.serve(app, host=host, port=app.config["SETTINGS"].port)


@click.command
@with_appcontext
def scheduler() -> None:
    """Run the scheduler alone, beside web workers of another server."""
    app = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - threads need the app itself
    doctor.refuse_unsound(app)
    serve.schedule_only(app)


@click.command
@click.argument("email")
@click.argument("name")
@with_appcontext
def create_coordinator(email: str, name: str) -> None:
    """Invite the first person of an installation; prints the link that sets the password."""
    given_name, _, family_name = name.strip().rpartition(" ")
    if not given_name or "@" not in email:
        _refuse("give an e-mail address, first and last name", "norādiet e-pasta adresi, vārdu un uzvārdu")
    now = clock.now()
    try:
        user = accounts.add_user(accounts.PersonEntry(given_name, family_name, email), actor=None, now=now)
    except accounts.EmailTakenError:
        db.session.rollback()
        _refuse("this address has an account already", "šai adresei jau ir konts")
    accounts.grant_role(user, Role.COORDINATOR, pilot_id=None, actor=None, now=now)
    link = invitations.invite(user, actor=None, pilot_id=None, now=now)
    secret = current_app.config["SETTINGS"].secret_key
    address = address_of(
        "accounts.accept", link_id=link.id, token=invitations.token_of(link, user, secret=secret)
    )
    db.session.commit()
    click.echo(address)


@click.command("doctor")
@with_appcontext
def examine() -> None:
    """Say what would keep this installation from starting in production."""
    found = doctor.findings(current_app._get_current_object())  # type: ignore[attr-defined] # noqa: SLF001
    for finding in found:
        click.echo(str(finding))
    if found:
        sys.exit(config.EXIT_BROKEN_SETTING)
    click.echo("Kopdarbs: ok")


@click.command
@click.argument("code", metavar="PILOT")
@with_appcontext
def figures(code: str) -> None:
    """Print the figures of a pilot as JSON and nothing else."""
    from pilot.overview.figures import figures_as_json  # noqa: PLC0415 - only this command computes figures

    found = db.session.scalar(select(Pilot).where(Pilot.code == code))
    if found is None:
        _refuse("there is no pilot of this code", "pilotprojekta ar šādu kodu nav")
    click.echo(json.dumps(figures_as_json(found, as_of=clock.today()), ensure_ascii=False, indent=2))


@click.command
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--language", type=click.Choice(locale.LANGUAGES), default="en", show_default=True)
@click.option("--more", is_flag=True, help="also two other plans and the price of each wish")
@click.option("--seconds", type=click.FloatRange(1, 3600), default=55, show_default=True, help="for groups")
@with_appcontext
def plan(file: IO[str], language: str, seconds: float, *, more: bool) -> None:
    """Plan the days of a course: read a problem as JSON, print the cheapest plan or what forbids one."""
    from pilot.training.planning import files  # noqa: PLC0415 - only this command plans from a file

    started = time.monotonic()
    try:
        with force_locale(language):
            found = files.answer_to(
                json.load(file),
                more=more,
                seconds=seconds,
                elapsed=lambda: time.monotonic() - started,
                tell=_progress,
            )
    except (ValueError, RecursionError) as error:
        _refuse(f"{file.name} is no planning problem: {error}", f"{file.name} nav plānošanas uzdevums")
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _progress(progress: "Progress") -> None:
    cost = "no plan yet" if progress.cost is None else f"cost {progress.cost}"
    click.echo(f"{progress.seconds:6.1f} s  {cost}, at least {progress.bound}", err=True)
