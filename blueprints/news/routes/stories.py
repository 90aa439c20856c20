"""Routes for writing stories at the desk."""

import re
import secrets
from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from blueprints.accounts.access import me
from blueprints.editor.working_copies import WorkingCopy, find_copy
from blueprints.news.forms import StoryForm
from blueprints.news.loaders import may_change, story_for_desk
from blueprints.news.revisions import form_fields
from blueprints.news.routes.blueprints import desk
from blueprints.news.routes.story_saves import (
    Answer,
    anything,
    conflict,
    create,
    editor,
    key_of,
    plain_save,
    save,
)

NEW_KEY = re.compile(r"new-[0-9a-f]{12}")


@desk.get("/stories/new")
def new_story() -> str:
    """Show an empty form; ?copy= opens the unsaved text with that key."""
    key = request.args.get("copy", "") or request.args.get("key", "")
    copy = find_copy(me().id, key) if NEW_KEY.fullmatch(key) else None
    if copy is None:
        return editor(StoryForm(None, data=_empty()))
    form = _form_of(copy)
    form.key.data = copy.key
    return editor(form, copy=copy)


def _empty() -> dict[str, str]:
    return {"language": "en", "byline": me().name, "key": f"new-{secrets.token_hex(6)}"}


@desk.post("/stories/")
def create_story() -> Answer:
    """Save a new draft."""
    return create()


@desk.get("/stories/<int:number>")
def story(number: int) -> str:
    """Show the form of a story (for a DJ whose story is out: the story, to read).

    Unsaved changes are shown in it; if another has saved since, beside their version.
    """
    found = story_for_desk(number)
    if not may_change(found):
        return render_template("news/desk/read.html", story=found)
    copy = find_copy(me().id, key_of(found))
    if copy is None:
        return editor(StoryForm(None, data=form_fields(found)), found)
    form = _form_of(copy)
    if copy.version != found.version:
        return conflict(form, found, copy)
    form.version.data = str(found.version)
    return editor(form, found, copy)


def _form_of(copy: WorkingCopy) -> StoryForm:
    typed: dict[str, Any] = {
        name: value for name, value in copy.fields.items() if name != "csrf_token"
    }
    return StoryForm(MultiDict(typed))


@desk.post("/stories/<int:number>")
def save_story(number: int) -> Answer:
    """Save a story. 409 if another has saved it since."""
    return save(number, plain_save, anything)
