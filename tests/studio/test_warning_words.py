"""The warnings in words: how long before, and what the rule says."""

import pytest

from blueprints.studio.rotation import Warning
from blueprints.studio.warning_words import words_of

SAID = [
    ("artist", {"minutes": 9, "rule": 30}, "Same artist 9 minutes before; the rule says 30"),
    ("artist", {"minutes": 1, "rule": 30}, "Same artist 1 minute before; the rule says 30"),
    ("artist", {"minutes": 0, "rule": 30},
     "Same artist less than a minute before; the rule says 30 minutes"),
    ("track", {"minutes": 80, "rule": 180},
     "Same track 1 hour 20 minutes before; the rule says 3 hours"),
    ("track", {"minutes": 120, "rule": 180}, "Same track 2 hours before; the rule says 3 hours"),
    ("track", {"minutes": 0, "rule": 180},
     "Same track less than a minute before; the rule says 3 hours"),
    ("artist_count", {"count": 5, "most": 4},
     "5 tracks by this artist in 3 hours; the rule says at most 4"),
    ("artist_row", {"count": 4, "most": 3},
     "4 tracks by this artist in a row; the rule says at most 3"),
    ("album_count", {"count": 4, "most": 3},
     "4 tracks from this album in 3 hours; the rule says at most 3"),
    ("album_row", {"count": 3, "most": 2},
     "3 tracks from this album in a row; the rule says at most 2"),
    ("explicit", {"from": "22:00", "until": "06:00"},
     "Explicit: only allowed from 22:00 to 06:00"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "words"), SAID)
def test_each_warning_in_words(app, kind, values, words):
    with app.test_request_context():
        assert words_of(Warning(kind, values)) == words
