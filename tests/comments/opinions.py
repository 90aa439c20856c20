"""Opinions for tests of other features that look at a station with comments."""

from blueprints.comments.actions import place
from blueprints.comments.models import Comment
from blueprints.core import clock


def add_opinion(story, number):
    """Adds a published opinion under `story`, which is in the session."""
    moment = clock.now()
    opinion = Comment(
        story_id=story.id,
        state="approved",
        name=f"Reader {number}",
        email="reader@example.org",
        text=f"Opinion {number}",
        fingerprint=f"{story.id}-{number}",
        created_at=moment,
        changed_at=moment,
    )
    place(opinion, "")
