"""The settings: where they come from, and that a wrong one stops the start in one clear line."""

import multiprocessing
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Config

from app import create_app
from blueprints.core.config import SETTINGS, SettingError, read_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path):
    """An instance folder that does not exist yet."""
    return tmp_path / "station"


@pytest.fixture
def settings(folder):
    """Reads the settings of a station with `overrides`."""

    def read(**overrides):
        config = Config(ROOT)
        read_settings(config, folder, overrides)
        return config

    return read


def write_configuration(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "config.py").write_text(text, encoding="utf-8")


# Where settings come from


def test_a_new_station_has_every_setting(settings, folder):
    config = settings()
    assert {setting.name for setting in SETTINGS} <= set(config)
    assert config["RADIO_STATION_NAME"] == "Aerial 87.9"
    assert config["RADIO_URL"] == "http://127.0.0.1:8000"
    assert config["RADIO_TIMEZONE"] == "UTC"
    assert config["RADIO_HOST"] == "127.0.0.1"
    assert config["RADIO_STREAM_DELAY"] == 0
    assert config["RADIO_TRUSTED_PROXIES"] == 0
    assert config["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{folder}/aerial.sqlite3"
    assert config["BABEL_DEFAULT_TIMEZONE"] == "UTC"


def test_the_configuration_file_is_over_the_default(settings, folder):
    write_configuration(folder, "RADIO_PORT = 8001")
    assert settings()["RADIO_PORT"] == 8001


def test_the_environment_is_over_the_configuration_file(settings, folder, monkeypatch):
    write_configuration(folder, "RADIO_PORT = 8001")
    monkeypatch.setenv("RADIO_PORT", "8002")
    assert settings()["RADIO_PORT"] == 8002


def test_an_override_is_over_the_environment(settings, folder, monkeypatch):
    write_configuration(folder, "RADIO_PORT = 8001")
    monkeypatch.setenv("RADIO_PORT", "8002")
    assert settings(RADIO_PORT=8003)["RADIO_PORT"] == 8003


def test_an_unusable_value_that_is_overridden_does_no_harm(settings, monkeypatch):
    monkeypatch.setenv("RADIO_PORT", "abc")
    assert settings(RADIO_PORT=8003)["RADIO_PORT"] == 8003


def test_the_instance_folder_comes_from_the_environment(folder, monkeypatch):
    monkeypatch.setenv("RADIO_INSTANCE", str(folder))
    assert create_app().instance_path == str(folder)


def test_two_stations_run_from_one_checkout(tmp_path):
    one, other = (create_app({"RADIO_INSTANCE": str(tmp_path / name)}) for name in ("a", "b"))
    for name in ("SECRET_KEY", "SQLALCHEMY_DATABASE_URI"):
        assert one.config[name] != other.config[name]


# What follows from others


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"RADIO_PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"RADIO_HOST": "192.0.2.7"}, "http://192.0.2.7:8000"),
        ({"RADIO_HOST": "0.0.0.0"}, "http://127.0.0.1:8000"),  # noqa: S104 - only read
        ({"RADIO_HOST": "::"}, "http://127.0.0.1:8000"),
        ({"RADIO_HOST": "::1"}, "http://[::1]:8000"),
        ({"RADIO_URL": "https://radio.example/", "RADIO_PORT": "8123"}, "https://radio.example"),
    ],
)
def test_the_public_address_follows_from_host_and_port_until_it_is_given(settings, given, address):
    assert settings(**given)["RADIO_URL"] == address


def test_without_an_mpd_the_station_starts_its_own(settings):
    config = settings()
    assert config["RADIO_OWN_MPD"] is True
    assert (config["RADIO_MPD_HOST"], config["RADIO_MPD_PORT"]) == ("127.0.0.1", 6610)
    assert config["RADIO_STREAM_URL"] == "http://127.0.0.1:8010/"


def test_an_mpd_that_is_given_is_on_the_usual_port(settings):
    config = settings(RADIO_MPD_HOST="studio.example")
    assert config["RADIO_OWN_MPD"] is False
    assert (config["RADIO_MPD_HOST"], config["RADIO_MPD_PORT"]) == ("studio.example", 6600)
    assert config["RADIO_STREAM_URL"] == ""


@pytest.mark.parametrize("host", ["", "studio.example", "/run/mpd/socket"])
def test_a_port_of_mpds_that_is_given_is_taken(settings, host):
    assert settings(RADIO_MPD_HOST=host, RADIO_MPD_PORT="6700")["RADIO_MPD_PORT"] == 6700


def test_the_own_stream_is_where_the_public_address_is(settings):
    config = settings(RADIO_URL="http://[2001:db8::1]:8000", RADIO_STREAM_PORT=8011)
    assert config["RADIO_STREAM_URL"] == "http://[2001:db8::1]:8011/"


def test_addresses_in_other_scripts_are_written_as_headers_can_carry_them(settings):
    config = settings(RADIO_URL="https://радио.example", RADIO_STREAM_URL="https://radio.example/ü")
    assert config["RADIO_URL"] == "https://xn--80aimyg.example"
    assert config["RADIO_STREAM_URL"] == "https://radio.example/%C3%BC"


def test_play_kinds_are_read_with_folders_and_genres(settings):
    given = " jingle = jingles/ , Jingle ;speech=talk/;; "
    assert settings(RADIO_PLAY_KINDS=given)["RADIO_PLAY_KINDS"] == {
        "jingle": ("jingles/", "Jingle"),
        "speech": ("talk/",),
    }


def test_play_kinds_may_be_a_dictionary_in_the_configuration_file(settings, folder):
    write_configuration(folder, 'RADIO_PLAY_KINDS = {"spot": ["adverts/", "Advert"]}')
    assert settings()["RADIO_PLAY_KINDS"] == {"spot": ("adverts/", "Advert")}


def test_the_usual_play_kinds_are_the_folders_and_genres_of_those_names(settings):
    kinds = settings()["RADIO_PLAY_KINDS"]
    assert kinds["jingle"] == ("jingles/", "Jingle", "Jingles")
    assert kinds["spot"] == ("spots/", "Spot", "Spots")
    assert kinds["speech"] == ("speech/", "Speech")


def test_no_play_kinds_are_fine(settings):
    assert settings(RADIO_PLAY_KINDS="")["RADIO_PLAY_KINDS"] == {}


@pytest.mark.parametrize("name", ["RADIO_COMMENT_HOLD_WORDS", "RADIO_COMMENT_BIN_WORDS"])
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", ()),
        ("casino", ("casino",)),
        (" casino , free money,, ", ("casino", "free money")),
        (["casino", " free, money "], ("casino", "free, money")),
        (("Каша",), ("Каша",)),
    ],
)
def test_words_are_divided_by_commas(settings, name, given, words):
    assert settings(**{name: given})[name] == words


@pytest.mark.parametrize(
    ("given", "meant"),
    [("yes", True), ("No", False), (" YES ", True), (True, True), (False, False)],
)
def test_whether_a_website_is_asked_for_is_yes_or_no(settings, given, meant):
    assert settings(RADIO_COMMENT_WEBSITE=given)["RADIO_COMMENT_WEBSITE"] is meant


@pytest.mark.parametrize(
    "address", ["studio@radio.example", "", "a+b.c@mail.radio.example", "studio@радио.example"]
)
def test_an_address_of_mail_is_taken_as_it_is(settings, address):
    assert settings(RADIO_CONTACT_EMAIL=f" {address} ")["RADIO_CONTACT_EMAIL"] == address


def test_the_log_level_may_be_written_small(settings):
    assert settings(RADIO_LOG_LEVEL="debug")["RADIO_LOG_LEVEL"] == "DEBUG"


def test_the_zone_is_the_one_that_pages_use(settings):
    assert settings(RADIO_TIMEZONE="Asia/Kathmandu")["BABEL_DEFAULT_TIMEZONE"] == "Asia/Kathmandu"


# Wrong values

PORT = "a whole number from 1 to 65535"
ADDRESS = "a web address that starts with http:// or https://"
TEXT = "one line of text"
KINDS = "kinds with folders and genres, like jingle=jingles/,Jingle; spot=spots/"
ZONE = "a time zone, like Europe/Lisbon"
WORDS = "words or phrases, separated by commas"
DATABASE = "an SQLAlchemy database URL"

WRONG = [
    *[("RADIO_STATION_NAME", given, TEXT) for given in ("two\nlines", "a\x00b", 7)],
    ("RADIO_STATION_TAGLINE", "two\r\nlines", TEXT),
    ("RADIO_SECRET_KEY", "two\nlines", TEXT),
    ("RADIO_SECRET_KEY", b"bytes", TEXT),
    ("RADIO_MPD_PASSWORD", "pass\nclear", TEXT),
    ("RADIO_HOST", "127.0.0.1\n", "the address to listen on, like 127.0.0.1"),
    ("RADIO_MPD_HOST", "mpd\n", "a host name, or the path of MPD's socket"),
    *[
        (name, given, PORT)
        for name in ("RADIO_PORT", "RADIO_STREAM_PORT", "RADIO_MPD_PORT")
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


# The secret


def test_the_secret_is_made_once_and_kept_for_its_owners_eyes(settings, folder):
    secret = settings()["SECRET_KEY"]
    assert len(secret) >= 48
    assert settings()["SECRET_KEY"] == secret
    assert (folder / "secret_key").read_text(encoding="utf-8") == secret
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_each_station_has_another_secret(tmp_path):
    secrets = set()
    for name in ("one", "other"):
        config = Config(ROOT)
        read_settings(config, tmp_path / name, {})
        secrets.add(config["SECRET_KEY"])
    assert len(secrets) == 2


def test_a_secret_that_is_given_is_not_written(settings, folder):
    given = "a secret of ours"
    assert settings(RADIO_SECRET_KEY=given)["SECRET_KEY"] == given
    assert not (folder / "secret_key").exists()


def _read_secret(folder, barrier, answers):
    barrier.wait()
    config = Config(ROOT)
    read_settings(config, folder, {})
    answers.put(config["SECRET_KEY"])


def test_processes_that_start_at_once_make_one_whole_secret(tmp_path):
    context = multiprocessing.get_context("fork")
    for attempt in range(5):
        folder = tmp_path / str(attempt)
        barrier, answers = context.Barrier(4), context.SimpleQueue()
        processes = [
            context.Process(target=_read_secret, args=(folder, barrier, answers)) for _ in range(4)
        ]
        for process in processes:
            process.start()
        secrets = {answers.get() for _ in processes}
        for process in processes:
            process.join()
        assert len(secrets) == 1
        assert len(secrets.pop()) >= 48
        assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_an_address_with_a_path_is_refused_for_the_site():
    with pytest.raises(SettingError, match=r"RADIO_URL is 'https://example.org/r.*without a path"):
        create_app({"RADIO_URL": "https://example.org/radio"})


def test_a_broken_configuration_file_is_one_clear_line(tmp_path):
    (tmp_path / "config.py").write_text("RADIO_PORT = undefined_name\n")
    with pytest.raises(SettingError, match=r"config.py is .*undefined_name.*valid Python"):
        create_app({"RADIO_INSTANCE": str(tmp_path)})
