"""A station with the example newswire: four new entries of three sources."""

from tests.browser.conftest import *  # noqa: F403 - fixtures
