"""What tests of the settings share."""

import pytest
from flask import Config

from blueprints.core.config import read_settings
from tests.core.configuration import ROOT


@pytest.fixture
def folder(tmp_path):
    """An instance folder that does not exist yet."""
    return tmp_path / "station"


@pytest.fixture
def settings(folder):
    """Read the settings of a station with `overrides`."""

    def read(**overrides):
        config = Config(ROOT)
        read_settings(config, folder, overrides)
        return config

    return read
