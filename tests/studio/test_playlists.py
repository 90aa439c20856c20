"""Saved playlists, in a real MPD: list, tracks, make, append, delete, export."""

import threading

import pytest

from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.studio import playlists
from blueprints.studio.refusals import Refusal
from blueprints.studio.studios import on_air
from tests.player.fake_mpd import CLOSE
from tests.staff import sign_in, write_cast
from tests.studio.dj import DJ
from tests.studio.test_queue import ledger

ONE, TWO, THREE = "tone 1.wav", "tone 2.wav", "tone 3.wav"
STREAM = "https://relay.example/live.mp3"


@pytest.fixture
def streams(station):
    """The station lists one stream."""
    with station.test_request_context():
        begin_write()
        keep_settings({"streams": [{"title": "Relay", "url": STREAM}]})
        db.session.commit()


def saved(mpd):
    """The saved playlists in MPD, with what is in them."""
    with mpd.client() as client:
        names = [row["playlist"] for row in client.listplaylists()]
        return {name: client.listplaylist(name) for name in names}


def rows(dj, name):
    answer = dj.client.get("/studio/playlists/tracks.json", query_string={"name": name})
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()["rows"]


def make(dj, name, *files):
    return dj.post("playlists", name=name, **{"from": "files"}, files=list(files))


def refused(answer, status):
    """The words of a refusal."""
    assert answer.status_code == status, answer.data
    return answer.get_json()["error"]


def test_playlists_are_made_of_tracks_and_listed(other_dj, mpd, station, streams):
    answer = make(other_dj, " Näxt – one ", TWO, ONE, STREAM, TWO)
    assert answer.get_json() == {"name": "Näxt – one", "missing": []}
    make(other_dj, "Ab", ONE)
    assert saved(mpd) == {"Näxt – one": [TWO, ONE, STREAM, TWO], "Ab": [ONE]}
    listed = other_dj.client.get("/studio/playlists.json").get_json()["rows"]
    assert [(row["name"], row["tracks"]) for row in listed] == [("Ab", 1), ("Näxt – one", 4)]
    assert listed[0]["modified_at"].startswith("20")
    assert ledger(station)[0] == ("saved", "saved “Näxt – one”", "Dov Dial")
    shown = rows(other_dj, "Näxt – one")
    assert [(row["title"], row["duration"], row["is_stream"]) for row in shown] == [
        ("Tone 2", 30.0, False), ("Tone 1", 30.0, False), ("Relay", None, True),
        ("Tone 2", 30.0, False),
    ]  # fmt: skip


def test_the_queue_is_saved(dj, mpd):
    words = refused(dj.post("playlists", name="Now", **{"from": "queue"}), 422)
    assert words == "The queue is empty."
    dj.adds(ONE, TWO)
    assert dj.post("playlists", name="Now", **{"from": "queue"}).status_code == 200
    assert saved(mpd) == {"Now": [ONE, TWO]}
    words = refused(dj.post("playlists", name="Now", **{"from": "queue"}), 409)
    assert words == "There is already a playlist named “Now”."


def test_tracks_are_appended_and_a_new_name_is_made(other_dj, mpd):
    first = other_dj.post("playlists/tracks", name="Mine", files=[ONE]).get_json()
    assert first == {"name": "Mine", "added": 1, "missing": [], "is_new": True}
    again = other_dj.post("playlists/tracks", name="Mine", files=[THREE, ONE]).get_json()
    assert (again["added"], again["is_new"]) == (2, False)
    assert saved(mpd) == {"Mine": [ONE, THREE, ONE]}
    assert refused(other_dj.post("playlists/tracks", name=".new", files=[ONE]), 422)


def test_a_name_that_is_taken_is_refused_and_nothing_is_left_behind(other_dj, mpd):
    make(other_dj, "Mine", ONE)
    assert refused(make(other_dj, "Mine", TWO), 409)
    assert saved(mpd) == {"Mine": [ONE]}


def test_what_mpd_does_not_have_is_left_out_and_said(other_dj, mpd):
    (mpd.folder / "music" / TWO).unlink()
    mpd.add()
    assert make(other_dj, "Mine", ONE, TWO, THREE, TWO).get_json()["missing"] == [TWO, TWO]
    assert saved(mpd) == {"Mine": [ONE, THREE]}
    assert refused(make(other_dj, "None", TWO), 422) == "MPD has none of these tracks."
    assert saved(mpd) == {"Mine": [ONE, THREE]}


def test_one_is_deleted_for_all(djs, mpd, station):
    make(djs["dj"], "Mine", ONE)
    assert djs["other_dj"].delete("playlists?name=Mine").get_json() == {"name": "Mine"}
    assert saved(mpd) == {}
    assert refused(djs["dj"].delete("playlists?name=Mine"), 404) == "This no longer exists."
    assert ledger(station)[-1][:2] == ("deleted", "deleted the playlist “Mine”")


def test_only_saved_playlists_are_opened(dj, mpd):
    (mpd.folder / "music" / "hidden.m3u").write_text("tone 1.wav\n")
    mpd.add()
    dj.adds(THREE)
    for name in ("hidden.m3u", "http://127.0.0.1:9/x.m3u", "../mpd", "a/b", "", "\ud800", "nope"):
        query = {"name": name.encode("utf-8", "replace").decode()}
        answer = dj.client.get("/studio/playlists/tracks.json", query_string=query)
        assert answer.status_code == 404
        loaded = dj.post("queue/playlists", name=name, mode="append")
        assert loaded.status_code in (404, 422), loaded.data
        assert dj.delete(f"playlists?name={query['name']}").status_code == 404
    assert [row["title"] for row in dj.look()["queue"]["rows"]] == ["Tone 3"]


def test_names_and_contents_that_others_wrote_are_only_text(other_dj, mpd):
    name = "<b>\u202e“x” & \\..’; clear" + "y" * 100
    folder = mpd.folder / "playlists"
    (folder / f"{name}.m3u").write_text("<script>.mp3\n../../etc/passwd\nhttp://evil.example/x\n")
    (folder / "empty.m3u").write_text("")
    listed = other_dj.client.get("/studio/playlists.json").get_json()["rows"]
    assert [(row["name"], row["tracks"]) for row in listed] == [(name, 3), ("empty", 0)]
    shown = rows(other_dj, name)
    assert [row["is_known"] for row in shown] == [False, False, False]
    assert [row["title"] for row in shown] == ["<script>", "passwd", "http://evil.example/x"]
    for format_ in ("m3u", "xspf"):
        query = {"name": name, "format": format_}
        answer = other_dj.client.get("/studio/playlists/export", query_string=query)
        assert answer.status_code == 200
        assert "\n" not in answer.headers["Content-Disposition"]
    assert (
        other_dj.client.delete("/studio/playlists", query_string={"name": name}).status_code == 200
    )
    assert list(saved(mpd)) == ["empty"]


def test_export(other_dj, streams):
    make(other_dj, "Nächt", ONE, STREAM)
    export = "/studio/playlists/export?name=Nächt&format="
    m3u = other_dj.client.get(export + "m3u")
    assert m3u.headers["Content-Type"] == "audio/x-mpegurl; charset=utf-8"
    assert "attachment" in m3u.headers["Content-Disposition"]
    assert "N%C3%A4cht.m3u8" in m3u.headers["Content-Disposition"]
    assert m3u.text == (
        f"#EXTM3U\n#EXTINF:30,Amber Choir - Tone 1\n{ONE}\n#EXTINF:-1,Relay\n{STREAM}\n"
    )
    xspf = other_dj.client.get(export + "xspf")
    assert xspf.mimetype == "application/xspf+xml"
    assert "<location>tone%201.wav</location><title>Tone 1</title>" in xspf.text
    assert refused(other_dj.client.get(export + "pls"), 422)
    assert refused(other_dj.client.get("/studio/playlists/export?name=no&format=m3u"), 404)


WRONG_NAMES = [
    "", "  ", "\u200b", ".hidden", "a/b", "a\\b", "a\nb", "a\0b", "a\x1fb", "a\u2028b", "\ud800",
    "x" * 81, "x" * 5000, "語" * 80 + "語", "🎵" * 80, None, 7, ["x"], {"a": 1}, True,
]  # fmt: skip


def test_names_that_cannot_be_one_are_refused_before_mpd_is_asked(as_staff):
    dj = DJ(as_staff("dj"))
    for name in WRONG_NAMES:
        answer = dj.post("playlists", name=name, **{"from": "queue"})
        assert answer.status_code == 422, name
        assert answer.get_json()["error"].count("name") == 1, name


WRONG_BODIES = [
    {}, {"name": "x"}, {"name": "x", "from": "nowhere"}, {"name": "x", "from": "files"},
    {"name": "x", "from": "files", "files": []}, {"name": "x", "from": "files", "files": "a.mp3"},
    {"name": "x", "from": "files", "files": [7]}, {"name": "x", "from": "files", "files": [""]},
    {"name": "x", "from": "files", "files": ["http://evil.example/"]},
    {"name": "x", "from": "files", "files": ["../../etc/passwd"]},
    {"name": "x", "from": "files", "files": ["tone 1.wav\nclear"]},
    {"name": "x", "from": "files", "files": ["\ud800"]},
    {"name": "x", "from": "files", "files": ["a.mp3"] * 5000},
]  # fmt: skip


def test_wrong_requests_are_refused_in_words(as_staff):
    dj = DJ(as_staff("dj"))
    for body in WRONG_BODIES:
        assert refused(dj.post("playlists", **body), 422)
        assert dj.post("playlists/tracks", **body).status_code in (404, 422)
    for path in ("playlists", "playlists/tracks"):
        for text in ("", "[]", "{", "null", '"x"'):
            answer = dj.client.post(f"/studio/{path}", data=text, content_type="application/json")
            assert answer.status_code in (404, 422), (path, text)


def test_mpd_that_is_away_or_silent_is_said(make_app, free_port, fake_mpd):
    app = make_app(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=free_port())
    app.config["WTF_CSRF_ENABLED"] = False
    dj = DJ(sign_in(app, write_cast(app)["dj"]))
    assert refused(dj.client.get("/studio/playlists.json"), 503).startswith("MPD can’t be reached")
    app.config["RADIO_MPD_PORT"] = fake_mpd.port
    fake_mpd.replies["listplaylists"] = [CLOSE]
    assert refused(dj.client.get("/studio/playlists.json"), 504) == "MPD didn’t answer in time."
    assert "may or may not" in refused(dj.delete("playlists?name=x"), 504)
    fake_mpd.replies["listplaylists"] = b"ACK [4@0] {listplaylists} no <b>permission\x07\n"
    words = refused(dj.client.get("/studio/playlists.json"), 422)
    assert words == "MPD refused this: no <b>permission."
    fake_mpd.replies["listplaylists"] = b"playlist: \xff\nLast-Modified: x\nOK\n"
    assert refused(dj.client.get("/studio/playlists.json"), 504)
    fake_mpd.replies["listplaylists"] = b"playlist: x\nLast-Modified: now\nOK\n"
    fake_mpd.replies["listplaylist"] = b"ACK [50@0] {listplaylist} No such playlist\n"
    listed = dj.client.get("/studio/playlists.json").get_json()["rows"]
    assert listed == [{"name": "x", "tracks": None, "modified_at": None}]


def test_a_station_without_a_practice_studio_says_so(app, as_staff):
    app.config["RADIO_PRACTICE_MPD_HOST"] = ""
    answer = as_staff("dj").get("/studio/practice/playlists.json")
    assert refused(answer, 503) == "This station has no practice studio yet."


def test_an_editor_is_turned_away(as_staff):
    editor = DJ(as_staff("editor"))
    assert editor.client.get("/studio/playlists.json").status_code == 403
    assert editor.delete("playlists?name=x").status_code == 403


def test_two_who_make_the_same_name_at_once(station, mpd):
    start, outcomes = threading.Barrier(2), []

    def work(files):
        with own_context(station):
            start.wait()
            try:
                playlists.make(on_air(), "Mine", files)
                outcomes.append(files)
            except Refusal as refusal:
                outcomes.append(refusal.status)

    makers = [threading.Thread(target=work, args=(files,)) for files in ([ONE] * 900, [TWO] * 900)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert 409 in outcomes
    outcomes.remove(409)
    assert saved(mpd) == {"Mine": outcomes[0]}
