"""The practice studio's log of what its MPD plays."""

import pytest

from blueprints.core import clock
from blueprints.core.app_context import own_context
from blueprints.core.extensions import db
from blueprints.player.models import Play
from blueprints.studio.jobs import end_rows_over
from blueprints.studio.models import PracticePlay, Presence
from blueprints.studio.practice_log import PracticeLog
from tests.studio.dj import DJ


@pytest.fixture
def practice(make_app, fake_mpd, cast_of):
    """The station over a practice MPD that plays Tide; somebody is in the practice studio."""
    fake_mpd.plays(songid="1", Title="Tide", file="tide.mp3")
    return make_app(RADIO_PRACTICE_MPD_HOST="127.0.0.1", RADIO_PRACTICE_MPD_PORT=fake_mpd.port)
