"""flask player …"""

import pytest


@pytest.fixture
def run(app):
    """Run a command; return its outcome."""
    return lambda *words: app.test_cli_runner().invoke(args=["player", *words])


def test_the_help_of_watch_has_an_example(run):
    outcome = run("watch", "--help")
    assert outcome.exit_code == 0
    assert "Example: flask --app app player watch" in outcome.output


def test_an_unknown_command_is_refused(run):
    outcome = run("listen")
    assert outcome.exit_code == 2
    assert "No such command" in outcome.output
