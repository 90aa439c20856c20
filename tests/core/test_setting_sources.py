"""The settings know where each value comes from; the example's name is the example's alone."""

from pathlib import Path

import pytest
from flask import Config

from blueprints.core.config import SETTINGS, read_settings

NAMES = "RADIO_STATION_NAME", "RADIO_STATION_TAGLINE"


@pytest.fixture
def settings(tmp_path):
    """Read the settings of a station with `overrides`."""

    def read(**overrides):
        config = Config(Path(__file__).parents[2])
        read_settings(config, tmp_path, overrides)
        return config

    return read


def test_the_examples_name_belongs_to_the_example_station(settings):
    example, own = settings(), settings(RADIO_MPD_HOST="studio.example")
    assert [example[name] for name in NAMES] == ["Aerial 87.9", "Radio from the harbour"]
    assert [own[name] for name in NAMES] == ["Community radio", ""]
    assert settings(RADIO_STATION_TAGLINE="")["RADIO_STATION_TAGLINE"] == ""


def test_each_setting_says_where_its_value_comes_from(settings, tmp_path, monkeypatch):
    (tmp_path / "config.py").write_text("RADIO_PORT = 8001\nRADIO_TIMEZONE = 'Asia/Kathmandu'\n")
    monkeypatch.setenv("RADIO_PORT", "8002")
    monkeypatch.setenv("RADIO_HOST", "127.0.0.2")
    sources = settings(RADIO_HOST="127.0.0.3")["RADIO_SOURCES"]
    assert set(sources) == {setting.name for setting in SETTINGS}
    assert sources["RADIO_PORT"] == "environment"
    assert sources["RADIO_TIMEZONE"] == "file"
    assert sources["RADIO_HOST"] == "start"
    assert sources["RADIO_STREAM_URL"] == "default"
