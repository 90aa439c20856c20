"""What is typed at the desk outlives the browser, the network and the web server."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.editor.working_copies import WorkingCopy
from blueprints.news.desk_models import Revision
from blueprints.news.models import Story
from tests.browser.desk import Desk

pytestmark = pytest.mark.xdist_group("browser")

ROOT = Path(__file__).parents[2]
MOST_LOST = 5_000  # ms of typing
HEADLINE = "Fog over the outer harbour"


class Served:
    """The station's own web server, in processes that can be killed."""

    def __init__(self, app, port):
        self.app, self.url, self._port = app, f"http://127.0.0.1:{port}", port
        self._process = None

    def start(self):
        """Start it; return when it answers."""
        here = {"RADIO_INSTANCE": self.app.instance_path, "RADIO_URL": self.url}
        command = "--interface wsgi --factory app:create_app --host 127.0.0.1 --workers 1 --port"
        granian = Path(sys.executable).parent / "granian"
        self._process = subprocess.Popen(
            [granian, *command.split(), str(self._port)],
            cwd=ROOT,
            env=os.environ | here,
            start_new_session=True,
        )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                return urlopen(f"{self.url}/healthz", timeout=1).close()
            except (URLError, OSError):
                time.sleep(0.1)
        raise TimeoutError("the web server does not answer")

    def kill(self):
        """SIGKILL to all of it."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


@pytest.fixture
def served(make_app, free_port):
    """A station behind its real web server."""
    port = free_port()
    station = Served(make_app(RADIO_URL=f"http://127.0.0.1:{port}"), port)
    station.start()
    yield station
    station.kill()


def copies(app):
    """Return what the station keeps of unsaved writing."""
    with app.app_context():
        return [copy.fields for copy in db.session.scalars(select(WorkingCopy))]


def test_what_was_typed_outlives_the_browser(desk, open_page):
    page = open_page()
    writing = desk.open_editor(page)
    page.get_by_label("Headline").fill(HEADLINE)
    writing.text.click()
    page.keyboard.type("The boats stay in.")
    expect(writing.saved).to_contain_text("Autosaved at", timeout=MOST_LOST)
    page.context.close()
    again = open_page()
    desk.sign_in(again.context)
    again.goto(f"{desk.station.url}/desk/")
    again.get_by_role("link", name=HEADLINE).click()
    expect(again.locator("div[role=textbox]")).to_contain_text("The boats stay in.")
    with desk.station.app.app_context():
        assert db.session.scalar(select(Story).where(Story.headline == HEADLINE)) is None
        assert db.session.scalars(select(Revision)).all() == []


def test_a_web_server_that_is_killed_while_one_types_loses_nothing(served, open_page, amiss):
    amiss.forgiven += ["Failed to load resource"]
    desk = Desk(served)
    page = open_page()
    writing = desk.open_editor(page)
    page.get_by_label("Headline").fill(HEADLINE)
    expect(writing.saved).to_contain_text("Autosaved at", timeout=MOST_LOST)
    writing.text.click()
    page.keyboard.type("The boats ")
    served.kill()
    page.keyboard.type("stay in. ")
    expect(writing.saved).to_contain_text("Autosaved in this browser", timeout=MOST_LOST)
    page.keyboard.type("The ferry waits.")
    served.start()
    expect(writing.saved).to_contain_text("Autosaved at", timeout=30_000)
    (kept,) = copies(served.app)
    assert kept["headline"] == HEADLINE
    assert kept["body"] == "<p>The boats stay in. The ferry waits.</p>"


def test_without_a_network_the_browser_keeps_what_is_typed(desk, open_page, amiss):
    amiss.forgiven += ["Failed to load resource"]
    page = open_page()
    writing = desk.open_editor(page)
    page.context.set_offline(True)
    page.get_by_label("Headline").fill(HEADLINE)
    expect(writing.saved).to_contain_text("Autosaved in this browser", timeout=MOST_LOST)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(writing.saved).to_contain_text("Autosaved at", timeout=MOST_LOST)
    (kept,) = copies(desk.station.app)
    assert kept["headline"] == HEADLINE


def test_signed_out_while_typing_nothing_is_lost(desk, open_page, amiss):
    amiss.forgiven += ["Failed to load resource"]
    page = open_page()
    writing = desk.open_editor(page)
    page.context.clear_cookies()
    page.get_by_label("Headline").fill(HEADLINE)
    expect(writing.saved).to_contain_text("Signed out", timeout=MOST_LOST)
    desk.sign_in(page.context)
    page.reload()
    page.get_by_role("button", name="Restore unsaved changes").click()
    expect(page.get_by_label("Headline")).to_have_value(HEADLINE)
    expect(writing.saved).to_contain_text("Autosaved at", timeout=MOST_LOST)
    (kept,) = copies(desk.station.app)
    assert kept["headline"] == HEADLINE
