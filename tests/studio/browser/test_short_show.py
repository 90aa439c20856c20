"""A short show by keyboard alone, with a real MPD and a watcher: a track, a spin, a talk break.

(A long one, with everything that can go wrong: tests/performance/studio_show.py.)
"""

import os
import re
import time

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player.models import Play
from tests.browser.desk import Desk
from tests.processes import start_command
from tests.studio.conftest import add_tracks, mpd, tones  # noqa: F401 - fixtures

SLACK = 0.5  # seconds: of MPD's own clock
ASKS = """([state, headline]) => {
    dispatchEvent(new Event('online'));
    const part = (name) => document.querySelector(`.onair [data-track=${name}]`);
    const said = part('headline').textContent.trim();
    return part('lamp').dataset.state === state && [said, null].includes(headline);
}"""

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def station(make_station, mpd):  # noqa: F811 - the fixture
    """The station over that MPD, its tracks known."""
    found = make_station(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=mpd.port)
    add_tracks(found.app)
    return found


@pytest.fixture
def watcher(station, mpd, page, tmp_path):  # noqa: F811 - the fixture
    """The station's watcher, begun once the DJ is signed in: the cast is written in one go."""
    Desk(station).sign_in(page.context, "dj")
    settings = {"RADIO_INSTANCE": station.app.instance_path, "RADIO_MPD_HOST": "127.0.0.1",
                "RADIO_MPD_PORT": str(mpd.port)}  # fmt: skip
    environment, log = os.environ | settings, tmp_path / "watch.log"
    process = start_command("player", "watch", environment=environment, log=log)
    yield process
    process.kill()
    process.join()


@pytest.fixture
def listener(open_page, station):
    """`listener(state, headline)`: wait until that is what somebody reads at the front page."""
    page = open_page()
    page.goto(station.url)

    def reads(state, headline=None):
        page.wait_for_function(ASKS, arg=[state, headline], polling=200)

    return reads


def test_the_log_tells_what_was_heard(station, watcher, mpd, page, listener):  # noqa: F811
    page.goto(f"{station.url}/studio/")
    page.locator("body[data-ready]").wait_for()
    expect(page.get_by_text(re.compile(r"answered .+ s ago"))).to_be_visible()
    keys, heard = page.keyboard, {}

    def press(key, what, *shown):
        before = time.time()
        keys.press(key)
        listener(*shown)
        heard[what] = before - SLACK, time.time()

    keys.press("d")
    expect(page.get_by_text("You have the desk").first).to_be_visible()
    keys.press("/")
    expect(
        page.locator("[data-panel=library]").get_by_text("6 results", exact=True)
    ).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator("[data-panel=queue] tr[data-id]")).to_have_count(1)
    keys.press("j")
    press(" ", "Tone 1", "playing", "Tone 1")
    keys.press("i")
    keys.type("Quay Dogs – Ropes")
    press("Enter", "Ropes", "spin", "Ropes")
    expect(page.get_by_text("Logged: Quay Dogs – Ropes")).to_be_visible()
    keys.press("Escape")
    press("t", "", "talk")
    press("b", "back", "playing", "Tone 1")
    with mpd.client() as client:
        assert client.currentsong()["title"] == "Tone 1"
    with station.app.app_context():
        rows = db.session.scalars(select(Play).order_by(Play.started_at)).all()
        log = [(row.source, row.title, row.how) for row in rows]
        told = {row.title: row.started_at.timestamp() for row in rows}
        told["back"] = rows[-1].ended_at.timestamp()
    assert log == [
        ("mpd", "Tone 1", None),
        ("spin", "Ropes", "stopped"),
        ("talk", "", "stopped"),
    ]
    for what, (since, until) in heard.items():
        assert since <= told[what] <= until, what
