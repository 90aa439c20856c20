"""A station with three shows, two presenters and sixteen hours of log, read at noon."""

import pytest

from tests.api.record import write_record
from tests.staff import write_cast


@pytest.fixture
def station(make_app, traveller):
    """The station at noon; listeners hear what the studio does ten seconds later."""
    app = make_app(RADIO_STREAM_DELAY=10, RADIO_URL="https://radio.example")
    write_record(app, write_cast(app)["dj"])
    return app


@pytest.fixture
def get(station):
    """`get("spins", count=5)`: the JSON of an address of the API, which must answer with 200."""
    client = station.test_client()

    def read(path, **asked):
        answer = client.get(f"/api/{path}", query_string=asked or None)
        assert answer.status_code == 200, answer.text
        return answer.json

    return read
