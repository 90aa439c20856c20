"""The example content of an empty station: stories, comments, staff, shows and their log."""

from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.features import parts
from blueprints.example.news import make_stories
from blueprints.example.plays import add_plays
from blueprints.example.schedule import add_episodes, add_shows
from blueprints.example.shows import SHOWS
from blueprints.example.staff import keep, make_staff
from blueprints.news.models import Story
from blueprints.player.models import Play


class Added(NamedTuple):
    """How much example content was added."""

    stories: int
    shows: int
    plays: int


def is_empty() -> bool:
    """Return True if the station has no stories, no play log and no staff."""
    rows = (db.session.scalar(select(table.id).limit(1)) for table in (Story, Play, User))
    return all(row is None for row in rows)


def add_content() -> Added:
    """Write the example stories, comments, staff, shows and three weeks of plays; count them."""
    with current_app.test_request_context(base_url=current_app.config["RADIO_URL"]):
        stories, drawn = make_stories()
        staff, sign_ins = make_staff()
        # Before the commit: no staff whose passwords nobody knows.
        keep(sign_ins, Path(current_app.instance_path))
        begin_write()
        db.session.add_all([*stories, *staff])
        db.session.flush()
        for part in parts(current_app.extensions["features"], "example_rows"):
            part.add_examples(stories)
        now = clock.now()
        add_shows(staff, drawn, now)
        plays = add_plays(now, staff[0])
        add_episodes()
        db.session.commit()
        return Added(len(stories), len(SHOWS), plays)
