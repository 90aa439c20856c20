"""The example station's news."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app, render_template

from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.text import clean_html, same_name
from blueprints.example.pictures import draw
from blueprints.example.stories import STORIES, ExamplePicture, ExampleStory
from blueprints.media.images import store_picture
from blueprints.media.models import Picture
from blueprints.news.models import Artist, Story, Tag

MARK = re.compile(r"<!-- picture: (\S+) -->")


class Sower:
    """A maker of the example stories' rows, with each tag and picture once."""

    def __init__(self) -> None:
        self._now = clock.now()
        self._folder = Path(current_app.instance_path) / "media"
        self._tags: dict[str, Tag] = {}
        self._artists: dict[str, Artist] = {}
        self.pictures: dict[str, Picture] = {}

    def story(self, example: ExampleStory) -> Story:
        """Return the row of one story, with its pictures drawn and stored."""
        published = self._now - timedelta(hours=example.hours_ago)
        corrections = [self._correction(*correction) for correction in example.corrections]
        return Story(
            slug=example.slug,
            headline=example.headline,
            standfirst=example.standfirst,
            byline=example.byline,
            body=self._body(example),
            language=example.language,
            publish_at=published,
            updated_at=max((at for at, _ in corrections), default=published),
            corrections=[{"at": str(rfc3339(at)), "note": note} for at, note in corrections],
            read_more=[{"title": title, "url": url} for title, url in example.read_more],
            source_name=example.source_name,
            source_url=example.source_url,
            rights=example.rights,
            lead_picture=self._picture(example.lead) if example.lead else None,
            pictures=[self._picture(picture) for picture in example.pictures],
            tags=[self._tag(name) for name in example.tags],
            artists=[self._artist(name) for name in example.artists],
        )

    def _correction(self, hours_ago: float, note: str) -> tuple[datetime, str]:
        return self._now - timedelta(hours=hours_ago), note

    def _body(self, example: ExampleStory) -> str:
        pictures = {picture.name: picture for picture in example.pictures}

        def figure(mark: re.Match[str]) -> str:
            return render_template("editor/figure.html", item=self._picture(pictures[mark[1]]))

        return clean_html(MARK.sub(figure, example.body))

    def _picture(self, example: ExamplePicture) -> Picture:
        if example.name not in self.pictures:
            stored = store_picture(draw(example.name), self._folder)
            self.pictures[example.name] = Picture(
                hash=stored.hash,
                width=stored.width,
                height=stored.height,
                alternative_text=example.alternative_text,
                caption=example.caption,
                credit=example.credit,
            )
        return self.pictures[example.name]

    def _tag(self, name: str) -> Tag:
        slug = name.casefold().replace(" ", "-")
        return self._tags.setdefault(slug, Tag(slug=slug, name=name))

    def _artist(self, name: str) -> Artist:
        key = same_name(name)
        slug = key.replace(" ", "-")
        return self._artists.setdefault(key, Artist(slug=slug, name=name, key=key))


def make_stories() -> tuple[list[Story], dict[str, Picture]]:
    """Return the rows of the example stories, and their pictures by name, drawn and stored.

    No row is written yet.
    """
    sower = Sower()
    return [sower.story(example) for example in STORIES], sower.pictures
