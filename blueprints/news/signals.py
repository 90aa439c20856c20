"""What others may hear of the news."""

from blinker import Namespace

_signals = Namespace()

# Sent inside the writing transaction, when a story's form was saved:
# story_saved.send(story, form=request.form)
story_saved = _signals.signal("story-saved")
