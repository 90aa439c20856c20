"""Readers of settings' values: each returns the valid value or raises ValueError.

(zone() may raise KeyError or OSError, database_address() ImportError or ArgumentError.)
"""

import re
from collections.abc import Callable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import make_url
from werkzeug.urls import iri_to_uri


def text(value: Any) -> str:
    """Return text without control characters."""
    if not isinstance(value, str) or re.search(r"[\x00-\x1f\x7f]", value):
        raise ValueError
    return value.strip()


def web_address(value: Any) -> str:
    """Return an absolute http or https address, or ""; in ASCII, as headers carry it."""
    address = iri_to_uri(text(value))
    parts = urlsplit(address)
    a_host = re.fullmatch(r"[\w.:-]+", parts.hostname or "", re.ASCII)
    if address and (parts.scheme not in ("http", "https") or not a_host or parts.username):
        raise ValueError
    _ = parts.port  # raises ValueError when it is no port
    return address


def web_addresses(value: Any) -> tuple[str, ...]:
    """Return web addresses, separated by spaces or commas."""
    given = re.split(r"[\s,]+", text(value)) if isinstance(value, str) else value
    return tuple(web_address(address) for address in given if address)


def user_name(value: Any) -> str:
    """Return a name for HTTP's basic authentication, which has no colon (RFC 7617)."""
    if ":" in text(value):
        raise ValueError
    return text(value)


def mail_address(value: Any) -> str:
    """Return an email address, or ""."""
    address = text(value)
    if address and not re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+", address):
        raise ValueError
    return address


def site_address(value: Any) -> str:
    """Return a web address without path, query or fragment: the site is at the root of its host."""
    address = web_address(value)
    parts = urlsplit(address)
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError
    return address


def database_address(value: Any) -> str:
    """Return the address of a database whose driver is installed, or ""."""
    address = text(value)
    if address:
        make_url(address).get_dialect().import_dbapi()
    return address


def zone(value: Any) -> str:
    """Return the name of a time zone that this machine (or tzdata) knows."""
    ZoneInfo(text(value))
    return text(value)


def between(lowest: float, highest: float) -> Callable[[Any], float]:
    """Return a reader of numbers from `lowest` to `highest`."""

    def read(value: Any) -> float:
        number = float(value)
        if not lowest <= number <= highest:
            raise ValueError
        return number

    return read


def whole(lowest: int, highest: int) -> Callable[[Any], int]:
    """Return a reader of whole numbers from `lowest` to `highest`."""

    def read(value: Any) -> int:
        number = int(str(value))
        if not lowest <= number <= highest:
            raise ValueError
        return number

    return read


def one_of(*words: str) -> Callable[[Any], str]:
    """Return a reader of one word among `words`, in any case."""

    def read(value: Any) -> str:
        word = text(value).upper()
        if word not in words:
            raise ValueError
        return word

    return read


def words(value: Any) -> tuple[str, ...]:
    """Return words or phrases, separated by commas."""
    given = text(value).split(",") if isinstance(value, str) else map(text, value)
    return tuple(filter(None, map(str.strip, given)))


def networks(value: Any) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return networks in CIDR notation, separated by commas."""
    return tuple(ip_network(network) for network in words(value))


def yes_or_no(value: Any) -> bool:
    """Return True for yes, False for no."""
    return value if isinstance(value, bool) else one_of("YES", "NO")(value) == "YES"


def play_kinds(value: Any) -> dict[str, tuple[str, ...]]:
    """Return each kind of play that is not music, with its folders (ending in "/") and genres."""
    given = value.items() if isinstance(value, dict) else _parted(text(value))
    kinds = {}
    for kind, marks in given:
        if kind not in ("jingle", "spot", "speech") or isinstance(marks, str):
            raise ValueError
        kinds[kind] = tuple(filter(None, map(text, marks)))
    return kinds


def _parted(kinds: str) -> Iterator[tuple[str, list[str]]]:
    for part in filter(None, map(str.strip, kinds.split(";"))):
        kind, equals, marks = part.partition("=")
        if not equals:
            raise ValueError
        yield kind.strip(), marks.split(",")


port = whole(1, 65535)


def port_or_none(value: Any) -> int | None:
    """Return a port, or None for the usual one."""
    return None if value in (None, "") else port(value)
