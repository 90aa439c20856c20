"""Commands run as `flask` runs them, and a look into a station's database."""

import sqlite3
from contextlib import closing
from pathlib import Path

from flask.cli import FlaskGroup

from blueprints.core.extensions import db

PICTURE = "0123456789abcdef0123-320.jpg"


def run(app, *words):
    """Run a command as `flask` does; return its outcome."""
    flask = FlaskGroup(create_app=lambda: app, load_dotenv=False, set_debug_flag=False)
    return app.test_cli_runner().invoke(flask, words)


def close(app):
    """Closes the station's database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def rows_of(file, table):
    """Every row of `table` in the SQLite file."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608


def database_of(app):
    """The file of the station's database."""
    return Path(app.instance_path) / "aerial.sqlite3"
