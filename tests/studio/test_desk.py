"""The desk: taken, given back, released after a time without activity."""

from datetime import timedelta

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.studio.models import Desk
from tests.studio.test_queue import ledger


def idle_for(app, minutes):
    """The DJ who has the desk did nothing for so long."""
    with app.app_context():
        db.session.get(Desk, "air").active_at = clock.now() - timedelta(minutes=minutes)
        db.session.commit()


def test_a_dj_takes_the_desk_and_gives_it_back(djs, station):
    dj = djs["dj"]
    assert dj.post("desk").get_json()["desk"]["name"] == "Dana Deck"
    assert dj.delete("desk").get_json()["desk"]["user_id"] is None
    assert [what for what, _, _ in ledger(station)] == ["took", "gave-back"]


def test_another_takes_it_and_both_are_told(djs, station):
    djs["dj"].post("desk")
    djs["other_dj"].post("desk")
    for key in ("dj", "other_dj"):
        assert djs[key].state()["desk"]["name"] == "Dov Dial"
    assert ledger(station)[-1][1] == "took the desk from Dana Deck"
    assert djs["dj"].post("transport/play", id=None).get_json()["desk"]["name"] == "Dov Dial"


def test_taking_twice_is_one_entry(djs, station):
    for _ in range(2):
        djs["dj"].post("desk")
    assert len(ledger(station)) == 1


def test_giving_back_anothers_desk_changes_nothing(djs):
    djs["dj"].post("desk")
    assert djs["other_dj"].delete("desk").get_json()["desk"]["name"] == "Dana Deck"


def test_an_idle_desk_is_released(djs, station):
    djs["dj"].post("desk")
    idle_for(station, 29)
    assert djs["dj"].state()["desk"]["name"] == "Dana Deck"
    idle_for(station, 31)
    assert djs["dj"].state()["desk"]["user_id"] is None
    assert djs["dj"].post("transport/play", id=None).get_json()["error"] == "Nobody has the desk."


def test_a_forgotten_tab_is_no_sign_of_life(djs, station):
    djs["dj"].post("desk")
    idle_for(station, 29)
    assert djs["dj"].post("presence", active=False).status_code == 204
    djs["dj"].state()
    idle_since = 29 - 2
    with station.app_context():
        assert db.session.get(Desk, "air").active_at < clock.now() - timedelta(minutes=idle_since)
    djs["dj"].post("presence", active=True)
    with station.app_context():
        assert db.session.get(Desk, "air").active_at > clock.now() - timedelta(minutes=1)


def test_who_is_here_is_told(djs):
    djs["dj"].post("presence", active=True)
    djs["other_dj"].post("presence", active=False)
    assert [one["name"] for one in djs["admin"].state()["here"]] == ["Dana Deck", "Dov Dial"]


def test_an_editor_has_no_console(djs):
    assert djs["editor"].post("desk").status_code == 403
    assert djs["editor"].client.get("/studio/state.json").status_code == 403
