"""The networks that the station connects to when people name them."""

from ipaddress import ip_address, ip_network

import pytest

from blueprints.core.outbound import is_reachable


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("8.8.8.8", True), ("2606:4700::1", True), ("2002:808:808::", True),
     ("64:ff9b::808:808", True), ("64:ff9b::a00:1", False), ("2001:0:7f00:1::", False)],
)  # fmt: skip
def test_public_addresses_are_reachable(address, allowed):
    assert is_reachable(ip_address(address), ()) is allowed
    assert is_reachable(ip_address("10.1.2.3"), [ip_network("10.1.0.0/16")])
    assert is_reachable(ip_address("::ffff:10.1.2.3"), [ip_network("10.1.0.0/16")])
