"""Stored values of accounts."""

from enum import StrEnum


class Locale(StrEnum):
    LV = "lv"
    EN = "en"


class GrammaticalGender(StrEnum):
    """Only for wording; nobody has to say."""

    FEMININE = "feminine"
    MASCULINE = "masculine"
    UNSPECIFIED = "unspecified"


class UserState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    CLOSED = "closed"


class LinkPurpose(StrEnum):
    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of a purpose, not a password


class PasswordProblem(StrEnum):
    """Why a new password is refused."""

    SHORT = "short"
    LONG = "long"
    REPEATED = "repeated"
    OWN = "own"
    KEYBOARD = "keyboard"
    COMMON = "common"
