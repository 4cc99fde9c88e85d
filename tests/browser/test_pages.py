"""Every page in both languages at two widths: accessible, whole, without English in Latvian (L1, R19)."""

import json
import re
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from playwright.sync_api import Page, ViewportSize

import config
from tests.browser.conftest import DESK, PHONE, Street, Visit

pytestmark = pytest.mark.browser

PEOPLE = ("", "koordinatore", "mentore", "dalibniece", "vaditaja", "lektore", "noverotaja")
NARROWEST = 320
ENGLISH = re.compile(r"\b(?:the|and|your|with|from|this)\b", re.IGNORECASE)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|20\d\d-\d\d|(?<=/pilots/)[A-Z0-9-]+")
LEAST = 60
FOUND = 200


def shape(path: str) -> str:
    """Return which kind of page an address opens: the address without its ids and months."""
    return IDS.sub("…", path.partition("?")[0])


@dataclass
class Map:
    """One address of every kind of page, with somebody who may open it, and the links that lead nowhere."""

    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)

    def walk(self, visit: Visit, who: str, starts: tuple[str, ...]) -> None:
        """Follow every link to a kind of page that this person has not met yet; files have a type."""
        waiting, met = [(path, "the start") for path in starts], set[str]()
        while waiting:
            path, source = waiting.pop(0)
            if shape(path) in met or path.startswith("/static"):
                continue
            met.add(shape(path))
            if (status := visit.open(path)) != FOUND:
                self.dead.append(f"{who} meets {status} at {path}, linked from {source}")
                continue
            self.pages.setdefault(f"{who} {path}" if path == "/" else shape(path), (who, path))
            links = visit.page.eval_on_selector_all(
                "a[href^='/']:not([type])", "all => all.map(a => a.getAttribute('href'))"
            )
            waiting += [(link.partition("#")[0], path) for link in links]


@pytest.fixture(scope="module")
def map_of_pages(street: Street) -> Map:
    found = Map()
    for who in PEOPLE:
        starts = ("/",) if who else ("/sign-in", "/password/forgotten", "/accessibility", "/privacy/")
        found.walk(street.visit(who, scripts=False), who, starts)
    return found


def test_no_link_leads_where_its_reader_may_not_go(map_of_pages: Map) -> None:
    assert map_of_pages.dead == []


def faults(visit: Visit) -> list[str]:
    """Return what axe finds on a page."""
    results = Axe().run(visit.page, options={"resultTypes": ["violations"], **RULES})
    return [
        f"{found['id']}: {node['target']} {node.get('failureSummary', '')[:160]}"
        for found in results.response["violations"]
        for node in found["nodes"][:2]
    ]


def overflows(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def english_left(visit: Visit, msgids: frozenset[str]) -> list[str]:
    """Return English that a Latvian page shows."""
    texts: list[str] = visit.page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
            while (walker.nextNode()) {
                const node = walker.currentNode;
                const skipped = node.parentElement.closest('[lang=en], script, style, textarea');
                if (!skipped) found.push(node.data.trim());
            }
            return found.filter(Boolean);
        }"""
    )
    return [text for text in texts if text in msgids or ENGLISH.search(text)]


NAMED_IN_ITSELF = frozenset({"English"})
"""Languages that the choice of a language names in themselves."""


@pytest.fixture(scope="module")
def msgids() -> frozenset[str]:
    """Return the English texts that are something else in Latvian."""
    with (config.ROOT / "translations/lv/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file)
    singles = [message for message in catalogue if isinstance(message.id, str) and message.id]
    latvian = {message.string for message in singles}
    return frozenset(
        str(message.id)
        for message in singles
        if message.string and message.id not in latvian and message.id not in NAMED_IN_ITSELF
    )


@pytest.mark.parametrize(
    ("language", "size"), [("lv", PHONE), ("lv", DESK), ("en", PHONE), ("en", DESK)], ids=str
)
def test_every_page_is_accessible_and_whole(
    street: Street, map_of_pages: Map, msgids: frozenset[str], language: str, size: ViewportSize
) -> None:
    found: list[str] = []
    visits: dict[str, Visit] = {}

    for name, (who, path) in map_of_pages.pages.items():
        if who not in visits:
            visits[who] = street.visit(who, language=language, size=size)
        visit = visits[who]
        if not who and language == "en":
            continue
        visit.open(path)
        if who:
            spoken = visit.page.evaluate("document.documentElement.lang")
            found += [f"{name}: in {spoken}, not in {language}"] * (spoken != language)
        found += [f"{name}: {fault}" for fault in faults(visit)]
        found += [f"{name}: {overflows(visit.page)} px too wide"] * (overflows(visit.page) > 0)
        if language == "lv":
            found += [f"{name}: in English: {text[:80]}" for text in english_left(visit, msgids)]
        if size == PHONE:
            visit.page.set_viewport_size(ViewportSize(width=NARROWEST, height=844))
            found += [f"{name}: {overflows(visit.page)} px too wide at 320"] * (overflows(visit.page) > 0)
            visit.page.set_viewport_size(PHONE)
    found += [trouble for visit in visits.values() for trouble in visit.troubles]

    print(json.dumps({"pages": len(map_of_pages.pages), "language": language, "width": size["width"]}))  # noqa: T201
    assert not found, "\n".join(found)
    assert len(map_of_pages.pages) >= LEAST
