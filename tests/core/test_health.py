"""/healthz: 200 while the process serves."""


def test_a_process_that_serves_is_healthy(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_asks_the_database_nothing(client, count_queries):
    with count_queries() as queries:
        client.get("/healthz")
    assert queries == []


def test_it_needs_no_database(make_app):
    app = make_app(RADIO_SQLALCHEMY_DATABASE_URI="sqlite:////nowhere/at/all/aerial.sqlite3")
    assert app.test_client().get("/healthz").status_code == 200
