"""Alembic's environment: the app's own engine and metadata; WAL for SQLite."""

from alembic import context
from flask import current_app
from sqlalchemy import Engine

from blueprints.core.database import UtcDateTime

migrate = current_app.extensions["migrate"]
engine: Engine = migrate.db.engine


def use_wal(engine: Engine) -> None:
    """Sets SQLite's write-ahead log, which the file keeps. It cannot be set in a transaction."""
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        connection.cursor().execute("PRAGMA journal_mode=WAL")
        connection.close()


def render_type(kind: str, item: object, _context: object) -> str | bool:
    """Writes our times as plain ones, so that a migration never imports the project."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def run_migrations() -> None:
    """Brings the database to the newest version."""
    use_wal(engine)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            render_item=render_type,
            transactional_ddl=True,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
