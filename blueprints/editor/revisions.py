"""The page of a text's revision history, on which two revisions can be compared."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, render_template, request

from blueprints.core.database import number_in
from blueprints.editor.diff import compared


def history_page(find: Callable[[int], Any], labels: Mapping[str, Any], **values: Any) -> str:
    """Render the history; ?from=&to= compares two revisions, which `find` knows by number.

    Aborts with 404 for a revision that is not there.
    """
    before, after = (_asked(find, name) for name in ("from", "to"))
    differences = compared(before.fields, after.fields, labels) if before and after else []
    return render_template(
        "editor/revisions.html",
        before=before,
        after=after,
        differences=[difference for difference in differences if difference.differs],
        **values,
    )


def _asked(find: Callable[[int], Any], name: str) -> Any:
    text = request.args.get(name, "")
    return (find(number_in(text) or 0) or abort(404)) if text else None
