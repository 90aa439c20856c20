"""Messages to the studio of the example station."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Story
from blueprints.studio.models import StudioMessage

MESSAGES = (
    (
        3.2,
        "Ferry deck hand",
        "We have you on in the engine room, louder than the engine. Please play the one about the "
        "lamp again before we dock.",
    ),
    (
        1.4,
        "Nadia, Fish Street",
        "My son is seven today and believes that you live inside the radio. Could you say good "
        "morning to Emil?",
    ),
    (
        0.3,
        "The night baker",
        "Four hundred rolls done, two hundred to go. What was that waltz just before the news?",
    ),
)


def add_examples(stories: Sequence[Story]) -> None:
    """Add the example messages, the newest last; commit nothing."""
    for hours_ago, name, text in MESSAGES:
        sent = clock.now() - timedelta(hours=hours_ago)
        message = StudioMessage(
            name=name, text=text, fingerprint=secrets.token_hex(32), created_at=sent
        )
        db.session.add(message)
