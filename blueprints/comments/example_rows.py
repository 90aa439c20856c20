"""Comments of the example station."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from blueprints.comments.actions import place
from blueprints.comments.models import Comment
from blueprints.core import clock
from blueprints.news.models import Story


@dataclass(frozen=True)
class ExampleOpinion:
    """An example comment, written so many hours ago, and its replies."""

    name: str
    hours_ago: float
    text: str
    answers: tuple["ExampleOpinion", ...] = ()


OPINIONS = {
    "seventeen-takes-in-the-rain": (
        ExampleOpinion(
            "M. from the lock house",
            4.5,
            "My grandmother was one of the forty. She still complains about the boots.",
            (
                ExampleOpinion(
                    "Extra no. 23",
                    4.1,
                    "Tell her that hers were the good ones. Mine were two left ones, and I danced "
                    "in them.",
                    (
                        ExampleOpinion(
                            "M. from the lock house",
                            3.9,
                            "She says: then it was you who stood on her foot in take nine.",
                        ),
                    ),
                ),
            ),
        ),
        ExampleOpinion(
            "Third row, left",
            2.2,
            "Please play the song of the third row! We know the second verse is wrong. It was "
            "cold.\n\nAnd thank the Kitchen Table people for the soup.",
        ),
    ),
    "a-choir-of-forty-in-a-fish-hall": (
        ExampleOpinion(
            "A fork-lift driver",
            20.0,
            "I was not left on the record, but I am told that I was in tune.",
        ),
        ExampleOpinion(
            "قارئة من الميناء",
            12.5,
            "سمعتُ الجوقة من رصيف الصيادين ذلك الصباح. لم أعرف من أين يأتي الصوت، فبقيت واقفة.",
        ),
    ),
    "a-tour-by-cargo-bike": (
        ExampleOpinion(
            "The fishmonger",
            100.0,
            "It still smells of cod, they still owe me a bell, and I would lend it again tomorrow.",
        ),
    ),
}


def add_examples(stories: Sequence[Story]) -> None:
    """Add the example comments on `stories`, which are in the session; commit nothing."""
    for story in stories:
        for example in OPINIONS.get(story.slug, ()):
            _add(story, example, "")


def _add(story: Story, example: ExampleOpinion, answered: str) -> None:
    sent = clock.now() - timedelta(hours=example.hours_ago)
    comment = Comment(
        story_id=story.id,
        state="approved",
        name=example.name,
        email=f"{secrets.token_hex(8)}@example.org",
        text=example.text,
        fingerprint=secrets.token_hex(32),
        created_at=sent,
        changed_at=sent,
    )
    place(comment, answered)
    for answer in example.answers:
        _add(story, answer, comment.path)
