"""The desk's tags: renaming, merging, deleting."""

from flask_babel import lazy_gettext as _l

from blueprints.accounts.access import only_for
from blueprints.core.desk_menu import add_to_menu
from blueprints.news.routes.blueprints import desk
from blueprints.news.routes.names import Answer, Shelf
from blueprints.news.taxonomy import TAGS

WORDS = {
    "all": _l("Tags"),
    "one": _l("Tag"),
    "none": _l("No tags yet. Add tags when you write a story."),
    "merge": _l("Merge into another tag"),
    "merge_hint": _l("Its stories move to the other tag, and its address redirects there."),
}
SHELF = Shelf(TAGS, WORDS)

add_to_menu("news_desk.tags", WORDS["all"], "editor", place=40)


@desk.get("/tags/")
@only_for("editor")
def tags() -> str:
    """List all tags by name, with the number of their stories."""
    return SHELF.listed()


@desk.get("/tags/<int:number>")
@only_for("editor")
def tag(number: int) -> str:
    """Show one tag with its forms."""
    return SHELF.one(number)


@desk.post("/tags/<int:number>")
@only_for("editor")
def rename_tag(number: int) -> Answer:
    """Rename a tag; 409, with the offer to merge, if another has the name."""
    return SHELF.rename(number)


@desk.get("/tags/<int:number>/merger")
@only_for("editor")
def ask_to_merge_tag(number: int) -> Answer:
    """Ask for confirmation before a tag is merged into another."""
    return SHELF.ask_to_merge(number)


@desk.post("/tags/<int:number>/merger")
@only_for("editor")
def merge_tag(number: int) -> Answer:
    """Merge a tag into another."""
    return SHELF.merge(number)


@desk.delete("/tags/<int:number>")
@only_for("editor")
def delete_tag(number: int) -> Answer:
    """Delete a tag without stories."""
    return SHELF.delete(number)
