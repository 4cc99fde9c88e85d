"""Small signs that stand before a word: states, directions and the mark of the product."""

from collections.abc import Mapping
from functools import cache

from markupsafe import Markup

_ICONS: Mapping[str, str] = {
    "ok": '<path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 5.2-4.2 4.9a.9.9 0 0 1-1.3.05L4 9.1l1.2-1.2 1.5'
    ' 1.4 3.6-4.2z" fill="currentColor"/>',
    "warn": '<path d="M8 1.2 15.4 14.4H.6z" fill="none" stroke="currentColor" stroke-width="1.7"'
    ' stroke-linejoin="round"/><path d="M8 6v4M8 11.6v1.2" stroke="currentColor" stroke-width="1.7"/>',
    "danger": '<path d="M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2z" fill="none" stroke="currentColor"'
    ' stroke-width="1.7"/><path d="M8 4v5M8 10.6v1.6" stroke="currentColor" stroke-width="1.9"/>',
    "info": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.7"/>'
    '<path d="M8 7v5M8 4v1.6" stroke="currentColor" stroke-width="1.9"/>',
    "half": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.7"/>'
    '<path d="M8 1.6a6.4 6.4 0 0 1 0 12.8z" fill="currentColor"/>',
    "plan": '<circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.7"'
    ' stroke-dasharray="2.4 2"/>',
    "short": '<path d="M8 2v9M4 7.5 8 11.5l4-4M3 14h10" fill="none" stroke="currentColor"'
    ' stroke-width="1.9"/>',
    "none": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.7"/>',
    "unknown": '<path d="M4.5 5.5a3.5 3.5 0 1 1 5 3.2C8.4 9.2 8 9.8 8 11M8 12.6v1.8" fill="none"'
    ' stroke="currentColor" stroke-width="1.9"/>',
    "off": '<path d="M1 1l14 14M3.5 6.2A7 7 0 0 1 8 4.6c1 0 2 .2 2.9.6M1 3.9A10 10 0 0 1 3 2.7M5.7 9.1A3.9'
    ' 3.9 0 0 1 8 8.3M15 4.4a10 10 0 0 0-7-2.9" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<circle cx="8" cy="12.4" r="1.5" fill="currentColor"/>',
    "user": '<circle cx="8" cy="5" r="3.2" fill="currentColor"/><path d="M1.8 14.6a6.2 6.2 0 0 1 12.4 0z"'
    ' fill="currentColor"/>',
    "menu": '<path d="M1.5 3.5h13M1.5 8h13M1.5 12.5h13" stroke="currentColor" stroke-width="2"/>',
    "left": '<path d="M10.5 2.5 5 8l5.5 5.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "right": '<path d="M5.5 2.5 11 8l-5.5 5.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "up": '<path d="M8 13.5v-11M3.5 7 8 2.5 12.5 7" fill="none" stroke="currentColor" stroke-width="2"/>',
    "down": '<path d="M8 2.5v11M3.5 9 8 13.5 12.5 9" fill="none" stroke="currentColor" stroke-width="2"/>',
    "plus": '<path d="M8 2v12M2 8h12" stroke="currentColor" stroke-width="2.2"/>',
    "brand": '<path d="M8 1.5v13M8 14.5 2 7V3.5L5 6.5M8 14.5 14 7V3.5l-3 3M8 8.5 4 4M8 8.5 12 4"'
    ' fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="square"/>',
}

_FRAME = Markup('<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>')


@cache
def icon(name: str) -> Markup:
    """Draw a sign, silent for screen readers because a word always stands beside it.

    :raises KeyError: when there is no sign of that name.
    """
    return _FRAME.format(Markup(_ICONS[name]))  # noqa: S704 - only our own constants reach it
