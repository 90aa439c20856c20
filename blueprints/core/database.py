"""Access to the database: SQLite's settings, aware times, and the one way to write."""

import random
import sqlite3
from datetime import UTC, datetime
from threading import Lock
from time import sleep
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, DateTime, Dialect, MetaData, event
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.pool import ConnectionPoolEntry, Pool
from sqlalchemy.types import TypeDecorator

from blueprints.core import clock

# WAL is not among them: it is kept in the file, and set by the migration (two processes that
# set it at once lock each other out).
SQLITE_SETTINGS = (
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA secure_delete=ON",  # deleted text is overwritten, not only its place given free
)
TRUNCATED_WITHIN = 0.2  # seconds; meanwhile nobody writes


BETWEEN_TRIES = 0.0005, 0.003  # seconds
TURNS: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime, to the microsecond, in databases that keep no zone too."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the naive UTC time to store. Raises ValueError if `value` is naive."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive time was to be stored: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the aware UTC time that was stored."""
        return None if value is None else value.replace(tzinfo=UTC)


NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base class of every table."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime},
    )


@event.listens_for(Engine, "connect")
def set_up_sqlite(dbapi_connection: Any, _record: object) -> None:
    """Set up each new SQLite connection; the driver's own transactions are switched off."""
    if not isinstance(dbapi_connection, sqlite3.Connection):
        return
    dbapi_connection.isolation_level = None
    for setting in SQLITE_SETTINGS:
        dbapi_connection.execute(setting)


@event.listens_for(Engine, "begin")
def begin_sqlite(connection: Connection) -> None:
    """Begin SQLite's transaction: deferred for readers, immediate after begin_write().

    A connection whose option `sqlite_begin` is None reads one statement, which needs none.
    """
    if connection.dialect.name == "sqlite":
        kind = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        if kind == "IMMEDIATE":
            _begin_writing(connection)
        elif kind:
            connection.exec_driver_sql(f"BEGIN {kind}")


def _begin_writing(connection: Connection) -> None:
    """Execute BEGIN IMMEDIATE, within the busy timeout; one thread of each process tries at a time.

    SQLite's own waiting sleeps for up to 0.1 s while others overtake: of two processes with four
    writers each the slowest waited for more than a second (tests/performance/replies.py).
    """
    database: Any = connection.connection.dbapi_connection
    (patience,) = database.execute("PRAGMA busy_timeout").fetchone()
    until = clock.monotonic() + patience / 1000
    turn = TURNS.setdefault(connection.engine, Lock())
    if turn.acquire(timeout=patience / 1000):
        connection.info["turn"] = turn  # until the connection is given back
    database.execute("PRAGMA busy_timeout=0")
    try:
        while clock.monotonic() < until and _is_locked(database):
            sleep(random.uniform(*BETWEEN_TRIES))  # noqa: S311 - no secret
        if not database.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        database.execute(f"PRAGMA busy_timeout={patience}")


@event.listens_for(Pool, "checkin")
def end_turn(_dbapi_connection: object, record: ConnectionPoolEntry) -> None:
    """Allow the next writer of this process to begin."""
    turn = record.info.pop("turn", None)
    if turn is not None:
        turn.release()


def _is_locked(database: sqlite3.Connection) -> bool:
    """Try to begin; return True if another is writing. Other errors show at the next try."""
    try:
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        return bool(error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY)
    return False


@event.listens_for(Engine, "handle_error")
def take_broken_for_away(context: ExceptionContext) -> OperationalError | None:
    """Handle a file that is broken, or no database at all, like one that is unavailable."""
    error = context.original_exception
    if type(error) is not sqlite3.DatabaseError:  # its subclasses mean other errors
        return None
    return OperationalError(context.statement, context.parameters, error)


def truncate_log(engine: Engine) -> bool:
    """Empty SQLite's write-ahead log, where deleted text is still found; return True if it is.

    It stays as it is while somebody reads for longer than TRUNCATED_WITHIN. The caller has no
    transaction open. Other databases have no such log: True.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect().execution_options(sqlite_begin=None) as connection:
        (patience,) = connection.exec_driver_sql("PRAGMA busy_timeout").one()
        connection.exec_driver_sql(f"PRAGMA busy_timeout={round(TRUNCATED_WITHIN * 1000)}")
        try:
            is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
    return not is_busy


LARGEST_NUMBER = 2**31 - 1


def number_in(text: str) -> int | None:
    """Return the number of a record that `text` is, or None if it cannot be one."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return number if 0 < number <= LARGEST_NUMBER else None
