"""The migrations, one after the other: a station that is older keeps what it has."""

from datetime import UTC, datetime

import pytest
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, select, text

from app import create_app
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.editor.working_copies import WorkingCopy
from blueprints.news.desk_queries import find_artist_named
from blueprints.news.models import Story
from blueprints.player.display_names import artist_keys
from blueprints.player.models import Credit, Play
from tests.staff import write_cast

FIRST_TABLES = "4c6ad037cb98"
FORM_KEYS = "8e42b6d1c7f0"
NOON = "2026-11-22 12:00:00.123456"
PLAY = text(
    "INSERT INTO play (id, source, kind, title, artist, album, file, started_at, ended_at, covered)"
    " VALUES (:id, 'mpd', 'music', :title, :artist, '', 'a.mp3', :moment, :moment, 0)"
)
ROWS = (
    "INSERT INTO picture (id, hash, width, height, alternative_text, caption, credit)"
    " VALUES (1, '0123456789abcdef0123', 960, 640, '', '', '')",
    "INSERT INTO tag (id, slug, name) VALUES (1, 'film', 'Film')",
    "INSERT INTO story (id, slug, headline, standfirst, byline, body, language, publish_at,"
    " updated_at, source_name, source_url, rights, lead_picture_id) VALUES"
    " (1, 'a-story', 'The quay', 'At dusk', 'Ada', '<p>Rain.</p>', 'en', :moment, :moment,"
    "  '', '', '', 1)",
    "INSERT INTO story_tag (story_id, tag_id) VALUES (1, 1)",
)
ARTISTS = ("Anna", "ANNA, ＢＥＮ", "", "Straße", "Earth, Wind & Fire", "x" * 300, "مرحبا", " , ")


@pytest.fixture
def old(tmp_path):
    """A station with stories and plays whose tables are the first ones."""
    app = create_app({"RADIO_INSTANCE": str(tmp_path / "old"), "TESTING": True})
    with app.app_context():
        upgrade(revision=FIRST_TABLES)
        for row in ROWS:
            db.session.execute(text(row), {"moment": NOON})
        for number, artist in enumerate(ARTISTS, 1):
            db.session.execute(PLAY, _play(number, artist))
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


def _play(number, artist):
    return {"id": number, "title": f"Song {number}", "artist": artist, "moment": NOON}


def rows_of(table):
    """Every row of `table`, as the database has them."""
    rows = db.session.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings().all()  # noqa: S608 - our own
    db.session.rollback()
    return [dict(row) for row in rows]


def fields_by_key():
    """Return what is kept of unsaved texts."""
    copies = {copy.key: copy.fields for copy in db.session.scalars(select(WorkingCopy))}
    db.session.rollback()
    return copies


def test_an_upgrade_keeps_every_row(old):
    with old.app_context():
        kept = {name: rows_of(name) for name in ("play", "story", "tag", "story_tag", "picture")}
        upgrade()
        for name, before in kept.items():
            after = rows_of(name)
            assert len(after) == len(before) > 0
            for row, was in zip(after, before, strict=True):
                assert was.items() <= row.items()


def test_what_is_new_of_a_story_is_empty(old):
    with old.app_context():
        upgrade()
        story = db.session.scalar(select(Story))
        assert (story.withdrawn_at, story.withdrawal_note) == (None, "")
        assert story.corrections == story.read_more == story.artists == []
        assert [tag.name for tag in story.tags] == ["Film"]
        assert story.lead_picture.hash == "0123456789abcdef0123"
    page = old.test_client().get("/news/a-story")
    assert page.status_code == 200
    assert "The quay" in page.text


def test_plays_that_are_in_the_log_are_credited_as_new_ones_are(old):
    with old.app_context():
        upgrade()
        for play in db.session.scalars(select(Play)):
            assert {credit.key for credit in play.credits} == artist_keys(play.artist)
        moments = set(db.session.scalars(select(Credit.started_at)))
        assert moments == {datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)}
        assert len(db.session.scalars(select(Credit)).all()) == 11


def test_a_long_log_is_credited_whole(old):
    with old.app_context():
        plays = [_play(number, "Anna") for number in range(100, 20_200)]
        db.session.execute(PLAY, plays)
        db.session.commit()
        upgrade()
        credited = text("SELECT count(DISTINCT play_id) FROM credit WHERE key = 'anna'")
        assert db.session.scalar(credited) == len(plays) + 2


def test_names_whose_direction_nothing_closes_are_mended(old):
    with old.app_context():
        upgrade()
        downgrade(revision=FORM_KEYS)
        db.session.execute(
            text("UPDATE story SET headline = 'A\u202equay', byline = '\u2067Ada\u2069'")
        )
        db.session.execute(text("UPDATE play SET artist = '\u2066Anna\u202c' WHERE id = 1"))
        db.session.execute(text("UPDATE credit SET key = '\u2066anna\u202c' WHERE play_id = 1"))
        db.session.execute(
            text(
                "INSERT INTO artist (slug, name, key) VALUES ('x', '\u202eXavier', '\u202exavier')"
            )
        )
        db.session.commit()
        upgrade()
        story = db.session.scalar(select(Story))
        assert (story.headline, story.byline) == ("Aquay", "\u2067Ada\u2069")
        assert db.session.get(Play, 1).artist == "Anna"
        assert [credit.key for credit in db.session.get(Play, 1).credits] == ["anna"]
        assert find_artist_named("Xavier").name == "Xavier"
        assert db.session.get(Play, 4).artist == "Straße"


def test_artists_of_unsaved_texts_are_named_one_a_line(old):
    was = {
        "new-1": {"artists": "Anna,Quay Dogs , ", "tags": "Film, Sea", "headline": "Fog, again"},
        "new-2": {"artists": "", "headline": "Rain"},
        "new-3": {"headline": "Tide"},
    }
    with old.app_context():
        upgrade()
        user = write_cast(old)["editor"]
        for key, fields in was.items():
            made = WorkingCopy(user_id=user, key=key, fields=fields, saved_at=clock.now())
            db.session.add(made)
        db.session.commit()
        downgrade(revision=FORM_KEYS)
        assert fields_by_key() == was
        upgrade()
        assert fields_by_key() == was | {"new-1": was["new-1"] | {"artists": "Anna\nQuay Dogs"}}
        downgrade(revision=FORM_KEYS)
        assert fields_by_key()["new-1"]["artists"] == "Anna, Quay Dogs"
        upgrade()
        assert fields_by_key()["new-1"]["artists"] == "Anna\nQuay Dogs"


def test_an_empty_station_is_upgraded(tmp_path):
    app = create_app({"RADIO_INSTANCE": str(tmp_path), "TESTING": True})
    with app.app_context():
        upgrade(revision=FIRST_TABLES)
        upgrade()
        assert rows_of("credit") == []
        db.engine.dispose()


def test_a_downgrade_keeps_what_was_there_before(old):
    with old.app_context():
        kept = {name: rows_of(name) for name in ("play", "story", "tag", "story_tag", "picture")}
        tables = set(inspect(db.engine).get_table_names())
        upgrade()
        downgrade(revision=FIRST_TABLES)
        assert {name: rows_of(name) for name in kept} == kept
        assert set(inspect(db.engine).get_table_names()) == tables
        upgrade()
        assert len(rows_of("credit")) == 11


def test_nothing_is_left_to_migrate(app):
    with app.app_context():
        check()


def test_an_old_station_is_at_the_end_as_a_new_one_is(old):
    with old.app_context():
        upgrade()
        check()


def test_what_would_be_left_is_noticed(app):
    with app.app_context():
        db.session.execute(text("DROP INDEX ix_story_byline"))
        db.session.commit()
        with pytest.raises(SystemExit):
            check()
