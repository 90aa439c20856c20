"""Keyed hashes of what identifies a sender: network address, network, email address."""

import hmac
import ipaddress

from flask import current_app


def sender_hashes(address: str | None) -> tuple[str | None, str | None]:
    """Return keyed hashes of a network address and its network (/24, /48); None for no address.

    An IPv6 address is taken as its /64, which is one household's: each device has many.
    """
    try:
        ip = ipaddress.ip_address((address or "").split("%")[0])
    except ValueError:
        return None, None
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    sender = str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))
    network = ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False)
    return _keyed_hash(sender), _keyed_hash(str(network))


def email_hash(email: str) -> str:
    """Return the keyed hash of an email address, in any case."""
    return _keyed_hash(email.strip().lower(), "email")


def _keyed_hash(text: str, purpose: str = "sender") -> str:
    key = current_app.config["SECRET_KEY"]
    return hmac.new(f"{purpose}:{key}".encode(), text.encode(), "sha256").hexdigest()
