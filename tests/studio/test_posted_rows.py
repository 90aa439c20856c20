"""Posted plays in the studio's log: shown, corrected, removed."""

import pytest

from tests.player.posts import Sender, log_of


@pytest.fixture
def row(app, cast, traveller):
    """The number of a play that AzuraCast has posted."""
    Sender(app).posts(id="77", duration=200)
    return log_of(app)[0].id


def test_it_is_shown_corrected_and_removed(app, row, as_staff):
    dj = as_staff("dj")
    (told,) = dj.get("/studio/log.json").json["rows"]
    assert (told["source"], told["title"], told["covered"]) == ("playout", "Ropes", False)
    assert dj.get("/studio/state.json").json["log"][0]["title"] == "Ropes"
    path = f"/studio/log/rows/{row}"
    assert dj.put(path, json={"title": "Moorings"}).status_code == 200
    assert dj.put(path, json={"started_at": "11:00"}).status_code == 422
    assert log_of(app)[0].title == "Moorings"
    assert dj.delete(path).status_code == 200
    assert log_of(app) == []
