"""Listed streams: the station's own list, and nothing beside it."""

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.studio.streams import streams, title_of

RELAY = "https://relay.example/live.mp3"
BARE = "http://127.0.0.1:8000/studio-b"


def test_the_stations_streams_are_listed(app):
    with app.test_request_context():
        assert streams() == []
        begin_write()
        links = [{"title": "Relay\n<b>", "url": RELAY}, {"title": "", "url": BARE}]
        keep_settings({"streams": links})
        db.session.commit()
        assert streams() == [
            {"file": RELAY, "title": "Relay <b>"},
            {"file": BARE, "title": BARE},
        ]
        assert title_of(RELAY) == "Relay <b>"
        assert title_of("a.mp3") == ""
