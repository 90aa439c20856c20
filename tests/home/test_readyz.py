"""/readyz: 200 when the database answers, with the age of the last look at MPD."""

from datetime import timedelta

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.models import Snapshot


def test_a_new_station_is_ready_and_has_not_heard_of_mpd(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"database": "ok", "snapshot_age": None}
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_age_of_the_last_look_is_in_seconds(app, client):
    with app.app_context():
        db.session.add(Snapshot(heard_at=clock.now() - timedelta(seconds=90)))
        db.session.commit()
    assert 90 <= client.get("/readyz").json["snapshot_age"] < 92


def test_a_watcher_that_has_not_heard_yet_gives_no_age(app, client):
    with app.app_context():
        db.session.add(Snapshot())
        db.session.commit()
    assert client.get("/readyz").json["snapshot_age"] is None


def test_it_asks_one_thing_only(client, count_queries):
    with count_queries() as queries:
        client.get("/readyz")
    assert len(queries) == 1


def test_without_its_database_the_station_is_not_ready(make_app):
    app = make_app(RADIO_SQLALCHEMY_DATABASE_URI="sqlite:////nowhere/at/all/aerial.sqlite3")
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_its_tables_the_station_is_not_ready(make_app):
    app = make_app(RADIO_SQLALCHEMY_DATABASE_URI="sqlite://")
    assert app.test_client().get("/readyz").status_code == 503
