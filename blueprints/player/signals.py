"""Signals of the library, for features to its right."""

from blinker import Namespace

_signals = Namespace()

# Sent inside the writing transaction, when MPD has a file under another name:
# file_moved.send(old, file=new)
file_moved = _signals.signal("file-moved")
