"""What happens in the simulated day, hour by hour."""

from dataclasses import replace

from blueprints.core.clock import from_timestamp
from tests.performance.day_music import JINGLE, piece, vinyl
from tests.performance.day_simulated import HOUR, MIDNIGHT, at
from tests.player.by_hand import Entry


def whole_day(day):
    """A day from half an hour before midnight until forty minutes after the next."""
    automation(day, at("03:00"))
    day.stop(600)
    automation(day, at("09:59:30"))
    paused_vinyl(day, at("10:00"), at("12:00"), records=20)
    automation(day, at("14:00"))
    dead_hour(day, HOUR)
    automation(day, at("16:00"))
    playout_hour(day, at("17:00"))
    automation(day, at("18:00"))
    slips(day)
    automation(day, at("20:00"))
    vinyl_over_music(day, at("22:00"), first=20, records=20)
    forgotten_live(day, at("23:00"))
    automation(day, MIDNIGHT + 24 * HOUR + 2400, every=600)


def automation(day, until, every=1500):
    """MPD plays on; now and then somebody skips a song."""
    while day.now + every < until:
        day.go(day.now + every - 30)
        if day.mpd.state == "play" and day.now - day.mpd.began > 8 and day.dice.random() < 0.2:
            day.skip()
        day.go(day.now + 30)
        day.sample()
    day.go(until)
    day.sample()


def paused_vinyl(day, since, until, records):
    """A show with MPD paused: records, talk between them, one that is logged afterwards."""
    day.go(day.now + 1)
    day.pause()
    day.go(since)
    each = (until - since) / records
    for number in range(records):
        begin = since + number * each
        day.go(begin)
        day.starts("spin", *vinyl(number), length=each - 60 if number % 7 == 3 else None)
        day.sample()
        if number == 5:  # nobody logs the next record until it is over
            day.go(begin + each * 0.5)
            day.back()
            day.go(begin + each - 20)
            insert(day, day.now - 100, 90)
        elif number % 7 != 3:
            day.go(begin + each - 50)
            day.starts("talk", "")
            day.sample()
            day.go(begin + each - 8)
        if number == 8:
            day.back()
    day.go(until - 1)
    day.back()
    day.go(until)
    day.resume()
    day.sample()


def insert(day, began, length):
    """A record that is logged after it was heard."""
    title, artist, album, label = vinyl(39)
    day.account.add("spin", began, title=title, artist=artist, album=album, label=label,
                    end=began + length, how="finished")  # fmt: skip
    day.hand.inserts(from_timestamp(began), Entry("spin", title, artist, album, label, length))


def dead_hour(day, length):
    """MPD is dead; a DJ talks for a while, and forgets to end it."""
    begin = day.now
    day.kill_mpd()
    day.go(begin + 60)
    day.sample()
    day.go(begin + length / 3)
    day.starts("talk", "Sorry for the silence")
    day.sample()
    day.go(begin + length / 3 + 240)
    day.back()
    day.go(begin + length / 3 + 300)
    day.sample()
    day.go(begin + length)
    day.start_mpd()
    day.go(day.now + 10)
    day.sample()


def playout_hour(day, until):
    """Another playout is on air over MPD: jingles too, one post late, some twice."""
    number = 0
    while day.now + 300 < until:
        song = piece(number * 3)
        loud = replace(song, artist=song.artist.upper(), title=song.title)
        if number == 4:
            first, second = loud, piece(41)
            began = day.now
            day.go(began + first.duration)
            day.posts_play(second)
            day.go(day.now + 30)
            day.posts_play(first, late=day.now - began)
            day.go(began + first.duration + second.duration)
        elif number % 5 == 2:
            day.posts_play(JINGLE, kind="jingle")
            day.go(day.now + JINGLE.duration)
        else:
            day.posts_play(loud)
            day.go(day.now + 40)
            day.sample()
            day.go(day.now - 40 + loud.duration)
        number += 1
    day.go(day.now + 20)
    day.sample()
    day.go(until)


def slips(day):
    """A spin by mistake, which is removed; one that is misspelt, and one forgotten."""
    number = day.hand.starts(Entry("spin", "By mistake", "Nobody"))
    day.go(day.now + 20)
    day.hand.removes(number)
    day.go(day.now + 300)
    number = day.starts("spin", "Lantern", "Harbor Orchestar", "Side 1", "Wax 1")
    day.sample()
    day.go(day.now + 100)
    day.hand.corrects(number, artist="Harbour Orchestra")
    day.manual.artist = "Harbour Orchestra"
    day.sample()
    day.go(day.now + 700)
    day.sample()


def vinyl_over_music(day, until, first, records):
    """A show with MPD going on underneath: records, talk, and a little music between."""
    since, each = day.now, (until - day.now) / records
    for number in range(records):
        begin = since + number * each
        day.go(begin)
        day.starts("spin", *vinyl(first + number))
        day.sample()
        day.go(begin + each - 90)
        if number % 3 == 0:
            day.back()
            day.go(begin + each - 90 + (3 if number % 2 else 30))
        day.starts("talk", "Between records" if number % 4 == 1 else "")
        day.sample()
        day.go(begin + each - 10)
        if number % 5 == 2:
            day.back()
    day.go(until)
    day.back()


def forgotten_live(day, until):
    """A live set that nobody ends: its cap does."""
    day.go(day.now + 300)
    day.starts("live", "Anna at the quay")
    day.go(day.now + 1200)
    day.sample()
    day.go(until)
    day.sample()


def short_day(day):
    """The same happenings in four hours, from half an hour before midnight."""
    automation(day, at("00:20"))
    day.stop(130)
    automation(day, at("00:40"))
    paused_vinyl(day, day.now + 60, day.now + 2220, records=6)
    automation(day, at("01:40"))
    dead_hour(day, 1800)
    playout_hour(day, at("02:35"))
    slips(day)
    vinyl_over_music(day, day.now + 1440, first=20, records=4)
    forgotten_live(day, day.now + 3300)
