"""Stored values of matching mentors and participants."""

from enum import StrEnum


class Language(StrEnum):
    """A language in which people can work together."""

    LATVIAN = "lv"
    RUSSIAN = "ru"
    ENGLISH = "en"


class WishKind(StrEnum):
    """What somebody says of another person: one of three places, rather not, or that they lead them."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    AVOIDED = "avoided"
    MANAGED = "managed"


RANKED = (WishKind.FIRST, WishKind.SECOND, WishKind.THIRD)
