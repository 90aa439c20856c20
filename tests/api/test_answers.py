"""What all answers of the API share: headers, errors as JSON, nothing about its readers."""

import pytest

from blueprints.core.extensions import db
from tests.staff import sign_in

PATHS = ("spins", "playlists", "shows", "personas", "openapi.json")


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_is_open_to_all_and_can_be_kept(station, path):
    client = station.test_client()
    answer = client.get(f"/api/{path}")
    assert answer.mimetype == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=10")
    assert "Set-Cookie" not in answer.headers
    again = client.get(f"/api/{path}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"/api/{path}/").status_code == 200 or path == "openapi.json"


def test_the_way_in_names_the_lists(station):
    links = station.test_client().get("/api/").json["_links"]
    assert links["spins"]["href"].endswith("/api/spins")
    assert links["describedby"]["href"].endswith("/api/openapi.json")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "nothing", 404), ("GET", "spins/7777", 404), ("DELETE", "spins", 405),
     ("POST", "shows", 405), ("GET", "shows?page=0", 422)],
)  # fmt: skip
def test_an_error_is_json(station, method, path, status):
    answer = station.test_client().open(f"/api/{path}", method=method)
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert set(answer.json) == {"name", "message", "code", "status", "type"}
    assert answer.json["status"] == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_error_of_ours_and_a_database_that_is_away_are_json_too(make_app, monkeypatch):
    app = make_app(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    monkeypatch.setitem(app.view_functions, "api.list_spins", lambda: 1 / 0)
    failed = app.test_client().get("/api/spins")
    assert (failed.status_code, failed.json["status"]) == (500, 500)
    with app.app_context():
        db.engine.dispose()
        db.drop_all()
    away = app.test_client().get("/api/personas")
    assert (away.status_code, away.json["status"]) == (503, 503)
    assert "Retry-After" in away.headers


def test_scripts_of_other_sites_may_send_a_token(station):
    answer = station.test_client().options("/api/spins")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


def test_a_wrong_token_reads_what_everybody_reads(station):
    client = station.test_client()
    everybodys = client.get("/api/spins?count=2").data
    as_bearer = client.get("/api/spins?count=2", headers={"Authorization": "Bearer wrong"})
    as_parameter = client.get("/api/spins?count=2&access-token=wrong")
    assert as_bearer.data == as_parameter.data == everybodys


def test_what_is_kept_for_a_moment_is_given_out_whatever_the_token(make_app, count_queries):
    client = make_app(RADIO_PAGE_CACHE_SECONDS=10).test_client()
    first = client.get("/api/spins", headers={"Authorization": "Bearer a"})
    with count_queries() as queries:
        again = client.get("/api/spins", headers={"Authorization": "Bearer b"})
    assert (again.data, queries) == (first.data, [])
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_staff_read_what_everybody_reads(station):
    theirs = sign_in(station, somebody(station)).get("/api/personas?expand=shows")
    assert theirs.data == station.test_client().get("/api/personas?expand=shows").data
    assert b"@" not in theirs.data


def somebody(station):
    """The number of somebody of the staff."""
    with station.app_context():
        return db.session.execute(db.text("SELECT min(id) FROM user")).scalar()
