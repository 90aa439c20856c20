"""The addresses that the station connects to when people name them: public, or allowed ones."""

import socket
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
UNICAST = ip_network("2000::/3")  # all of IPv6 that is given out to the internet
TRANSLATED = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


def is_reachable(address: Address, allowed: Iterable[Network]) -> bool:
    """Return True for a public unicast address, or one in an `allowed` network.

    An IPv6 address that holds IPv4 addresses counts as those.
    """
    if any(address in network for network in allowed):
        return True
    inside = _inside(address)
    if inside:
        return all(is_reachable(one, allowed) for one in inside)
    if isinstance(address, IPv6Address):
        return address in UNICAST and address.is_global
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inside(address: Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that an IPv6 address holds (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, IPv4Address):
        return ()
    if address in TRANSLATED:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    found = address.ipv4_mapped or address.sixtofour
    return (found,) if found else address.teredo or ()


def address_in(host: str) -> Address | None:
    """Return the address that `host` is, however it is written; None for a name."""
    if host.rstrip(".").lower().split(".")[-1] == "localhost":
        return IPv4Address("127.0.0.1")  # RFC 6761
    with suppress(ValueError):
        return ip_address(host.strip("[]").split("%")[0])
    with suppress(OSError, ValueError):
        return IPv4Address(socket.inet_aton(host))  # 2130706433, 0x7f.1
    return None
