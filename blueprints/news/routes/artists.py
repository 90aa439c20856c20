"""The desk's artists: renaming, merging, deleting."""

from flask_babel import lazy_gettext as _l

from blueprints.accounts.access import only_for
from blueprints.core.desk_menu import add_to_menu
from blueprints.news.routes.blueprints import desk
from blueprints.news.routes.names import Answer, Shelf
from blueprints.news.taxonomy import ARTISTS

WORDS = {
    "all": _l("Artists"),
    "one": _l("Artist"),
    "none": _l("No artists yet. Add artists when you write a story."),
    "merge": _l("Merge into another artist"),
    "merge_hint": _l(
        "Use this for two spellings of one name. Stories and plays move to the other artist."
    ),
}
SHELF = Shelf(ARTISTS, WORDS)

add_to_menu("news_desk.artists", WORDS["all"], "editor", place=45)


@desk.get("/artists/")
@only_for("editor")
def artists() -> str:
    """List all artists by name, with the number of their stories."""
    return SHELF.listed()


@desk.get("/artists/<int:number>")
@only_for("editor")
def artist(number: int) -> str:
    """Show one artist with its forms."""
    return SHELF.one(number)


@desk.post("/artists/<int:number>")
@only_for("editor")
def rename_artist(number: int) -> Answer:
    """Rename an artist; 409, with the offer to merge, if another has the name."""
    return SHELF.rename(number)


@desk.get("/artists/<int:number>/merger")
@only_for("editor")
def ask_to_merge_artist(number: int) -> Answer:
    """Ask for confirmation before an artist is merged into another."""
    return SHELF.ask_to_merge(number)


@desk.post("/artists/<int:number>/merger")
@only_for("editor")
def merge_artist(number: int) -> Answer:
    """Merge an artist into another."""
    return SHELF.merge(number)


@desk.delete("/artists/<int:number>")
@only_for("editor")
def delete_artist(number: int) -> Answer:
    """Delete an artist without stories."""
    return SHELF.delete(number)
