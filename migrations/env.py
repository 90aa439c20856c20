"""Alembic's environment: the app's own engine and metadata; WAL for SQLite."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Engine

from blueprints.core.database import UtcDateTime

migrate = current_app.extensions["migrate"]
engine: Engine = migrate.db.engine


def use_wal(engine: Engine) -> None:
    """Sets SQLite's write-ahead log, which the file keeps. It cannot be set in a transaction.

    SQLite does not wait for another process that sets it at the same moment: so we do, for 5 s.
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection:
        for tries_left in reversed(range(100)):
            try:
                connection.cursor().execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError:
                if not tries_left:
                    raise
                time.sleep(0.05)


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Switches SQLite's foreign keys off: a table that is made anew would take along the rows that
    refer to it. They cannot be switched in a transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys=ON")


def render_type(kind: str, item: object, _context: object) -> str | bool:
    """Writes our times as plain ones, so that a migration never imports the project."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def is_compared(name: str | None, kind: str, _parents: object) -> bool:
    """False for tables without a model: the index of the stories' words, and the tables of a
    feature that was removed, whose rows are kept.
    """
    return kind != "table" or name in migrate.db.metadata.tables


def run_migrations() -> None:
    """Brings the database to the newest version; of several at once, one does it first."""
    use_wal(engine)
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            render_item=render_type,
            include_name=is_compared,
            transactional_ddl=True,
            **migrate.configure_args,
        )
        with without_foreign_keys(connection), context.begin_transaction():
            context.run_migrations()
    engine.dispose()  # SQLite empties its write-ahead log for the last connection that is closed


run_migrations()
