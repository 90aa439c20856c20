"""The newswire's panel on a story's desk page: its original, an update, the takedown."""

from flask import render_template
from markupsafe import Markup

from blueprints.accounts.access import me
from blueprints.news.models import Story
from blueprints.wire.forms import TakedownForm
from blueprints.wire.inbox import find_entry_of


def wire_panel(story: Story) -> Markup:
    """Return the panel of a story that came from the newswire, "" for others and for DJs."""
    entry = find_entry_of(story.id) if me().holds("editor") else None
    if entry is None:
        return Markup()
    page = render_template("wire/desk/panel.html", entry=entry, takedown=TakedownForm(None))
    return Markup(page)  # noqa: S704 - a template of ours
