"""What the station publishes, as JSON that setup/install.php reads: the same on both sites."""

import json
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from blueprints.comments.models import Comment
from blueprints.core.extensions import db
from blueprints.news.models import Story
from tests.performance import newsroom
from tests.performance.story import REPLIES, STORIES

DISCUSSED = STORIES // 2  # the story that has all the replies


def write(app: Flask) -> None:
    """Write a hundred stories into the station, one of them with fifty replies."""
    newsroom.write_stories(app, range(STORIES))
    newsroom.write_replies(app, DISCUSSED, REPLIES - newsroom.EACH)
    newsroom.credit_plays(app)


def exported(app: Flask) -> str:
    """Return stories and comments, oldest first, and the answer that says the current track."""
    track = app.test_client().get("/current-track.json").get_data(as_text=True)
    with app.app_context():
        query = select(Story).options(joinedload(Story.lead_picture), selectinload(Story.tags))
        stories = [_story(story) for story in db.session.scalars(query.order_by(Story.publish_at))]
        comments = [
            _comment(comment)
            for comment in db.session.scalars(select(Comment).order_by(Comment.id))
        ]
    return json.dumps({"stories": stories, "comments": comments, "current_track": track})


def _story(story: Story) -> dict[str, Any]:
    picture = story.lead_picture
    assert picture is not None
    assert story.publish_at is not None
    return {
        "id": story.id,
        "slug": story.slug,
        "title": story.headline,
        "excerpt": story.standfirst,
        "content": story.body + _read_more(story),
        "date": f"{story.publish_at:%Y-%m-%d %H:%M:%S}",
        "tags": [tag.name for tag in story.tags],
        "picture": {
            "name": picture.hash,
            "width": picture.width,
            "height": picture.height,
            "widths": picture.widths(),
            "alt": picture.alternative_text,
            "caption": f"{picture.caption} {picture.credit}",
        },
    }


def _read_more(story: Story) -> str:
    links = (f'<li><a href="{link["url"]}">{link["title"]}</a></li>' for link in story.read_more)
    return f"<ul>{''.join(links)}</ul>"


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "story": comment.story_id,
        "parent": comment.parent_id,
        "author": comment.name,
        "email": comment.email,
        "text": comment.text,
        "date": f"{comment.created_at:%Y-%m-%d %H:%M:%S}",
    }
