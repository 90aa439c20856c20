"""Titles on their way to Icecast: what it is asked, how its failures are told; and a real one."""

import json
import re
import sys
import time
from base64 import b64decode
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player import title_sender
from blueprints.player.icecast import IcecastWatch
from blueprints.player.manual import Entry
from blueprints.player.title_models import TitleNotice
from blueprints.player.title_sender import TitleSender, send_title
from tests.core.loopback_server import Server, after_that, answered, moved, slowly
from tests.player.by_hand import Hand
from tests.player.helpers import eventually, is_on_air
from tests.player.real_icecast import RealIcecast
from tests.player.real_mpd import RealMPD
from tests.staff import write_cast

TAKEN = (
    b"<?xml version='1.0'?><iceresponse><message>Metadata update successful</message></iceresponse>"
)
SHOUT = """
audio_output {{
    type "shout"
    name "air"
    host "127.0.0.1"
    port "{port}"
    mount "/live"
    user "source"
    password "hackme"
    encoder "lame"
    bitrate "128"
    format "44100:16:2"
    always_on "yes"
}}
"""


@pytest.fixture
def server():
    found = Server()
    yield found
    found.close()


@pytest.fixture
def station(make_app, server):
    """`station(*paths)`: a station that sends titles to these paths of the server."""

    def make(*paths):
        addresses = " ".join(f"{server.url}{path}" for path in paths)
        return make_app(RADIO_ICECAST_METADATA_URL=addresses, RADIO_ICECAST_PASSWORD="häckme")

    return make


@pytest.fixture
def failure(station):
    """What is said after a title was sent to /."""

    def send():
        app = station("/")
        with app.test_request_context():
            return send_title("Größe", app.config)

    return send


def test_each_mount_is_told_the_title(station, server):
    app = station("/admin/metadata?mount=/live", "/admin/metadata?mount=/low")
    server.says["/admin/metadata"] = answered(TAKEN)
    with app.test_request_context():
        assert send_title("The Slipways - Größe & 日本", app.config) == ""
    heads = [head for head, _ in server.requests]
    asked = [parse_qs(urlsplit(head.split()[1]).query) for head in heads]
    assert [query["mount"] for query in asked] == [["/live"], ["/low"]]
    assert asked[0]["song"] == ["The Slipways - Größe & 日本"]
    assert (asked[0]["mode"], asked[0]["charset"]) == (["updinfo"], ["UTF-8"])
    who = re.search(r"Authorization: Basic (\S+)", heads[0])[1]
    assert b64decode(who).decode() == "source:häckme"


REFUSED = b"<iceresponse><message>Mountpoint will not accept URL updates</message></iceresponse>"


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (answered(b"You need to authenticate", "401 No"), "refused the user name or password"),
        (answered(b"<b>400 - Source does not exist</b>", "400 Bad"), "Source does not exist"),
        (answered(REFUSED), "answered: Mountpoint will not accept URL updates"),
        (answered(b"<iceresponse><return>0</return></iceresponse>"), "answered"),
        (answered(status="503 Busy"), "answered: 503"),
        (moved("http://127.0.0.1:1/"), "answered: 302"),
        ([b"ICY 200 OK\r\n\r\n"], "cannot be reached"),
        ([b""], "cannot be reached"),
    ],
)
def test_a_refusal_is_told_in_words(failure, server, says, words):
    server.says["/"] = says
    assert words in failure()


@pytest.mark.parametrize(
    "says", [lambda: slowly(b"", 30), lambda: after_that(b"HTTP/1.1 200 OK\r\n", slowly(b"A"))]
)
def test_a_slow_icecast_is_left(failure, server, monkeypatch, says):
    monkeypatch.setattr(title_sender, "TIMEOUT", 0.3)
    server.says["/"] = says()
    assert "took too long" in failure()


def test_an_icecast_that_is_away_is_told_and_tried_again(make_app, free_port, cast):
    app = make_app(RADIO_ICECAST_METADATA_URL=f"http://127.0.0.1:{free_port()}/")
    Hand(app, cast["dj"]).starts()
    TitleSender(app, IcecastWatch("")).step()
    with app.app_context():
        row = db.session.scalar(select(TitleNotice))
    assert "cannot be reached" in row.failure
    assert row.due_at > row.created_at
    assert row.sent_at is None


def test_a_source_that_connects_again_gets_the_title_again(station, server, cast, traveller):
    app, icecast = station("/"), IcecastWatch(f"{server.url}/status")
    server.says["/"] = answered(TAKEN)
    Hand(app, cast["dj"]).starts()
    sender = TitleSender(app, icecast)
    for source in ({"source": {}}, {"source": {}}, {}, {"source": {}}):
        server.says["/status"] = answered(json.dumps({"icestats": source}).encode())
        icecast.ask()
        sender.step()
        traveller.shift(2)
        sender.step()
    titles = [head for head, _ in server.requests if "song=" in head]
    assert len(titles) == 2
    assert "Ropes" in titles[1]


@pytest.fixture
def icecast(tmp_path_factory, free_port):
    """A real Icecast. Its folder is one that others may read."""
    folder = tmp_path_factory.mktemp("icecast")
    found = RealIcecast(folder / "etc", free_port())
    yield found
    found.close()


@pytest.fixture
def told(icecast, monkeypatch):
    """`told(*mounts)`: the station's processes send titles to these mounts of the Icecast."""

    def to(*mounts):
        monkeypatch.setenv("RADIO_ICECAST_METADATA_URL", icecast.metadata_of(*mounts))
        monkeypatch.setenv("RADIO_ICECAST_PASSWORD", "hackme")

    return to


def seconds_until_shown(icecast, mount, title, since):
    eventually(lambda: icecast.title_of(mount) == title, 20, f"{mount} shows {title}")
    return time.monotonic() - since


def test_a_real_icecast_shows_the_title_soon_after_the_press(watch_port, free_port, icecast, told):
    told("/live", "/utf8")
    icecast.source("/live")
    icecast.source("/utf8")
    start = watch_port(free_port())
    hand = Hand(start.app, write_cast(start.app)["dj"])
    start(sees_mpd=False)
    for title, mounts in (("Größe", ("/live", "/utf8")), ("日本", ("/utf8",))):
        pressed = time.monotonic()
        hand.starts(Entry("spin", title, "Söhne"))
        for mount in mounts:
            took = seconds_until_shown(icecast, mount, f"Söhne - {title}", pressed)
            sys.stdout.write(f"{mount} shows {title} {took:.2f} s after the press\n")
    icecast.end()
    hand.starts("talk", title="News")
    eventually(lambda: "title not sent" in start.log.read_text(), 10)
    icecast.start()
    icecast.source("/live")
    icecast.source("/utf8")
    seconds_until_shown(icecast, "/live", "News", pressed)


def test_mpds_own_title_never_stays_over_an_open_spin(
    watch_port, free_port, tmp_path, icecast, told
):
    told("/live")
    mpd = RealMPD(tmp_path / "shouting", free_port())
    with mpd.configuration.open("a") as file:
        file.write(SHOUT.format(port=icecast.port))
    for name in ("One", "Two"):
        mpd.tone(f"{name}.wav", 60, title=name, artist="Patience")
    mpd.start()
    try:
        start = watch_port(mpd.port)
        hand = Hand(start.app, write_cast(start.app)["dj"])
        start()
        mpd.add("One.wav", "Two.wav")
        with mpd.client() as client:
            client.play()
        eventually(lambda: is_on_air(start.app, "One"))
        seconds_until_shown(icecast, "/live", "Patience - One", 0)
        pressed = time.monotonic()
        hand.starts()
        took = seconds_until_shown(icecast, "/live", "The Slipways - Ropes", pressed)
        sys.stdout.write(f"/live shows the spin {took:.2f} s after the press\n")
        with mpd.client() as client:
            client.next()
        seen, until = [], time.monotonic() + 4
        while time.monotonic() < until:
            title = icecast.title_of("/live")
            if title not in seen[-1:]:
                seen.append(title)
            time.sleep(0.05)
        sys.stdout.write(f"after MPD's next track: {seen}\n")
        assert seen[-1] == "The Slipways - Ropes"
        hand.ends()
        seconds_until_shown(icecast, "/live", "Patience - Two", 0)
    finally:
        mpd.end()
