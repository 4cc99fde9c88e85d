"""How delicate a datum is, why it is kept and how long."""

from enum import StrEnum


class DataClass(StrEnum):
    """The classes of QUALITY 2.1; D5, data of clients, must not exist and so has no member."""

    PUBLIC = "public"
    INTERNAL = "internal"
    WORK = "work"
    DELICATE = "delicate"
    OUTSIDE = "outside"
    SECRET = "secret"  # noqa: S105 - the name of a class


class Purpose(StrEnum):
    REGISTER = "register"
    RECRUITING = "recruiting"
    TRAINING = "training"
    MENTORING = "mentoring"
    COMMUNITY = "community"
    ACCOUNTS = "accounts"
    ACCOUNTABILITY = "accountability"
    OPERATION = "operation"


class Retention(StrEnum):
    """How long a table's rows are kept."""

    FOR_GOOD = "for_good"
    PILOT = "pilot"
    RECRUITING = "recruiting"
    MENTORING = "mentoring"
    OUTSIDE = "outside"
    ACCOUNT = "account"
    SHORT = "short"
