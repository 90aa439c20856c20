"""The logs: one line an event, key=value, with the request's id, and nothing can add a line."""

import json
import logging
import re
import sys

import pytest

from blueprints.core.logs import LogfmtFormatter
from blueprints.core.tokens import sign

FIELD = re.compile(r'([a-z_]+)=("(?:[^"\\]|\\.)*"|[^ "=]+)(?: |$)')


def fields_of(line):
    """The fields of one line; fails if there is anything else in it."""
    assert "\n" not in line
    assert FIELD.sub("", line) == ""
    return {k: json.loads(v) if v.startswith('"') else v for k, v in FIELD.findall(line)}


def record(event, *arguments, error=None, **fields):
    made = logging.LogRecord("aerial.x", logging.WARNING, "x.py", 1, event, arguments, error)
    if fields:
        made.fields = fields
    return made


def line_of(*arguments, **fields):
    return LogfmtFormatter().format(record(*arguments, **fields))


@pytest.fixture
def lines_of(capsys, make_new_app):
    """Make an app with a throwaway route, ask for an address, return (answer, its log lines)."""

    def ask(address="/throwaway", view=lambda: "done", **settings):
        settings = {"RADIO_LOG_LEVEL": "DEBUG", "PROPAGATE_EXCEPTIONS": False} | settings
        app = make_new_app(**settings)
        app.add_url_rule("/throwaway", "throwaway", view)
        answer = app.test_client().get(address)
        return answer, capsys.readouterr().err.splitlines()

    return ask


# Lines


def test_an_event_is_one_line_of_fields():
    line = line_of("MPD answered", host="127.0.0.1", milliseconds=0.4)
    fields = fields_of(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", fields.pop("time"))
    assert line.startswith("time=2")
    assert fields == {
        "level": "warning",
        "logger": "aerial.x",
        "event": "MPD answered",
        "host": "127.0.0.1",
        "milliseconds": "0.4",
    }


def test_the_words_of_an_event_are_filled_in():
    assert fields_of(line_of("heard %s after %d s", "MPD", 3))["event"] == "heard MPD after 3 s"


def test_what_is_none_is_left_out():
    assert "host" not in fields_of(line_of("x", host=None))


@pytest.mark.parametrize(
    "value",
    ["", " ", "two words", 'quo"ted', "a=b", "back\\slash", "tab\tbed", "Gdańsk", "𝄞", "مرحبا"],
)
def test_every_value_can_be_read_back(value):
    assert fields_of(line_of("x", value=value))["value"] == value


@pytest.mark.parametrize(
    "value",
    [
        "a\nlevel=critical",
        "a\r\nlevel=critical",
        "a\x00b",
        "a\x1b[31mred",
        "a\u2028b",
        "a\x85b",
        '"\nlevel=critical event="x',
        "\ud800",
        "\u202egnp.exe",
    ],
)
def test_no_value_can_add_a_line_or_steer_a_terminal(value):
    for line in (line_of("x", value=value), line_of(value), line_of("heard %s", value)):
        assert line.isprintable()
        line.encode("utf-8")
        assert fields_of(line)["level"] == "warning"
    assert fields_of(line_of("x", value=value))["value"] == value


def test_a_traceback_is_one_quoted_value():
    try:
        raise ValueError("two\nlines")
    except ValueError:
        line = line_of("failed", error=sys.exc_info())
    traceback = fields_of(line)["traceback"]
    assert traceback.startswith("Traceback (most recent call last):\n")
    assert traceback.endswith("ValueError: two\nlines")


# Requests


def test_a_request_is_logged_with_the_id_that_its_answer_names(lines_of):
    answer, lines = lines_of()
    (fields,) = (fields_of(line) for line in lines)
    assert fields["logger"] == "aerial.request"
    assert fields["level"] == "debug"
    assert fields["request_id"] == answer.headers["X-Request-Id"]
    assert (fields["method"], fields["path"], fields["status"]) == ("GET", "/throwaway", "200")
    assert 0 <= float(fields["milliseconds"]) < 5000


def test_what_a_view_logs_carries_the_requests_id(lines_of):
    def view():
        logging.getLogger("aerial.news").info("published", extra={"fields": {"slug": "a-b"}})
        return "done"

    answer, lines = lines_of(view=view, RADIO_LOG_LEVEL="INFO")
    (fields,) = (fields_of(line) for line in lines)
    assert (fields["event"], fields["slug"]) == ("published", "a-b")
    assert fields["request_id"] == answer.headers["X-Request-Id"]


def test_usually_requests_are_not_logged(lines_of):
    assert lines_of(RADIO_LOG_LEVEL="INFO")[1] == []
    assert lines_of("/nowhere", RADIO_LOG_LEVEL="INFO")[1] == []


def test_a_failure_is_logged_with_its_traceback_and_id(lines_of):
    def view():
        raise RuntimeError("broken\nlevel=info")

    answer, lines = lines_of(view=view, RADIO_LOG_LEVEL="WARNING")
    failure, request = map(fields_of, lines)
    assert answer.status_code == 500
    assert failure["level"] == "error"
    assert "RuntimeError: broken\nlevel=info" in failure["traceback"]
    assert (request["level"], request["status"]) == ("warning", "500")
    assert failure["request_id"] == request["request_id"] == answer.headers["X-Request-Id"]


def test_a_database_that_is_away_is_logged(lines_of):
    address = "sqlite:////nowhere/at/all/aerial.sqlite3"
    _, lines = lines_of("/news/", RADIO_SQLALCHEMY_DATABASE_URI=address, RADIO_LOG_LEVEL="ERROR")
    (fields,) = map(fields_of, lines)
    assert fields["event"] == "the database cannot be used"
    assert fields["error"] == "unable to open database file"


@pytest.mark.parametrize(
    "address", ["/a%0Alevel=critical", "/a%0D%0A%0D%0Ab", "/%22%20x=y", "/%FF"]
)
def test_no_address_can_add_a_line(lines_of, address):
    answer, lines = lines_of(address)
    (fields,) = (fields_of(line) for line in lines)
    assert answer.status_code == 404
    assert fields["level"] == "debug"
    assert fields["status"] == "404"


def test_a_second_app_does_not_log_twice(lines_of, make_app):
    make_app()
    assert len(lines_of()[1]) == 1


def test_no_line_holds_a_signed_token(capsys, make_new_app):
    app = make_new_app(RADIO_LOG_LEVEL="DEBUG")
    with app.app_context():
        token = sign("comments.data", [7, 1764455555.123])
    app.test_client().get(f"/opinions/data/{token}/deletion")
    (line,) = capsys.readouterr().err.splitlines()
    assert fields_of(line)["path"] == "/opinions/data/…/deletion"
