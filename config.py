"""Settings: one frozen record read from the environment; unsafe ones refuse to start."""

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
MINIMUM_SECRET_BYTES = 32
MINIMUM_SECRET_VARIETY = 16
KNOWN_DEFAULTS = frozenset({"dev", "secret", "changeme", "change-me", "secret-key", "you-will-never-guess"})
DEMONSTRATION_DAY = dt.date(2023, 2, 14)
EXIT_BROKEN_SETTING = 2


class Environment(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class MailSecurity(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class SettingsError(Exception):
    """The environment holds a setting with which the application must not start."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    security: MailSecurity = MailSecurity.STARTTLS


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations."""

    environment: Environment
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    proxy_count: int = 0
    port: int = 8000
    mail_from: str = "kopdarbs@localhost"
    mail_server: MailServer | None = None
    demo_today: dt.date | None = None

    @property
    def secure(self) -> bool:
        """Tell whether pages travel over HTTPS, so that cookies may be Secure."""
        return self.base_url.startswith("https://")

    @property
    def demonstration(self) -> bool:
        return self.environment is Environment.DEMO

    def for_flask(self) -> dict[str, object]:
        """Return the settings under the names that Flask and its extensions read."""
        return {
            "ROOT": str(ROOT),
            "SETTINGS": self,
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "TRUSTED_HOSTS": list(self.trusted_hosts),
            "MAX_CONTENT_LENGTH": 22_000_000,
            "MAX_FORM_MEMORY_SIZE": 500_000,
            "MAX_FORM_PARTS": 1000,
            "SESSION_COOKIE_NAME": "__Host-session" if self.secure else "session",
            "SESSION_COOKIE_SECURE": self.secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_PATH": "/",
            "SESSION_REFRESH_EACH_REQUEST": False,
            "SESSION_PROTECTION": None,
            "WTF_CSRF_TIME_LIMIT": None,
        }


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Read the settings of this installation.

    :raises SettingsError: a value is missing, malformed or unsafe; the message is one line without secrets.
    """
    environment = _environment(environ)
    production = environment is Environment.PRODUCTION
    secret_key = _secret(environ, "SECRET_KEY")
    if not production and not secret_key:
        secret_key = secrets.token_hex(32)
    settings = Settings(
        environment=environment,
        secret_key=secret_key,
        database_url=_database_url(environ),
        base_url=environ.get(
            "BASE_URL", "" if production else f"http://127.0.0.1:{_number(environ, 'PORT', 8000)}"
        ),
        trusted_hosts=_words(environ.get("TRUSTED_HOSTS", "" if production else "127.0.0.1 localhost [::1]")),
        proxy_count=_number(environ, "PROXY_COUNT", 0),
        port=_number(environ, "PORT", 8000),
        mail_from=environ.get("MAIL_FROM", "kopdarbs@localhost"),
        mail_server=_mail_server(environ),
        demo_today=_demo_today(environ, environment),
    )
    if production:
        _refuse_unsafe(settings, environ)
    return settings


def _refuse_unsafe(settings: Settings, environ: Mapping[str, str]) -> None:
    """Refuse the settings that QUALITY S20 names and that can be judged without a database."""
    _refuse_weak_key(settings)
    for switch in ("FLASK_DEBUG", "DEBUG", "TESTING", "LOGIN_DISABLED"):
        if environ.get(switch, "").casefold() not in {"", "0", "false"}:
            _refuse(f"{switch} is switched on", f"ir ieslēgts {switch}")
    if environ.get("WTF_CSRF_ENABLED", "1").casefold() in {"0", "false"}:
        _refuse("WTF_CSRF_ENABLED is switched off", "ir izslēgts WTF_CSRF_ENABLED")
    _refuse_wrong_address(settings)
    if "PROXY_COUNT" not in environ:
        _refuse("PROXY_COUNT is not set (0 without a proxy)", "nav norādīts PROXY_COUNT")
    if settings.mail_server and settings.mail_server.security is MailSecurity.NONE:
        _refuse("SMTP_SECURITY must be starttls or tls", "SMTP_SECURITY jābūt starttls vai tls")
    if settings.demo_today:
        _refuse("DEMO_TODAY belongs to the demonstration", "DEMO_TODAY der tikai demonstrācijai")


def _refuse_weak_key(settings: Settings) -> None:
    key = settings.secret_key
    if not key:
        _refuse("SECRET_KEY is not set", "nav norādīts SECRET_KEY")
    if key.casefold() in KNOWN_DEFAULTS:
        _refuse("SECRET_KEY is a known default", "SECRET_KEY ir vispārzināma vērtība")
    if len(key.encode()) < MINIMUM_SECRET_BYTES or len(set(key)) < MINIMUM_SECRET_VARIETY:
        _refuse(
            "SECRET_KEY needs 32 bytes and 16 different characters",
            "SECRET_KEY vajag 32 baitus un 16 dažādas zīmes",
        )
    if settings.mail_server and key == settings.mail_server.password:
        _refuse("SECRET_KEY equals SMTP_PASSWORD", "SECRET_KEY sakrīt ar SMTP_PASSWORD")


def _refuse_wrong_address(settings: Settings) -> None:
    if not settings.trusted_hosts:
        _refuse("TRUSTED_HOSTS is not set", "nav norādīts TRUSTED_HOSTS")
    base = urlsplit(settings.base_url)
    if base.scheme != "https" or not base.hostname:
        _refuse("BASE_URL must begin with https://", "BASE_URL jāsākas ar https://")
    if base.hostname not in settings.trusted_hosts:
        _refuse("the host of BASE_URL is not in TRUSTED_HOSTS", "BASE_URL saimnieka nav TRUSTED_HOSTS")


def _refuse(english: str, latvian: str) -> NoReturn:
    message = f"Kopdarbs: {english}. / {latvian}."
    raise SettingsError(message)


def _secret(environ: Mapping[str, str], name: str) -> str:
    """Read a secret from the variable itself or from the file that NAME_FILE points to."""
    path = environ.get(f"{name}_FILE")
    if not path:
        return environ.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError:
        _refuse(f"the file of {name}_FILE cannot be read", f"nevar nolasīt {name}_FILE datni")


def _environment(environ: Mapping[str, str]) -> Environment:
    text = environ.get("KOPDARBS_ENV", Environment.PRODUCTION)
    if text not in set(Environment):
        _refuse(
            "KOPDARBS_ENV must be production, demo or test", "KOPDARBS_ENV jābūt production, demo vai test"
        )
    return Environment(text)


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and int(text) < 2**16):
        _refuse(f"{name} must be a whole number", f"{name} jābūt veselam skaitlim")
    return int(text)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _database_url(environ: Mapping[str, str]) -> str:
    day = _demo_today(environ, _environment(environ))
    name = f"demo-{day}.db" if day else "kopdarbs.db"
    url = _secret(environ, "DATABASE_URL") or f"sqlite:///{ROOT / 'var' / name}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        _refuse("DATABASE_URL must be sqlite or postgresql", "DATABASE_URL jābūt sqlite vai postgresql")
    return url


def _mail_server(environ: Mapping[str, str]) -> MailServer | None:
    host = environ.get("SMTP_HOST", "")
    if not host:
        return None
    security = environ.get("SMTP_SECURITY", MailSecurity.STARTTLS)
    if security not in set(MailSecurity):
        _refuse("SMTP_SECURITY must be starttls, tls or none", "SMTP_SECURITY jābūt starttls, tls vai none")
    return MailServer(
        host=host,
        port=_number(environ, "SMTP_PORT", 587),
        user=environ.get("SMTP_USER", ""),
        password=_secret(environ, "SMTP_PASSWORD"),
        security=MailSecurity(security),
    )


def _demo_today(environ: Mapping[str, str], environment: Environment) -> dt.date | None:
    text = environ.get("DEMO_TODAY", "")
    if not text:
        return DEMONSTRATION_DAY if environment is Environment.DEMO else None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        _refuse("DEMO_TODAY must be a day like 2023-02-14", "DEMO_TODAY jābūt dienai, piemēram, 2023-02-14")
