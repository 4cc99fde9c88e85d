"""Promises about the whole application: doors, names, templates, words, headers, harmless reading."""

import enum
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from flask_babel.speaklater import LazyString
from jinja2 import nodes
from sqlalchemy.orm import class_mapper

import config
import pilot
import pilot.models
from pilot import create_app, navigation
from pilot.accounts import public_pages
from pilot.accounts.access import requires
from pilot.accounts.roles import Permission
from pilot.database import Base
from pilot.web.headers import ALWAYS
from pilot.web.locale import LANGUAGES
from tests.conftest import settings_for
from tests.sweep.routes import OPEN, ROUTES, STATIC
from tests.sweep.stage import fingerprint
from tests.sweep.walk import READ, Stage, on_stage

MOST_OPEN_PAGES = 12
PUBLIC_KINDS: frozenset[str] = frozenset({"survey", "involve", "vote", "brief"})
"""What one page each opens to whoever has its address; tests of each kind stand with its journey."""
TEMPLATES = config.ROOT / "templates"
NOT_PAGES = {"macros", "errors", "mail", "parts"}
FRAMES = {"base.html", "app_base.html", "form_page.html"}
AREAS = ("recruiting", "training", "mentoring", "community", "municipalities", "overview")


@pytest.fixture(scope="module")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return an application of its own, without tables: for what can be read off it."""
    app = create_app(settings_for(f"sqlite:///{tmp_path_factory.mktemp('bare') / 'bare.db'}"))
    app.testing = True
    return app


def modules(name: str) -> list[Any]:
    """Return every module of the application that is called by a name, such as `labels`."""
    found = pkgutil.walk_packages(pilot.__path__, "pilot.")
    return [
        importlib.import_module(each.name) for each in found if each.name.rpartition(".")[2].endswith(name)
    ]


def templates() -> list[Path]:
    return sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.html"))


def page_templates() -> list[Path]:
    return [path for path in templates() if path.parts[0] not in NOT_PAGES | FRAMES]


def test_every_view_names_its_permission_or_stands_on_the_open_list(bare_app: Flask) -> None:
    undecorated = {name for name, view in bare_app.view_functions.items() if not hasattr(view, "permission")}
    unguarded = {
        name for name, view in bare_app.view_functions.items() if getattr(view, "permission", "") is None
    }

    assert undecorated == {STATIC}
    assert unguarded == OPEN
    assert set(bare_app.extensions[public_pages.EXTENSION]) == PUBLIC_KINDS
    assert len(OPEN) <= MOST_OPEN_PAGES


def test_a_public_page_of_an_unknown_kind_is_not_found(bare_app: Flask) -> None:
    assert bare_app.test_client().get("/p/unknown/token").status_code == HTTPStatus.NOT_FOUND


def test_the_sweep_knows_every_page_and_no_other(bare_app: Flask) -> None:
    asked = {
        (rule.endpoint, method)
        for rule in bare_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint not in OPEN | {STATIC}
    }

    assert asked - set(ROUTES) == set(), "missing in tests/sweep/routes.py"
    assert set(ROUTES) - asked == set(), "not in the application any more"


def test_a_view_that_forgot_its_permission_is_refused(tmp_path: Path) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'forgotten.db'}"))
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret", methods=["GET", "POST", "OPTIONS"])
    browser = app.test_client()

    answers = [browser.open("/forgotten", method=method) for method in ("GET", "HEAD", "OPTIONS")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert all("secret" not in answer.get_data(as_text=True) for answer in answers)


def test_the_mark_of_a_permission_is_what_the_door_reads() -> None:
    def view() -> str:
        return ""

    assert requires(Permission.PILOT_READ)(view).permission is Permission.PILOT_READ  # type: ignore[attr-defined]


def test_an_address_takes_typed_arguments_only(bare_app: Flask) -> None:
    untyped = [
        f"{rule.rule}: {name}"
        for rule in bare_app.url_map.iter_rules()
        for name in rule.arguments
        if rule.endpoint != STATIC and f":{name}>" not in rule.rule
    ]

    assert untyped == []


EAGER = {"ClassSession.lecturers is selectin"}  # read with every class, so never by looking


def test_nothing_is_loaded_by_looking_at_a_relationship() -> None:
    lazy = [
        f"{mapper.class_.__name__}.{relation.key} is {relation.lazy}"
        for mapper in Base.registry.mappers
        for relation in class_mapper(mapper.class_).relationships
        if relation.lazy != "raise_on_sql"
    ]

    assert [name for name in lazy if name not in EAGER] == []


def test_a_page_template_is_named_after_its_view(bare_app: Flask) -> None:
    views = {
        f"{inspect.getmodule(inspect.unwrap(view)).__name__.split('.')[-2]}/{inspect.unwrap(view).__name__}"  # type: ignore[union-attr]
        for name, view in bare_app.view_functions.items()
        if name != STATIC
    } | {name.replace(".", "/") for name in bare_app.view_functions}
    strangers = [
        str(path)
        for path in page_templates()
        if not path.name.startswith("_") and str(path.with_suffix("")) not in views
    ]

    assert [name for name in strangers if name not in SECOND_PAGES] == []


SECOND_PAGES = {
    "accounts/continue.html",  # what sign_in answers when typed text was kept
    "accounts/dead_link.html",  # what accept answers to a link that is used or too old
    "accounts/reset_asked.html",  # what ask_reset answers to everybody alike
    "briefs/behind_the_link.html",  # what the door shows to whoever has a mailed link
    "briefs/dead_link.html",  # what it says to a link that works no more
    "availability/dead_link.html",  # what answer says to a link that works no more
    "imports/preview.html",  # the second step of upload
    "surveys/columns.html",  # the second step of an import of answers
    "overview/choose_preset.html",  # the first step of create
    "overview/mail_letter.html",  # the mail pages stand in the folder of the overview
    "overview/mail_outbox.html",
    "recruiting/application_form.html",  # shared by recording and changing
    "recruiting/evidence_form.html",
    "recruiting/nominee_form.html",
    "training/refused.html",  # a deed of one button that was refused
}


@pytest.mark.parametrize("path", templates(), ids=str)
def test_a_template_compiles_and_finds_what_it_imports(bare_app: Flask, path: Path) -> None:
    environment = bare_app.jinja_env
    tree = environment.parse((TEMPLATES / path).read_text(encoding="utf-8"), str(path))
    missing = []

    environment.get_template(str(path))
    for call in tree.find_all(nodes.Getattr):
        macros = _imported(bare_app, tree, call.node)
        if macros is not None and call.attr not in macros:
            missing.append(f"{call.attr} (line {call.lineno})")
    for one in tree.find_all(nodes.FromImport):
        exported = _macros(bare_app, one.template)
        missing += [
            str(name) for name in one.names if (name if isinstance(name, str) else name[0]) not in exported
        ]

    assert missing == []


def _imported(app: Flask, tree: nodes.Template, node: nodes.Node) -> set[str] | None:
    """Return the macros behind a name such as `forms`, or None when it names no imported template."""
    if not isinstance(node, nodes.Name):
        return None
    for one in tree.find_all(nodes.Import):
        if one.target == node.name:
            return _macros(app, one.template)
    return None


def _macros(app: Flask, template: nodes.Expr) -> set[str]:
    assert isinstance(template, nodes.Const)
    source = (TEMPLATES / template.value).read_text(encoding="utf-8")
    tree = app.jinja_env.parse(source)
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    return macros | {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}


@pytest.mark.parametrize("path", templates(), ids=str)
def test_a_template_holds_no_raw_text_script_or_style(path: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", (TEMPLATES / path).read_text(encoding="utf-8"), flags=re.DOTALL)
    source = re.sub(r"\{%.*?%\}", "", source, flags=re.DOTALL)
    markup = re.sub(r"\{\{.*?\}\}", "VALUE", source, flags=re.DOTALL)
    forbidden = {
        "a style in the page": r"<style\b|\sstyle=",
        "a script in the page": r"<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:",
        "an unquoted attribute": r"<[^>]*\s[a-z-]+=VALUE",
    }

    assert [name for name, pattern in forbidden.items() if re.search(pattern, markup)] == []
    assert re.search(r"\|\s*safe\b|autoescape\s+false|Markup\(", source) is None


def is_word(item: tuple[Any, Any]) -> bool:
    """Tell whether a table's line gives words in the reader's language to a member of an enum."""
    key, words = item
    return isinstance(key, enum.Enum) and isinstance(words, LazyString)


def tables_of_labels() -> Iterator[tuple[str, Mapping[enum.Enum, Any]]]:
    """Yield every table of words by its name: those whose keys are members of one enum."""
    for module in modules("labels"):
        for name, value in vars(module).items():
            if isinstance(value, Mapping) and value and all(map(is_word, value.items())):
                yield f"{module.__name__}.{name}", value


@pytest.mark.parametrize(
    ("name", "table"), [pytest.param(name, table, id=name) for name, table in tables_of_labels()]
)
def test_a_table_of_words_has_them_for_its_whole_enum_in_both_languages(
    bare_app: Flask, name: str, table: Mapping[enum.Enum, Any]
) -> None:
    kinds = {type(key) for key in table}
    said: dict[str, dict[enum.Enum, str]] = {}
    for language in LANGUAGES:
        with bare_app.test_request_context(), force_locale(language):
            said[language] = {key: str(words) for key, words in table.items()}

    assert len(kinds) == 1
    assert set(table) == set(next(iter(kinds))) or name in CHOSEN
    assert all(words for words in said["en"].values())
    assert [key for key, words in said["lv"].items() if words == said["en"][key] and words not in SAME] == []


CHOSEN = {"pilot.cohort.labels.INVITED_ROLES"}  # a choice on purpose: the roles that are given by invitation
SAME: frozenset[str] = frozenset({"SDK-2022", "Latviešu", "English", "M", "15 000–50 000"})


def test_the_menu_leads_into_every_area(bare_app: Flask) -> None:
    endpoints = {entry.endpoint for entry in navigation.ENTRIES}

    assert {endpoint.partition(".")[0] for endpoint in endpoints} >= set(AREAS)
    assert endpoints <= set(bare_app.view_functions)


@pytest.mark.parametrize(
    "path", ["/accessibility", "/nowhere", "/static/kopdarbs.css", "/static/nothing.css", "/pilots/x"]
)
def test_every_answer_carries_the_headers(bare_app: Flask, path: str) -> None:
    with bare_app.test_client().get(path) as response:
        headers = response.headers

    assert {name: headers.get(name) for name in ALWAYS} == dict(ALWAYS)
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.fixture(scope="module")
def stage(app: Flask) -> Iterator[Stage]:
    with on_stage(app) as found:
        yield found


def test_reading_writes_nothing(stage: Stage) -> None:
    before = fingerprint(stage.connection)
    asked = [
        (address, visitor.get(address).status_code)
        for address in addresses(stage)
        for visitor in stage.visitors.values()
    ]

    assert fingerprint(stage.connection) == before
    assert [(address, status) for address, status in asked if status >= 500] == []
    assert len(asked) >= len(stage.visitors) * len(READ)


def addresses(stage: Stage) -> list[str]:
    """Return the address of every page that is read, with the own thing of each kind, and the open pages."""
    read = [stage.address(endpoint, "GET", stage.thing(endpoint, "GET")) for endpoint in READ]
    return [*read, "/sign-in", "/password/forgotten", "/accessibility", "/privacy/"]
