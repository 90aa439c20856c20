"""Suggestions while a spin is typed."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.text import folded, same_name
from blueprints.player.models import Play, Track


@pytest.fixture
def known(app):
    """A library of three tracks and a log of three spins."""
    with app.app_context():
        for title, artist, more in (
            ("Tide", "Anna Björk", {"album": "Salt", "duration": 200.0}),
            ("Ident", "Anna Björk", {"kind": "jingle"}),
            ("Gone tide", "Bo", {"is_gone": True}),
        ):
            search, key = folded(f"{title} {artist}"), same_name(artist)
            track = Track(file=f"{title}.mp3", folder="", title=title, artist=artist, search=search,
                          artist_key=key, added_at=clock.now(), **more)  # fmt: skip
            db.session.add(track)
        for ago, (title, artist) in enumerate(
            (("Ropes", "The Slipways"), ("Tide", "Caro"), ("Ropes", "THE SLIPWAYS"))
        ):
            at = clock.now() - timedelta(days=ago)
            db.session.add(Play(source="spin", title=title, artist=artist, label="Quay",
                                started_at=at, ended_at=at))  # fmt: skip
        db.session.commit()


def suggested(browser, q):
    found = browser.get("/studio/suggestions.json", query_string={"q": q}).get_json()["rows"]
    return [(row["artist"], row["title"]) for row in found]


def test_spins_come_first_then_the_library(known, as_staff):
    dj = as_staff("dj")
    assert suggested(dj, "tide") == [("Caro", "Tide"), ("Anna Björk", "Tide")]
    assert suggested(dj, "slip rop") == [("The Slipways", "Ropes")]
    rows = dj.get("/studio/suggestions.json?q=bjork").get_json()["rows"]
    assert rows == [
        {"artist": "Anna Björk", "title": "Tide", "album": "Salt", "label": "", "duration": 200.0}
    ]


@pytest.mark.parametrize(
    "q", ["", " ", "\0", "%", "_", "\\", "x" * 10_000, "'; --", "\u202e", "tide " * 300]
)
def test_whatever_is_typed_is_text(known, as_staff, q):
    assert suggested(as_staff("dj"), q) in ([], [("Caro", "Tide"), ("Anna Björk", "Tide")])
