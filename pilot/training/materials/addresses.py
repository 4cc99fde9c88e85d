"""Ask whether a link answers, without ever asking a machine that only this network can reach."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum
from urllib.parse import SplitResult, quote, urljoin, urlsplit

MOST_REDIRECTS = 5
WAIT_SECONDS, WHOLE_SECONDS = 5.0, 15.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})
UNDECIDED = frozenset({401, 403, 405, 406, 408, 416, 429})
FIRST_ERROR = 400
PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
KEPT_SIGNS = "/%:@!$&'()*+,;=?~-._"
Allowed = Callable[[str], bool]


class Answer(Enum):
    """What came back; sites that want a sign-in or refuse programs are there all the same."""

    OK = "ok"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"


def is_public(address: str) -> bool:
    """Say whether an address belongs to the open internet, also where IPv6 wraps an IPv4 address."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if found.sixtofour or found.teredo or found in NAT64:
            return False
    return found.is_global and not found.is_multicast


def ask(link: str, *, allowed: Allowed = is_public) -> Answer:
    """Follow a link to its end and say what answers; every address on the way has to be allowed.

    A name is resolved once for each step and the connection goes to the very addresses that were checked, so
    that a name that changes its mind between the check and the call leads nowhere else.
    """
    for _step in range(MOST_REDIRECTS + 1):
        try:
            found = _ask_once(urlsplit(link), allowed)
            if isinstance(found, Answer):
                return found
            link = urljoin(link, found)
        except (OSError, http.client.HTTPException):
            return Answer.UNREACHABLE
        except ValueError:
            return Answer.BROKEN
    return Answer.BROKEN


def _ask_once(parts: SplitResult, allowed: Allowed) -> Answer | str:
    """Return the answer of one address, or where it redirects to.

    :raises ValueError: the address is malformed.
    """
    if parts.scheme not in PORTS or not parts.hostname:
        return Answer.BROKEN
    port = parts.port or PORTS[parts.scheme]
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    places = [str(each[4][0]) for each in found]
    if not all(allowed(place) for place in places):
        return Answer.BROKEN
    connection = _connection(parts, port, places)
    watch = threading.Timer(WHOLE_SECONDS, connection.cut)
    watch.start()
    try:
        connection.request("GET", _target(parts), headers={"User-Agent": "Kopdarbs", "Range": "bytes=0-0"})
        return _judged(connection.getresponse())
    finally:
        watch.cancel()
        connection.close()


def _target(parts: SplitResult) -> str:
    path = quote(parts.path, safe=KEPT_SIGNS) or "/"
    return f"{path}?{quote(parts.query, safe=KEPT_SIGNS)}" if parts.query else path


def _judged(response: http.client.HTTPResponse) -> Answer | str:
    elsewhere = response.getheader("Location")
    if response.status in REDIRECTS and elsewhere:
        return elsewhere
    is_there = response.status < FIRST_ERROR or response.status in UNDECIDED
    return Answer.OK if is_there else Answer.BROKEN


class _Pinned(http.client.HTTPConnection):
    """A connection to the addresses that were checked, whatever the name leads to now."""

    def __init__(self, host: str, port: int, places: Sequence[str], context: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=WAIT_SECONDS)
        self.places, self.context = places, context
        self.default_port = PORTS["https" if context else "http"]  # else the name is sent with its usual port

    def connect(self) -> None:
        plain = self._reach()
        self.sock = self.context.wrap_socket(plain, server_hostname=self.host) if self.context else plain

    def _reach(self) -> socket.socket:
        for place in self.places:
            with suppress(OSError):
                return socket.create_connection((place, self.port), WAIT_SECONDS)
        raise ConnectionRefusedError

    def cut(self) -> None:
        """End a conversation that takes too long, from another thread."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _connection(parts: SplitResult, port: int, places: Sequence[str]) -> _Pinned:
    context = ssl.create_default_context() if parts.scheme == "https" else None
    return _Pinned(str(parts.hostname), port, places, context)
