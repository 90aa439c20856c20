"""A whole practice course by keyboard, before two real MPDs: nothing of the studio on air moves."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from blueprints.core.extensions import db
from blueprints.studio.jingles import put_jingle
from tests.browser.desk import Desk
from tests.player.real_mpd import RealMPD
from tests.processes import start_command
from tests.studio.conftest import TONES, add_tracks

pytestmark = pytest.mark.xdist_group("browser")

ON_AIR = {
    "snapshot": "", "play": "", "credit": "", "gap": "", "log_edit": "",
    "mpd_state": "WHERE studio = 'air'", "queue_edit": "WHERE studio = 'air'",
    "studio_desk": "WHERE studio = 'air'",
}  # fmt: skip
HEARD = {"heard_at", "valid_until", "read_at", "last_at"}  # they move whenever MPD answers


@pytest.fixture
def mpds(tmp_path, free_port, tones):
    """Two MPDs that play, over the same six tones: on air, and in practice."""
    found = {}
    for name in ("air", "practice"):
        found[name] = mpd = RealMPD(tmp_path / name, free_port())
        for file in TONES:
            os.link(tones / file, mpd.folder / "music" / file)
        mpd.start().add("tone 1.wav", "tone 2.wav", "tone 3.wav")
        with mpd.client() as client:
            client.play()
    yield found
    for mpd in found.values():
        mpd.end()


@pytest.fixture
def station(mpds, make_station, tmp_path):
    """The station over both, with its watcher and its worker."""
    settings = {"RADIO_MPD_HOST": "127.0.0.1", "RADIO_MPD_PORT": mpds["air"].port,
                "RADIO_PRACTICE_MPD_HOST": "127.0.0.1",
                "RADIO_PRACTICE_MPD_PORT": mpds["practice"].port}  # fmt: skip
    station = make_station(**settings)
    add_tracks(station.app)
    with station.app.app_context():
        put_jingle("1", "tone 6.wav")
        db.session.commit()
    environment = {name: str(value) for name, value in settings.items()}
    environment |= os.environ | {"RADIO_INSTANCE": station.app.instance_path}
    commands = ("player", "watch"), ("work",)
    log = tmp_path / "processes"
    started = [start_command(*one, environment=environment, log=log) for one in commands]
    yield station
    for process in started:
        process.kill()
        process.join(10)
    assert "Traceback" not in log.read_text()


@pytest.fixture
def on_air(station, mpds):
    """`on_air()`: all that the studio on air is, in MPD, in the database, and to the public."""

    def dump():
        with mpds["air"].client() as mpd:
            told = {"status": mpd.status(), "queue": mpd.playlistinfo()}
        database = Path(station.app.instance_path) / "aerial.sqlite3"
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            for table, which in ON_AIR.items():
                rows = connection.execute(f"SELECT * FROM {table} {which} ORDER BY 1, 2")  # noqa: S608 - names of ours
                told[table] = [{k: row[k] for k in row.keys() if k not in HEARD} for row in rows]  # noqa: SIM118 - a Row
        public = station.app.test_client().get("/current-track.json")
        return told | {"public": (public.data, public.headers["ETag"])}

    return dump


def open_console(staff, page, key, path):
    """Open a console for one of the cast, and wait for what its MPD has."""
    staff.sign_in(page.context, key)
    page.goto(staff.station.url + path)
    expect(page.locator("[data-part=title]").first).to_be_attached()
    expect(page.locator("[data-panel=queue] tbody tr")).to_have_count(2)


def pause(mpd, station):
    """Pause what is on air, once the watcher has logged it; wait until the public can see that."""
    with mpd.client() as client:
        client.pause(1)
    public = station.app.test_client()
    for _ in range(200):
        if public.get("/current-track.json").json["state"] == "paused":
            return
        time.sleep(0.05)
    raise RuntimeError("the watcher does not see that MPD is paused")


def press(page, *keys):
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def skip(page):
    press(page, "d")
    expect(page.locator("#desk-holder")).to_have_text("You have the desk")
    press(page, "n", "n")


def add(page):
    press(page, "/")
    page.keyboard.type("tone 5")
    expect(page.locator("[data-panel=library] [data-row]")).to_have_count(1)
    press(page, "ArrowDown", "Enter")


def move(page):
    press(page, "j", "j", "Shift+ArrowUp")


def spin(page):
    press(page, "i")
    page.keyboard.type("Anna – Dew (Tin)")
    press(page, "Enter")
    expect(page.locator("[data-panel=open_row]")).to_contain_text("Anna – Dew")
    press(page, "Escape")


def talk(page):
    press(page, "t")
    expect(page.locator("[data-panel=open_row]")).to_contain_text("Talk break")
    press(page, "b")
    expect(page.locator("[data-panel=open_row]")).to_be_hidden()


def mistake_undone(page):
    rows = page.locator("[data-panel=queue] tbody tr")
    count = rows.count()
    press(page, "j", "Delete")
    expect(rows).to_have_count(count - 1)
    press(page, "u")
    expect(rows).to_have_count(count)


def jingle(page):
    press(page, "1")


STEPS = {
    "Skip a track": skip, "Add a track": add, "Move a track": move, "Log a spin": spin,
    "Start a talk break": talk, "Undo a mistake": mistake_undone, "Add a jingle": jingle,
}  # fmt: skip


def test_a_whole_course_leaves_what_is_on_air_as_it_was(mpds, station, on_air, page, open_page):
    staff = Desk(station)
    open_console(staff, page, "dj", "/studio/")
    expect(page.locator("[data-panel=now] [data-part=title]")).to_have_text("Tone 1")
    pause(mpds["air"], station)
    expect(page.locator(".lamp")).to_have_text("Paused")
    before = on_air()
    open_console(staff, page, "dj", "/studio/practice/")
    course = page.locator("[data-panel=course]")
    for count, (title, does) in enumerate(STEPS.items(), 1):
        does(page)
        expect(course.locator("li[data-done] b", has_text=title)).to_be_visible()
        expect(course.locator("[data-part=progress]")).to_have_text(f"{count} of 8 done")

    others = open_page()
    staff.sign_in(others.context, "other_dj")
    others.goto(station.url + "/studio/practice/")
    expect(others.locator("#desk-holder")).to_have_text("Dana Deck has the desk")
    press(others, "d")
    expect(others.locator("#desk-holder")).to_have_text("You have the desk")
    expect(course.get_by_text("All tasks done.")).to_be_visible()
    expect(page.locator("header [data-refusal]")).to_contain_text("Dov Dial took the desk")

    assert on_air() == before
    assert all(before[table] for table in ("play", "mpd_state", "snapshot", "credit"))
    admins = open_page()
    staff.sign_in(admins.context, "admin")
    admins.goto(station.url + "/studio/practice/people")
    expect(admins.locator("tr", has_text="Dana Deck").get_by_label("done")).to_have_count(8)
