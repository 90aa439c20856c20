"""Passkeys, in Chromium with an authenticator of its own."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (  # noqa: F401 - the browser's own fixtures
    base_url,
    browser_context_args,
    browser_type_launch_args,
)
from tests.browser.station import Station
from tests.staff import PASSWORD, write_cast

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def site(make_app, free_port):
    """The address of a station on a host with a name."""
    port = free_port()
    app = make_app(RADIO_URL=f"http://localhost:{port}")
    write_cast(app)
    station = Station(app, port)
    yield f"http://localhost:{port}"
    station.close()


@pytest.fixture
def hold(page):
    """`hold("internal")`: takes up another device that keeps passkeys and knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    held = []

    def take_up(transport):
        for device in held:
            session.send("WebAuthn.removeVirtualAuthenticator", device)
        options = {"protocol": "ctap2", "transport": transport, "hasResidentKey": True,
                   "hasUserVerification": True, "isUserVerified": True,
                   "automaticPresenceSimulation": True}  # fmt: skip
        held[:] = [session.send("WebAuthn.addVirtualAuthenticator", {"options": options})]

    return take_up


def sign_in(page, site):
    page.goto(f"{site}/account/sign-in")
    page.get_by_label("Your email address").fill("edda@station.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add(page, site, name, when):
    page.goto(f"{site}/account/passkeys")
    page.get_by_label("Name of the passkey").fill(name)
    page.get_by_label(when).check()
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_text(f"Passkey {name} added.")).to_be_visible()


def test_a_passkey_in_place_of_the_password_and_one_after_it(page, site, hold):
    blocked = []
    page.on("console", lambda message: message.type == "error" and blocked.append(message.text))
    sign_in(page, site)
    expect(page).to_have_url(f"{site}/desk/")
    hold("internal")
    add(page, site, "telephone", "Instead of my password")
    page.get_by_role("button", name="Sign out").click()

    page.goto(f"{site}/account/sign-in?next=/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()

    page.goto(f"{site}/account/passkeys")
    page.get_by_label("Name of the passkey").fill("the same device")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("status")).to_contain_text("already has one of your passkeys")
    hold("usb")
    add(page, site, "key ring", "After my password")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, site)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{site}/desk/")

    page.goto(f"{site}/account/verify?next=/account/passkeys")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Passkeys")).to_be_visible()
    page.get_by_role("button", name="Remove telephone").click()
    expect(page.get_by_text("Passkey telephone removed.")).to_be_visible()
    assert blocked == []
