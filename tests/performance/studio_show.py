"""A show by keyboard alone: what was heard, JSON, public page, log, console. python -m …studio_show

An evening of two hours in three minutes: tracks of eight to ten seconds, and the shortest cap that
a station can set for a forgotten spin. Beside a real MPD, the station's web server, its watcher and
its worker there are two DJs' browsers and a listener's. heard.py says what was heard.
"""

import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright
from sqlalchemy import func, select

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.player.models import LogEdit, Play, Track
from blueprints.studio.models import JingleSlot
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.performance.heard import Account
from tests.performance.processes import free_port, running, until
from tests.performance.show_keyboard import Keyboard
from tests.performance.show_steps import FILES, IDENT, MISSPELT, RIGHT, Show
from tests.performance.show_views import Views, log_differences
from tests.performance.station import Station
from tests.player.real_mpd import RealMPD
from tests.staff import sign_in, write_cast

SETTINGS = {"spin_cap": 1, "talk_cap": 30, "studio_release": 60}


class Process:
    """A process of the station that can be killed and begun again."""

    def __init__(self, station, name):
        self._station, self._name, self._stack = station, name, ExitStack()
        self.begin()

    def begin(self):
        station = self._station
        made = running(station.command(self._name), station.settings, station.folder)
        self._process = self._stack.enter_context(made)

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def end(self):
        self._stack.close()


def main():
    """Run the show; print a table of its steps; return 0 if all agree."""
    with tempfile.TemporaryDirectory(prefix="aerial-show-") as folder, ExitStack() as stack:
        mpd = RealMPD(Path(folder) / "mpd", free_port())
        for number, file in enumerate(FILES):
            mpd.tone(file, 8 + number % 3, title=f"Tone {number}", artist=f"Artist {number}")
        mpd.tone(IDENT, 6, title="Station ident", artist="Aerial")
        mpd.start()
        stack.callback(mpd.end)
        mpd.add()
        with mpd.client() as client:
            client.consume(1)
        (Path(folder) / "station").mkdir()
        station = Station(
            Path(folder) / "station",
            RADIO_MPD_HOST="127.0.0.1",
            RADIO_MPD_PORT=str(mpd.port),
            RADIO_PAGE_CACHE_SECONDS="1",
        )
        return shown(station, mpd, stack)


def shown(station, mpd, stack):
    users = write_cast(station.app)
    with station.app.app_context():
        begin_write()
        keep_settings(SETTINGS)
        db.session.add(JingleSlot(key="1", file=IDENT))
        db.session.commit()
    processes = {name: Process(station, name) for name in ("watch", "work", "web")}
    for process in processes.values():
        stack.callback(process.end)
    until(station._answers, "the web server")
    until(lambda: count_of(station, Track) == len(FILES) + 1, "the library")
    account = Account(mpd.port)
    stack.callback(account.end)
    show = opened(station, mpd, account, users, processes["watch"], stack)
    try:
        show.run()
    finally:
        show.views.print()
    return judged(show)


def opened(station, mpd, account, users, watcher, stack):
    """The browsers of two DJs and a listener, ready for the show."""
    browser = stack.enter_context(sync_playwright()).chromium.launch(
        executable_path=CHROMIUM, args=list(ARGUMENTS)
    )
    djs = []
    for who in ("dj", "other_dj"):
        cookie = sign_in(station.app, users[who]).get_cookie("session").value
        djs.append(Keyboard(browser, station, cookie))
    views = Views(browser, station, account, djs[0].page)
    stack.callback(views.end)
    return Show(station, mpd, account, *djs, views, watcher)


def count_of(station, model):
    with station.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def judged(show):
    """Judge what is left when the show is over."""
    views, account, station = show.views, show.account, show.station
    wrong = log_differences(station, account)
    for line in wrong:
        print("   ", line)
    show.check(f"the log's {len(account.entries)} rows are those of the account", not wrong)
    for name, lines in views.strays().items():
        for line in lines[:8]:
            print("   ", line)
        show.check(f"{name}: nothing that was not heard just then", not lines)
    with station.app.app_context():
        salt = db.session.scalar(select(Play).where(Play.title == "Salt"))
        ledger = db.session.scalars(
            select(LogEdit).where(LogEdit.play_id == salt.id).order_by(LogEdit.id)
        ).all()
        told = [(edit.what, (edit.after or {}).get("artist")) for edit in ledger]
    kept = [("started", MISSPELT), ("corrected", RIGHT), ("ended", RIGHT)]
    show.check(f"the ledger keeps what was first: {told}", told == kept)
    print(f"Tab was pressed {show.dana.tabs} times; the mouse never")
    return 1 if show.failures else 0


if __name__ == "__main__":
    sys.exit(main())
