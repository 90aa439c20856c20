"""Whether a request was sent from a page of ours: what its `Origin` says."""

import pytest

from blueprints.core.http import is_foreign_origin

PUBLIC_HOST = "https://radio.example"
LOOPBACK = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("address", "asked", "origin"),
    [
        (PUBLIC_HOST, PUBLIC_HOST, None),
        (PUBLIC_HOST, PUBLIC_HOST, PUBLIC_HOST),
        (PUBLIC_HOST, PUBLIC_HOST, "https://radio.example:443"),
        (PUBLIC_HOST, PUBLIC_HOST, "HTTPS://RADIO.example"),
        ("https://radio.example:443", PUBLIC_HOST, PUBLIC_HOST),
        (PUBLIC_HOST, "http://10.0.0.7:8000", PUBLIC_HOST),
        (PUBLIC_HOST, "http://10.0.0.7:8000", "http://10.0.0.7:8000"),
        ("https://радио.example", LOOPBACK, "https://xn--80aimyg.example"),
        (LOOPBACK, LOOPBACK, "http://localhost:8000"),
        (LOOPBACK, "http://localhost:8000", LOOPBACK),
        (LOOPBACK, LOOPBACK, "http://[::1]:8000"),
        ("http://localhost:8000", LOOPBACK, LOOPBACK),
        ("http://[2001:db8::1]:8000", LOOPBACK, "http://[2001:DB8::1]:8000"),
    ],
)
def test_what_our_own_pages_send_is_not_foreign(make_app, address, asked, origin):
    assert not is_foreign(make_app(RADIO_URL=address), asked, origin)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://radio.example",
        "https://radio.example:8443",
        "https://radio.example.evil.example",
        "https://evil.example/https://radio.example",
        "https://radio.example@evil.example",
        "https://evilradio.example",
        "https://www.radio.example",
        "radio.example",
        "//radio.example",
        "javascript:alert(1)",
        "https://",
        "https://[::1",
        "https://radio.example:port",
        "https://radio.example:99999",
        "https://radio.example, https://evil.example",
        "https://127.0.0.1",
        "https://localhost",
        "file://",
    ],
)
@pytest.mark.parametrize("asked", [PUBLIC_HOST, LOOPBACK])
def test_what_another_sites_page_sends_is_foreign(make_app, asked, origin):
    assert is_foreign(make_app(RADIO_URL=PUBLIC_HOST), asked, origin)


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8001", "http://localhost", "https://localhost:8000",
               "http://127.0.0.2:8000", "http://localhost.evil.example:8000"]
)  # fmt: skip
def test_another_service_of_the_same_machine_is_foreign(make_app, origin):
    assert is_foreign(make_app(RADIO_URL=LOOPBACK), LOOPBACK, origin)


def is_foreign(app, asked, origin):
    headers = {} if origin is None else {"Origin": origin}
    with app.test_request_context(base_url=asked, headers=headers):
        return is_foreign_origin()
