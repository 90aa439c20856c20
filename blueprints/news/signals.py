"""Signals of the news, for features to its right."""

from blinker import Namespace

_signals = Namespace()

# Sent inside the writing transaction, when a story's form was saved:
# story_saved.send(story, form=request.form)
story_saved = _signals.signal("story-saved")
