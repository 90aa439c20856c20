"""News to measure with: stories that share all their tags and artists, and opinions below them."""

from datetime import datetime, timedelta
from itertools import cycle

from flask import Flask
from sqlalchemy import func, insert, literal, select

from blueprints.comments import tree
from blueprints.comments.models import Comment
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import same_name, words_of
from blueprints.example.texts import SEVENTEEN_TAKES
from blueprints.media.models import Picture
from blueprints.news.models import Artist, Story, Tag, story_artist, story_tag
from blueprints.player.models import Credit, Play

TAGS = ("Film", "Harbour", "On location")
RARE = "Rare"  # the tag of the oldest story alone
ARTISTS = ("Amber Choir", "Anna and the Harbour Band")
WORDS = words_of(SEVENTEEN_TAKES)
HOURS = 20_000
LEVELS = (1, 1, 2, 1, 2, 3, 2, 1, 2, 3, 4, 5)  # how deep one reply after the other stands
EACH = 2  # replies below every story
PLAYS = 200
REPLIES = (
    ("M. from the lock house", "My grandmother was one of the forty. She complains of the boots."),
    ("Extra no. 23", "Tell her that hers were the good ones. Mine were two left ones, and I danced "
     "in them all night, and would again for the same soup."),
    ("قارئة من الميناء", "سمعتُ الجوقة من رصيف الصيادين ذلك الصباح. لم أعرف من أين يأتي الصوت، "
     "فبقيت واقفة."),
    ("Third row, left", "Please play the song of the third row!\n\nWe know that the second verse "
     "is wrong. It was cold, and nobody had a pencil."),
    ("A fork-lift driver", "I was not left on the record, but am told that I was in tune."),
    ("The fishmonger", "There is a plan of the hall at https://example.org/hall-3, for those who "
     "want to know where the bass stood. He’s behind the crates; he always is."),
    ("Oda’s neighbour", "Eleven umbrellas, and none of them mine. If somebody finds a green one "
     "with a handle like a duck, I will take the duck, and they may keep the umbrella."),
)  # fmt: skip


def write_stories(app: Flask, numbers: range) -> None:
    """Write /news/story-<number>, the later the higher, each with two replies, picture and all."""
    with app.app_context():
        begin_write()
        tags = _tags()
        artists = _artists()
        rows = [_story(number) for number in numbers]
        db.session.execute(insert(Picture), [_picture(number) for number in numbers])
        db.session.execute(insert(Story), rows)
        ids = [row["id"] for row in rows]
        links = [{"story_id": story, "tag_id": tag} for story in ids for tag in tags[:-1]]
        links += [{"story_id": 1, "tag_id": tags[-1]}] if 0 in numbers else []
        db.session.execute(insert(story_tag), links)
        links = [{"story_id": story, "artist_id": artist} for story in ids for artist in artists]
        db.session.execute(insert(story_artist), links)
        replies = _Replies()
        db.session.execute(
            insert(Comment), [row for story in ids for row in replies.below(story, EACH)]
        )
        db.session.commit()


def write_replies(app: Flask, number: int, count: int) -> None:
    """Write so many more replies below /news/story-<number>, in threads of every depth."""
    with app.app_context():
        begin_write()
        db.session.execute(insert(Comment), _Replies().below(_id(number), count))
        db.session.commit()


def last_reply(app: Flask) -> int:
    """The number of the reply that was written last."""
    with app.app_context():
        number: int = db.session.scalars(select(func.max(Comment.id))).one()
        return number


def credit_plays(app: Flask) -> None:
    """Credits every play of the log to every artist of the stories."""
    with app.app_context():
        begin_write()
        for name in ARTISTS:
            credits = select(Play.id, literal(same_name(name)), Play.started_at)
            columns = ["play_id", "key", "started_at"]
            db.session.execute(insert(Credit).from_select(columns, credits))
        db.session.commit()


def _tags() -> list[int]:
    """The numbers of the tags, the rare one last."""
    names = (*TAGS, RARE)
    if db.session.scalar(select(Tag.id)) is None:
        rows = [{"slug": name.lower().replace(" ", "-"), "name": name} for name in names]
        db.session.execute(insert(Tag), rows)
    return list(db.session.scalars(select(Tag.id).order_by(Tag.id)))


def _artists() -> list[int]:
    if db.session.scalar(select(Artist.id)) is None:
        keys = [(name, same_name(name)) for name in ARTISTS]
        rows = [{"slug": key.replace(" ", "-"), "name": name, "key": key} for name, key in keys]
        db.session.execute(insert(Artist), rows)
    return list(db.session.scalars(select(Artist.id)))


def _id(number: int) -> int:
    return number + 1


def _picture(number: int) -> dict[str, object]:
    return {
        "id": _id(number),
        "hash": f"{number:020x}",
        "width": 1920,
        "height": 1280,
        "alternative_text": "Forty people in coats of seven colours stand in the rain.",
        "caption": "Take nine. The ferry is about to say goodbye.",
        "credit": "The lock house",
    }


def _story(number: int) -> dict[str, object]:
    published = clock.now() - timedelta(hours=HOURS - number)
    return {
        "id": _id(number),
        "slug": f"story-{number}",
        "headline": f"Seventeen takes in the rain, part {number}",
        "standfirst": "A night on the old fish quay, where it rained until it rained.",
        "byline": "Mara from the tower" if number % 2 else "",
        "body": SEVENTEEN_TAKES,
        "words": WORDS,
        "publish_at": published,
        "updated_at": published,
        "read_more": [{"title": "The chart of the harbour", "url": "https://example.org/chart"}],
        "lead_picture_id": _id(number),
    }


class _Replies:
    """Makes rows of replies, numbered from the first number that is free."""

    def __init__(self) -> None:
        self._number: int = db.session.scalar(select(func.max(Comment.id))) or 0
        self._sent = clock.now() - timedelta(days=2)
        self._said = cycle(REPLIES)

    def below(self, story: int, count: int) -> list[dict[str, object]]:
        """Replies to a story and to each other, standing where actions.place would put them."""
        branch: list[str] = []
        rows = []
        for turn in range(count):
            self._number += 1
            del branch[LEVELS[turn % len(LEVELS)] - 1 :]
            above = tree.stand_under(branch[-1]) if branch else ""
            branch.append(tree.path_of(above, self._number))
            rows.append(self._row(story, above, branch[-1]))
        return rows

    def _row(self, story: int, above: str, path: str) -> dict[str, object]:
        name, text = next(self._said)
        sent: datetime = self._sent + timedelta(seconds=self._number)
        return {
            "id": self._number,
            "story_id": story,
            "parent_id": tree.number_of(above),
            "path": path,
            "state": "approved",
            "name": name,
            "email": f"reader{self._number % 1000}@example.org",
            "text": text,
            "fingerprint": f"{self._number:064x}",
            "play_id": self._number % PLAYS + 1,
            "created_at": sent,
            "changed_at": sent,
        }
