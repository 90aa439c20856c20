"""An hour of random songs, spins, talk and live sets beside an account of what was heard."""

import random

import pytest

from blueprints.player.models import MANUAL
from tests.player.by_hand import SONGS, Air, Entry, Hand
from tests.player.helpers import plays, polled

HOUR = 3600
CAPS = {"spin": 600, "talk": 1800, "live": 10_800}


class Account:
    """What is heard in each second: independent of the log and of its rules."""

    def __init__(self):
        self.now, self.heard = 0, []
        self.by_hand = None

    def pass_on(self, seconds):
        for _ in range(seconds):
            if self.by_hand and self.now >= self.by_hand[2]:
                self.by_hand = None
            self.heard.append((self.by_hand or ("playing",))[0])
            self.now += 1


@pytest.mark.parametrize("seed", range(3))
def test_the_json_and_the_log_agree_with_what_was_heard(app, cast, traveller, seed):
    chance, hand, air, account = random.Random(seed), Hand(app, cast["dj"]), Air(app), Account()
    air.look()
    songs, number = [["One", 0, None]], 0
    while account.now < HOUR:
        step = chance.choice([2, 8, 20, 60, 200, 700])
        account.pass_on(step)
        traveller.shift(step)
        act = chance.choice([*MANUAL, "back", "song", "song", "look"])
        air.look()
        if act in MANUAL:
            number += 1
            length = chance.choice([None, 30, 240])
            hand.starts(Entry(act, f"{act} {number}", duration=length))
            account.by_hand = (act, f"{act} {number}", account.now + (length or CAPS[act]))
        elif act == "back":
            hand.ends()
            account.by_hand = None
        elif act == "song":
            songs[-1][2] = account.now
            air.put_on(3 - air.song)
            songs.append([SONGS[air.song].title, account.now, None])
        air.look()
        body = polled(app)
        is_over = account.by_hand and account.now >= account.by_hand[2]
        told = account.by_hand if account.by_hand and not is_over else ("playing", songs[-1][0])
        assert (body["state"], body["track"]["title"]) == tuple(told[:2]), account.now
    rows = plays(app)
    assert sum(row.source in MANUAL and row.ended_at is None for row in rows) <= 1
    of_mpd = [row for row in rows if row.source == "mpd"]
    for row, (title, begin, end) in zip(of_mpd, songs, strict=True):
        heard = account.heard[begin : end or account.now].count("playing")
        length = (end or account.now) - begin
        assert row.title == title
        assert row.covered == (length > 0 and heard < min(5, length / 2)), (begin, end)
