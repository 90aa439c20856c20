"""What the log refuses, in words: wrong fields, broken bodies, times in the future."""

from blueprints.core.extensions import db
from blueprints.player.models import LogEdit, Play
from tests.studio.test_log import ROPES, at_desk, other  # noqa: F401 - two are fixtures

WRONG = [
    *({"source": source, "title": "x"} for source in ("mpd", None, ["spin"])),
    *({"source": "spin", "title": title} for title in ("", " \u200b ", 5, None, "x" * 301)),
    {"source": "spin", "title": "x", "artist": {}},
    *({"source": "spin", "text": text} for text in ("no dash", ["x"], "A – " + "x" * 301)),
    {"source": "talk", "text": "x" * 301},
    *(
        {"source": "spin", "title": "x", "duration": duration}
        for duration in (0, -1, "soon", True, 1e308, 86401, [3], float("nan"))
    ),
]
BROKEN = [
    "[]", "null", "5", '"x"', "{", "", "[" * 100_000, '{"title": 1e999}',
    '{"source": "spin", "title": "\ud800"}',
]  # fmt: skip
NO_TIMES = ["12:01", "2026-11-22T12:01", "2030-01-01T00:00", "", None, 5, "noon", "24:00", "9" * 50]
NO_LISTS = [
    {}, {"text": ""}, {"text": "Anna – Tide"}, {"text": 5, "started_at": "10:00"},
    {"text": "Anna – Tide", "started_at": "12:01"}, {"text": "Anna – Tide", "started_at": []},
    {"text": "Anna – Tide\n" * 21, "started_at": "10:00"},
    {"text": "x" * 30_000, "started_at": "10:00"},
    {"text": "11:00 Anna – Tide\n10:00 Bo – Foam"},
]  # fmt: skip


def is_refused(answer):
    return answer.status_code == 422 and bool(answer.get_json()["error"])


def is_empty(app):
    """Return True if nothing at all was written."""
    with app.app_context():
        return db.session.query(Play).count() == db.session.query(LogEdit).count() == 0


def test_wrong_fields(app, at_desk):  # noqa: F811
    for data in WRONG:
        assert is_refused(at_desk.post("log/rows", **data)), data
        assert is_refused(at_desk.post("log/inserted", **data, started_at="11:00")), data
    assert is_empty(app)


def test_broken_bodies(app, at_desk):  # noqa: F811
    for text in BROKEN:
        sent = {"data": text.encode("utf-8", "surrogatepass"), "content_type": "application/json"}
        assert is_refused(at_desk.client.post("/studio/log/rows", **sent)), text[:50]
    assert is_empty(app)


def test_no_row_is_in_the_future_or_at_no_time(app, other):  # noqa: F811
    for at in NO_TIMES:
        assert is_refused(other.post("log/inserted", **ROPES, started_at=at)), at
    assert is_empty(app)


def test_lists_that_are_none_or_end_in_the_future(app, other):  # noqa: F811
    for data in NO_LISTS:
        assert is_refused(other.post("log/pasted", **data)), str(data)[:80]
    assert is_empty(app)
