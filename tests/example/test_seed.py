"""flask seed: the example content is for an empty station that has no MPD of its own."""

from pathlib import Path

from blueprints.example.content import is_empty


def test_no_example_content_beside_an_mpd_of_ones_own(make_app):
    app = make_app(RADIO_MPD_HOST="127.0.0.1")
    with app.app_context():
        outcome = app.test_cli_runner().invoke(args=["seed"])
        assert is_empty()
    assert outcome.exit_code == 1
    assert "no example content is added" in outcome.output
    assert "make run" in outcome.output
    assert not (Path(app.instance_path) / "music").exists()
