"""The migrations make the tables of the models, from nothing, at once, and again."""

import multiprocessing
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, inspect, select, text

from app import create_app
from blueprints.core.extensions import db
from blueprints.media.models import Picture
from blueprints.news.models import Story, Tag

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def session(app):
    """The session of the station's database."""
    with app.app_context():
        yield db.session


def tables():
    return set(inspect(db.engine).get_table_names())


def is_of_a_model(name, kind, *_):
    """False for the index of the stories' words, and the tables of a feature that was removed."""
    return kind != "table" or name in db.metadata.tables


def differences():
    """Return what Alembic would still have to change to make the database that of the models."""
    with db.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": is_of_a_model}
        context = MigrationContext.configure(connection, opts=opts)
        return compare_metadata(context, db.metadata)


def checks_of(table):
    return {
        check["name"]: check["sqltext"] for check in inspect(db.engine).get_check_constraints(table)
    }


def test_the_migrations_make_the_tables_of_the_models(session):
    assert differences() == []
    assert tables() >= {*db.metadata.tables, "alembic_version"}


def test_the_migrations_make_the_checks_of_the_models(session):
    for name, table in db.metadata.tables.items():
        checks = [c for c in table.constraints if isinstance(c, CheckConstraint)]
        assert checks_of(name) == {c.name: str(c.sqltext) for c in checks}


def test_the_migrations_can_be_undone_and_done_again(session):
    downgrade(revision="base")
    assert tables() == {"alembic_version"}
    upgrade()
    assert differences() == []


def test_an_upgrade_of_what_is_new_already_changes_nothing(session):
    session.add(Picture(hash="kept", width=1, height=1))
    session.commit()
    upgrade()
    assert session.scalar(select(Picture.hash)) == "kept"


REBUILD = """
from alembic import op

revision = "rebuild"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("story", recreate="always") as batch:
        batch.alter_column("byline", new_column_name="author")
"""


def test_a_migration_that_rebuilds_a_table_keeps_the_rows_that_refer_to_it(session, tmp_path):
    story = Story(slug="a", headline="A", updated_at=NOON, tags=[Tag(slug="b", name="B")])
    session.add(story)
    session.commit()
    head = session.scalar(text("SELECT version_num FROM alembic_version"))
    session.commit()
    shutil.copytree(ROOT / "migrations", tmp_path / "migrations")
    (tmp_path / "migrations/versions/rebuild.py").write_text(REBUILD.format(head=head))
    upgrade(directory=str(tmp_path / "migrations"))
    assert session.scalar(text("SELECT count(author) FROM story")) == 1
    assert session.scalar(text("SELECT count(*) FROM story_tag")) == 1
    assert session.scalar(text("PRAGMA foreign_keys")) == 1


def _upgrade(folder, barrier):
    app = create_app({"RADIO_INSTANCE": str(folder), "TESTING": True})
    barrier.wait()
    with app.app_context():
        upgrade()


def test_upgrades_at_once_end_well(tmp_path):
    context = multiprocessing.get_context("fork")
    for attempt in range(5):
        folder, barrier = tmp_path / str(attempt), context.Barrier(3)
        upgrades = [context.Process(target=_upgrade, args=(folder, barrier)) for _ in range(3)]
        for process in upgrades:
            process.start()
        for process in upgrades:
            process.join(60)
        assert [process.exitcode for process in upgrades] == [0, 0, 0]
        app = create_app({"RADIO_INSTANCE": str(folder), "TESTING": True})
        with app.app_context():
            assert differences() == []
            db.engine.dispose()
