"""What a page offers to send: its forms with their fields, read off the page as a browser reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib

TYPED = frozenset({"text", "email", "tel", "search", "number", "password", "date", "time", "month", "url"})


@dataclass(frozen=True)
class Control:
    """A field of a form: its name, its kind, what it can be given and what it holds now."""

    name: str
    kind: str
    options: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    numeric: bool = False
    required: bool = False

    @property
    def is_typed(self) -> bool:
        return self.kind in TYPED or self.kind == "textarea"


@dataclass(frozen=True)
class PageForm:
    """A form of a page: where it goes, how, and what it holds."""

    action: str
    method: str
    controls: tuple[Control, ...]

    def values(self) -> dict[str, list[str]]:
        """Return what the form would send as it stands."""
        return {control.name: list(control.value) for control in self.controls if control.value}

    def has(self, name: str) -> bool:
        return any(control.name == name for control in self.controls)


def forms_of(page: str, *, at: str) -> list[PageForm]:
    """Return the forms of a page that lies at an address."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    found = []
    for form in document.iter("form"):
        action = urlsplit(urljoin(f"http://localhost{at}", form.get("action") or at))
        target = action.path + (f"?{action.query}" if action.query else "")
        found.append(PageForm(target, (form.get("method") or "get").upper(), tuple(_controls(form))))
    return found


def form_at(page: str, address: str) -> PageForm | None:
    """Return the form of a page that is sent to the page's own address."""
    own = [form for form in forms_of(page, at=address) if form.method == "POST" and form.action == address]
    return max(own, key=lambda form: len(form.controls), default=None)


def links_of(page: str) -> set[str]:
    """Return the addresses of our own pages that a page leads to."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    hrefs = (anchor.get("href") or "" for anchor in document.iter("a"))
    return {href.partition("#")[0] for href in hrefs if href.startswith("/")}


def _controls(form: Any) -> Iterator[Control]:
    grouped: dict[str, Control] = {}
    for element in form.iter():
        name = element.get("name")
        if not name or element.get("disabled") is not None:
            continue
        kind = element.get("type", "text") if element.tag == "input" else element.tag
        if kind in {"checkbox", "radio"}:
            grouped[name] = _joined(grouped.get(name), element, kind)
        elif element.tag == "select":
            yield _selection(element)
        elif element.tag == "textarea":
            yield Control(name, "textarea", value=("".join(element.itertext()).removeprefix("\n"),))
        elif element.tag == "input":
            yield Control(
                name,
                kind,
                value=(element.get("value", ""),),
                numeric=element.get("inputmode") in {"numeric", "decimal"} or kind == "number",
                required=element.get("required") is not None,
            )
        elif element.tag == "button" and element.get("value"):
            grouped[name] = _joined(grouped.get(name), element, "button")
    yield from grouped.values()


def _joined(known: Control | None, element: Any, kind: str) -> Control:
    known = known or Control(element.get("name"), kind)
    value = element.get("value", "on")
    chosen = (value,) if element.get("checked") is not None else ()
    return Control(known.name, kind, (*known.options, value), (*known.value, *chosen))


def _selection(element: Any) -> Control:
    options = list(element.iter("option"))
    values = tuple(option.get("value", "".join(option.itertext())) for option in options)
    chosen = tuple(
        value for value, option in zip(values, options, strict=True) if option.get("selected") is not None
    )
    if element.get("multiple") is not None:
        return Control(element.get("name"), "many", values, chosen)
    return Control(element.get("name"), "select", values, chosen or values[:1])
