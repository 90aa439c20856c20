"""How many statements an address costs, and that more rows do not make them more."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from blueprints.core.extensions import db
from tests.performance import newsroom
from tests.performance.station import station
from tests.performance.table import Bound, Row, at_most

FEW, MANY = (10, 5), (1_000, 500)  # stories, and replies below one of them
PAGED = 55  # replies below another, which fill a page and begin the next
PAGES = {
    "/current-track.json": at_most(1),
    "/": at_most(6),
    "/news/": at_most(5),
    "/news/tag/harbour": at_most(5),
    "/news/story-1": at_most(8),
    "/news/story-1?c=4": at_most(9),  # it finds the page of the comment, too
    "/news/story-2?page=2": at_most(8),
    "/news/story-1/reply": None,
    "/news/story-1/reply?to=4": None,
    "/news/feed.xml": None,
    "/news/tag/harbour/feed.xml": None,
    "/news/story-1/comments/feed.xml": None,
}


def measure() -> list[Row]:
    """The statements of each address with many stories and replies and with few."""
    with station() as made:
        newsroom.write_stories(made.app, range(FEW[0]))
        newsroom.write_replies(made.app, 1, FEW[1] - newsroom.EACH)
        newsroom.write_replies(made.app, 2, PAGED - newsroom.EACH)
        newsroom.credit_plays(made.app)
        few = {path: _count(made.app, path) for path in PAGES}
        newsroom.write_stories(made.app, range(FEW[0], MANY[0]))
        newsroom.write_replies(made.app, 1, MANY[1] - FEW[1])
        newsroom.write_replies(made.app, 2, MANY[1] - PAGED)
        many = {path: _count(made.app, path) for path in PAGES}
    return [_row(path, many[path], few[path], bound) for path, bound in PAGES.items()]


def _row(path: str, many: int, few: int, bound: Bound | None) -> Row:
    what = f"queries of {path} at 1,000 stories with 500 replies, at 10 with 5"
    kept = bound is None or (bound.holds(many) and many == few)
    return Row(what, str(many), str(few), "", bound, kept)


def _count(app: Flask, path: str) -> int:
    with _statements(app) as statements:
        answer = app.test_client().get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status}"
    return len(statements)


@contextmanager
def _statements(app: Flask) -> Iterator[list[str]]:
    """Collects what is sent to the database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
