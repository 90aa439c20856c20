"""Refusals and failures: a whole page in words, with the right status, and kept by nobody."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Response, abort
from sqlalchemy import text
from werkzeug.exceptions import TooManyRequests

from blueprints.core.errors import WORDS
from blueprints.core.extensions import begin_write, db
from blueprints.media.models import Picture

TITLES = {
    400: "Bad request",
    403: "You don’t have access",
    404: "Page not found",
    405: "This action is not available here",
    409: "This can’t be done right now",
    410: "This page was removed",
    413: "Too large",
    422: "Please fix the fields marked below",
    429: "You’re going too fast",
    500: "Something went wrong",
    503: "We’ll be right back",
}


@pytest.fixture
def client_of(make_new_app):
    """Make a client of an app with one throwaway route."""

    def make(view, address="/throwaway", **settings):
        app = make_new_app(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False, **settings)
        app.add_url_rule(address, "throwaway", view, methods=["GET", "POST"])
        return app.test_client()

    return make


def assert_whole(answer, code):
    """A page in the site's look, which says what happened and leads on."""
    assert answer.status_code == code
    assert answer.mimetype == "text/html"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Request-Id"]
    assert answer.text.count("<h1>") == 1
    assert f"<h1>{TITLES[code]}</h1>" in answer.text
    assert f"<title>{TITLES[code]} · Aerial 87.9</title>" in answer.text
    assert '<a class="wordmark" href="/">' in answer.text
    assert answer.text.rstrip().endswith("</html>")


def test_every_refusal_has_its_words():
    assert {code: str(title) for code, (title, _) in WORDS.items()} == TITLES


@pytest.mark.parametrize("code", TITLES)
def test_each_refusal_has_a_page(client_of, code):
    assert_whole(client_of(lambda: abort(code)).get("/throwaway"), code)


@pytest.mark.parametrize("code", TITLES)
def test_staff_see_the_same_pages(client_of, code):
    answer = client_of(lambda: abort(code), "/desk/throwaway").get("/desk/throwaway")
    assert answer.status_code == code
    assert f"<h1>{TITLES[code]}</h1>" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_refusal_is_not_for_search_engines(client):
    assert '<meta name="robots" content="noindex">' in client.get("/nowhere").text


def test_an_unknown_address_is_404(client):
    assert_whole(client.get("/nowhere"), 404)


def test_an_address_with_html_in_it_is_404_and_not_repeated(client):
    answer = client.get("/<script>alert(1)</script>")
    assert_whole(answer, 404)
    assert "alert(1)" not in answer.text


def test_a_method_that_is_not_allowed_says_which_are(client):
    answer = client.post("/news/")
    assert_whole(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_who_must_wait_is_told_how_long(client_of):
    def refuse():
        raise TooManyRequests(retry_after=60)

    answer = client_of(refuse).get("/throwaway")
    assert_whole(answer, 429)
    assert answer.headers["Retry-After"] == "60"


@pytest.mark.parametrize("path", ["/current-track.json", "/", "/news/", "/account/sign-in"])
def test_json_that_is_too_large_is_never_a_500(client, path):
    body = b'{"auth_token": "' + b"x" * 1_000_001 + b'"}'
    for method, allowed in (("GET", (200, 413)), ("POST", (400, 405, 413))):
        answer = client.open(path, method=method, data=body, content_type="application/json")
        assert answer.status_code in allowed


def test_a_form_that_is_too_large_is_413(client_of):
    from_form = client_of(lambda: abort(413), MAX_CONTENT_LENGTH=10)
    assert_whole(from_form.post("/throwaway", data={"text": "x" * 100}), 413)


def test_a_refusal_without_words_of_ours_has_a_page_too(client_of):
    answer = client_of(lambda: abort(418)).get("/throwaway")
    assert answer.status_code == 418
    assert "teapot" in answer.text
    assert answer.text.rstrip().endswith("</html>")


def test_an_answer_that_a_view_made_itself_is_left_alone(client_of):
    answer = client_of(lambda: abort(Response("gone", 410))).get("/throwaway")
    assert (answer.status_code, answer.text) == (410, "gone")


def test_a_failure_names_the_requests_id_and_tells_no_secret(client_of):
    answer = client_of(lambda: {}["the password"]).get("/throwaway")
    assert_whole(answer, 500)
    assert answer.headers["X-Request-Id"] in answer.text
    assert "password" not in answer.text
    assert "Traceback" not in answer.text


def test_a_refusal_that_is_not_a_failure_names_no_id(client):
    answer = client.get("/nowhere")
    assert answer.headers["X-Request-Id"] not in answer.text


def test_head_of_an_unknown_address_is_404(client):
    answer = client.head("/nowhere")
    assert (answer.status_code, answer.data) == (404, b"")


# The database


def put_picture():
    begin_write()
    db.session.add(Picture(hash="x", width=1, height=1, caption="x" * 200_000))
    db.session.commit()
    return "written"


def impatient():
    """Writes, but waits for no lock."""
    db.session.execute(text("PRAGMA busy_timeout=20"))
    return put_picture()


def count_pictures():
    return str(db.session.scalar(text("SELECT count(*) FROM picture")))


@pytest.fixture
def lock(apps, make_app):
    """Another process's connection, which holds the lock to write."""
    path = apps.folder / "aerial.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def test_a_locked_database_is_503_until_it_is_free(client_of, lock):
    client = client_of(impatient)
    answer = client.post("/throwaway")
    assert_whole(answer, 503)
    assert answer.headers["Retry-After"] == "5"
    lock.execute("ROLLBACK")
    assert client.post("/throwaway").text == "written"


def test_readers_notice_nothing_of_a_locked_database(client, lock):
    assert client.get("/").status_code == 200
    assert client.get("/news/").status_code == 200


def test_a_full_database_is_503_and_keeps_nothing_half(client_of):
    def write():
        if not full:
            return count_pictures()
        pages = db.session.scalar(text("PRAGMA page_count"))
        db.session.execute(text(f"PRAGMA max_page_count={pages}"))
        return put_picture()

    def read_after(answer):
        count_pictures()
        return answer

    full = True
    client = client_of(write)
    client.application.after_request(read_after)
    answer = client.post("/throwaway")
    assert_whole(answer, 503)
    assert answer.headers["Retry-After"] == "5"
    full = False
    assert client.post("/throwaway").text == "0"


AWAY = {
    "no folder": "sqlite:////nowhere/at/all/aerial.sqlite3",
    "no tables": "sqlite://",
}


@pytest.mark.parametrize("address", AWAY.values(), ids=AWAY)
@pytest.mark.parametrize("page", ["/", "/news/", "/news/some-story", "/news/tag/film"])
def test_a_page_without_its_database_is_503(make_app, address, page):
    client = make_app(RADIO_SQLALCHEMY_DATABASE_URI=address).test_client()
    answer = client.get(page)
    assert_whole(answer, 503)
    assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize("address", AWAY.values(), ids=AWAY)
def test_a_refusal_without_the_database_is_a_whole_page(make_app, address):
    client = make_app(RADIO_SQLALCHEMY_DATABASE_URI=address).test_client()
    assert_whole(client.get("/nowhere"), 404)


@pytest.mark.parametrize("address", AWAY.values(), ids=AWAY)
def test_a_failure_without_the_database_is_a_whole_page(client_of, address):
    client = client_of(lambda: 1 / 0, RADIO_SQLALCHEMY_DATABASE_URI=address)
    assert_whole(client.get("/throwaway"), 500)


def test_a_database_that_is_no_database_is_503(make_app):
    app = make_app(PROPAGATE_EXCEPTIONS=False)
    (Path(app.instance_path) / "aerial.sqlite3").write_bytes(b"not a database " * 1000)
    assert_whole(app.test_client().get("/news/"), 503)
    assert_whole(app.test_client().get("/nowhere"), 404)


def test_a_page_after_the_database_came_back_is_there(make_app, migrated, tmp_path):
    path = tmp_path / "later" / "aerial.sqlite3"
    client = make_app(RADIO_SQLALCHEMY_DATABASE_URI=f"sqlite:///{path}").test_client()
    assert client.get("/news/").status_code == 503
    path.parent.mkdir()
    path.write_bytes(migrated.read_bytes())
    assert client.get("/news/").status_code == 200
