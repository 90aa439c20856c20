"""The fixtures of a browser, for the studio's own tests in one."""

from tests.browser.conftest import *  # noqa: F403 - fixtures
