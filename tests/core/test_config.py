"""The settings: where they come from, and what follows from them."""

import pytest

from app import create_app
from blueprints.core.config import SETTINGS
from tests.core.configuration import write_configuration

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
    assert config["RADIO_PAGE_CACHE_SECONDS"] == 1
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


def test_the_practice_studio_has_the_next_port_and_the_same_music(settings):
    config = settings(RADIO_MPD_PORT="6700")
    assert config["RADIO_OWN_PRACTICE_MPD"] is True
    where = config["RADIO_PRACTICE_MPD_HOST"], config["RADIO_PRACTICE_MPD_PORT"]
    assert where == ("127.0.0.1", 6701)
    assert config["RADIO_MPD_MUSIC_DIRECTORY"].endswith("/music")
    assert settings(RADIO_MPD_PORT="65535")["RADIO_PRACTICE_MPD_PORT"] == 65535  # check_ports tells
    named = settings(RADIO_PRACTICE_MPD_HOST="studio.example")
    assert named["RADIO_OWN_PRACTICE_MPD"] is False
    assert named["RADIO_PRACTICE_MPD_HOST"] == "studio.example"


def test_a_station_with_its_own_mpd_names_one_for_practice_or_has_none(settings):
    config = settings(RADIO_MPD_HOST="studio.example")
    assert config["RADIO_PRACTICE_MPD_HOST"] == config["RADIO_MPD_MUSIC_DIRECTORY"] == ""
    assert config["RADIO_OWN_PRACTICE_MPD"] is False
    config = settings(RADIO_MPD_HOST="studio.example", RADIO_PRACTICE_MPD_HOST="studio.example",
                      RADIO_PRACTICE_MPD_PORT="6601")  # fmt: skip
    assert config["RADIO_PRACTICE_MPD_PORT"] == 6601


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
