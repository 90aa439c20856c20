"""A wrong setting stops the start in one clear line."""

import os
import subprocess
import sys

import pytest

from app import create_app
from blueprints.core.config import SETTINGS, SettingError
from tests.core.configuration import ROOT, write_configuration

PORT = "a whole number from 1 to 65535"
ADDRESS = "a web address that starts with http:// or https://"
TEXT = "one line of text"
KINDS = "kinds with folders and genres, like jingle=jingles/,Jingle; spot=spots/"
ZONE = "a time zone, like Europe/Lisbon"
WORDS = "words or phrases, separated by commas"
ADDRESSES = "web addresses that start with http:// or https://, separated by spaces or commas"
NETWORKS = "networks, separated by commas, like 192.168.1.0/24, fd00:12::/32"
DATABASE = "an SQLAlchemy database URL"

PORTS = ("RADIO_PORT", "RADIO_STREAM_PORT", "RADIO_MPD_PORT", "RADIO_PRACTICE_MPD_PORT")
WRONG = [
    *[("RADIO_STATION_NAME", given, TEXT) for given in ("two\nlines", "a\x00b", 7)],
    ("RADIO_STATION_TAGLINE", "two\r\nlines", TEXT),
    ("RADIO_SECRET_KEY", "two\nlines", TEXT),
    ("RADIO_SECRET_KEY", b"bytes", TEXT),
    ("RADIO_MPD_PASSWORD", "pass\nclear", TEXT),
    ("RADIO_HOST", "127.0.0.1\n", "the address to listen on, like 127.0.0.1"),
    ("RADIO_MPD_HOST", "mpd\n", "a host name, or the path of MPD's socket"),
    ("RADIO_PRACTICE_MPD_HOST", "mpd\n", "a host name, or the path of MPD's socket"),
    ("RADIO_MPD_MUSIC_DIRECTORY", "/srv\0/music", "the path of MPD's music folder"),
    *[
        (name, given, PORT)
        for name in PORTS
        for given in ("abc", "0", "65536", "-1", "80.0", "8e3", 80.5, True)
    ],
    ("RADIO_PORT", "", PORT),
    ("RADIO_PORT", None, PORT),
    *[
        (name, given, f"{ADDRESS}, without a path" if name == "RADIO_URL" else ADDRESS)
        for name in ("RADIO_URL", "RADIO_STREAM_URL", "RADIO_ICECAST_STATUS_URL")
        for given in (
            "radio.example",
            "//radio.example",
            "/stream",
            "ftp://radio.example",
            "javascript:alert(1)",
            "http://",
            "http://:80/",
            "http://radio.example:99999",
            "http://radio.example:port",
            "http://somebody@radio.example",
            "http://[::1",
            "http://radio.example; script-src *",
            "http://radio.example,evil.example",
            "http://two words/",
            "http://radio.example/\nSet-Cookie: a=b",
            8000,
        )
    ],
    *[
        ("RADIO_TIMEZONE", given, ZONE)
        for given in ("Europe/Atlantis", "", "Europe", "../../etc/passwd", "/etc/passwd", "\0", 1)
    ],
    *[
        ("RADIO_STREAM_DELAY", given, "a number of seconds from 0 to 120")
        for given in ("soon", "-1", "121", "nan", "inf", "", None)
    ],
    *[
        ("RADIO_ICECAST_METADATA_URL", given, ADDRESSES)
        for given in ("icecast", "http://a.example/ b", "http://a.example, ftp://b.example",
                      "http://u@a.example/", "http://a.example/\nX: y", 7, ["http://a.example", 7])
    ],
    *[("RADIO_ICECAST_USER", given, "a user name without a colon") for given in ("a:b", "a\n", 7)],
    ("RADIO_ICECAST_PASSWORD", "two\nlines", TEXT),
    *[
        ("RADIO_OUTBOUND_ALLOW", given, NETWORKS)
        for given in ("home", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/8 fd00::/8", "10/8,", 7, [7])
    ],
    *[
        ("RADIO_PAGE_CACHE_SECONDS", given, "a number of seconds from 0 to 10")
        for given in ("always", "-1", "11", "nan", "", None)
    ],
    *[
        ("RADIO_TRUSTED_PROXIES", given, "the number of proxies in front of the site, from 0 to 10")
        for given in ("one", "-1", "11", "", "127.0.0.1")
    ],
    *[
        ("RADIO_LOG_LEVEL", given, "one of DEBUG, INFO, WARNING, ERROR")
        for given in ("LOUD", "", "10", 10)
    ],
    *[
        ("RADIO_PLAY_KINDS", given, KINDS)
        for given in ("jingle", "music=a/", "song=a/;jingle=b/", {"music": ["a/"]},
                      {"jingle": "jingles/"}, {"jingle": 7}, 7)
    ],
    *[
        ("RADIO_CONTACT_EMAIL", given, "an email address")
        for given in ("studio", "@radio.example", "studio@", "a@b@c", "a b@c", "<a@b>", '"a"@b',
                      "a@b\nBcc: c@d", 7, None)
    ],
    *[
        (name, given, WORDS)
        for name in ("RADIO_COMMENT_HOLD_WORDS", "RADIO_COMMENT_BIN_WORDS")
        for given in ("two\nlines", "a\x00b", 7, None, ["a", 7], ["a", "b\n"], b"bytes")
    ],
    *[
        (name, given, TEXT)
        for name in ("RADIO_MAIL_USERNAME", "RADIO_MAIL_PASSWORD")
        for given in ("two\nlines", "a\x00b", 7, None)
    ],
    *[
        ("RADIO_MAIL_SERVER", given, "the host name of a mail server")
        for given in ("two\nlines", "a\x00b", 7, None)
    ],
    *[("RADIO_MAIL_PORT", given, PORT) for given in ("smtp", "-1", "65536", "25.5", "0")],
    *[
        ("RADIO_MAIL_SENDER", given, "an email address")
        for given in ("studio", "a@b\nBcc: c@d", "Studio <a@b>", 7, None)
    ],
    *[
        (name, given, "yes or no")
        for name in ("RADIO_COMMENT_WEBSITE", "RADIO_ADMINS_NEED_CODES", "RADIO_MAIL_USE_TLS",
                     "RADIO_MAIL_USE_SSL")
        for given in ("maybe", "", "1", "true", 1, 0, None)
    ],
    *[
        ("RADIO_SQLALCHEMY_DATABASE_URI", given, DATABASE)
        for given in ("nonsense", "/var/lib/aerial.sqlite3", "slqite:///x", "sqlite+nothing:///x",
                      "sqlite://\n", 7)
    ],
]  # fmt: skip


def test_every_setting_that_has_wrong_values_is_tried():
    assert {setting.name for setting in SETTINGS} == {name for name, _, _ in WRONG}


@pytest.mark.parametrize(("name", "given", "meant"), WRONG)
def test_a_wrong_value_stops_the_start(settings, name, given, meant):
    with pytest.raises(SettingError) as refusal:
        settings(**{name: given})
    assert refusal.value.format_message() == f"{name} is {given!r}, but should be {meant}."


def test_a_wrong_value_in_the_environment_stops_the_start(settings, monkeypatch):
    monkeypatch.setenv("RADIO_STREAM_DELAY", "long")
    with pytest.raises(SettingError, match="RADIO_STREAM_DELAY is 'long'"):
        settings()


def test_a_wrong_value_in_the_configuration_file_stops_the_start(settings, folder):
    write_configuration(folder, "RADIO_PORT = '80 80'")
    with pytest.raises(SettingError, match="RADIO_PORT is '80 80'"):
        settings()


def test_an_instance_folder_that_cannot_be_one_stops_the_start(folder):
    folder.write_text("a file", encoding="utf-8")
    with pytest.raises(SettingError) as refusal:
        create_app({"RADIO_INSTANCE": str(folder)})
    assert refusal.value.format_message() == (
        f"RADIO_INSTANCE is {str(folder)!r}, but should be a folder that Aerial can write to."
    )


def test_a_command_says_a_wrong_value_in_one_line(folder):
    command = [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"]
    environment = os.environ | {"RADIO_PORT": "abc", "RADIO_INSTANCE": str(folder)}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == (
        "Error: RADIO_PORT is 'abc', but should be a whole number from 1 to 65535.\n"
    )


def test_an_address_with_a_path_is_refused_for_the_site():
    with pytest.raises(SettingError, match=r"RADIO_URL is 'https://example.org/r.*without a path"):
        create_app({"RADIO_URL": "https://example.org/radio"})


def test_a_broken_configuration_file_is_one_clear_line(tmp_path):
    (tmp_path / "config.py").write_text("RADIO_PORT = undefined_name\n")
    with pytest.raises(SettingError, match=r"config.py is .*undefined_name.*valid Python"):
        create_app({"RADIO_INSTANCE": str(tmp_path)})


@pytest.mark.parametrize("host", ["127.0.0.1", "/run/mpd/socket"])
def test_the_mpd_on_air_is_not_for_practice(settings, host):
    both = {"RADIO_MPD_HOST": host, "RADIO_MPD_PORT": 6600, "RADIO_PRACTICE_MPD_HOST": host}
    with pytest.raises(SettingError, match="an MPD other than the one on air"):
        settings(**both)
    if host == "127.0.0.1":
        settings(**both, RADIO_PRACTICE_MPD_PORT=6601)
