"""The desk's pages of tags and of artists, which differ in their texts alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import only_for
from blueprints.core.database import number_in
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.http import page_number
from blueprints.core.text import one_line
from blueprints.news import taxonomy
from blueprints.news.list_forms import NameForm
from blueprints.news.routes.blueprints import desk
from blueprints.news.taxonomy import ARTISTS, TAGS, Kind, Named

LONGEST_SEARCH = 200
Answer = AnyResponse | tuple[str, int] | str


@dataclass(frozen=True)
class Shelf:
    """The pages of one kind, and their texts."""

    kind: Kind
    words: dict[str, Any]

    def page(self, template: str, **values: Any) -> str:
        """Render one of the pages."""
        return render_template(
            f"news/desk/{template}.html", kind=self.kind.name, words=self.words, **values
        )

    def get(self, number: int) -> Named:
        """Return the record with that number, or abort with 404."""
        found = taxonomy.find(self.kind, number_in(str(number)) or 0)
        return found or abort(404)

    def form(self, *args: Any, **values: Any) -> NameForm:
        """Return the form for a name."""
        return NameForm(self.kind.longest, self.kind.has_commas, *args, **values)

    def to_list(self) -> AnyResponse:
        """Redirect to the list."""
        return redirect(url_for(f"{desk.name}.{self.kind.name}s"), 303)

    def listed(self) -> str:
        """List all by name, fifty a page, with the number of their stories; ?q= narrows."""
        page, q = page_number(), one_line(request.args.get("q", "")[:LONGEST_SEARCH])
        rows = taxonomy.list_names(self.kind, q, page)
        if page > 1 and not rows:
            abort(404)
        shown, has_next = rows[: taxonomy.PAGE_SIZE], len(rows) > taxonomy.PAGE_SIZE
        return self.page("names", rows=shown, q=q, page=page, has_next=has_next)

    def one(self, number: int) -> str:
        """Show one with its forms."""
        named = self.get(number)
        return self._one(named, self.form(None, data={"name": named.name}))

    def _one(self, named: Named, form: NameForm, into: str = "", fault: str = "") -> str:
        count = taxonomy.count_stories(self.kind, named)
        return self.page("name", named=named, form=form, count=count, into=into, fault=fault)

    def rename(self, number: int) -> Answer:
        """Rename one; 409, with the offer to merge, if another has the name."""
        form = self.form()
        if not form.validate():
            return self._one(self.get(number), form), 422
        begin_write()
        try:
            taxonomy.rename(self.kind, self.get(number), form.name.data or "")
        except taxonomy.NameTaken as taken:
            other = taken.other.id
            db.session.rollback()
            return self._merger(self.get(number), self.get(other), form.name.data or ""), 409
        db.session.commit()
        flash(_("Renamed. The old address redirects here."))
        return self.to_list()

    def ask_to_merge(self, number: int) -> Answer:
        """Ask for confirmation before one is merged into ?into=, a name; change nothing."""
        named, typed = self.get(number), one_line(request.args.get("into", "")[:400])
        into = taxonomy.find_named(self.kind, typed)
        if into is None or into is named:
            form = self.form(None, data={"name": named.name})
            fault = (
                _("No artist or tag has this name. Check the spelling.")
                if into is None
                else _("Choose a different one.")
            )
            return self._one(named, form, typed, fault), 422
        return self._merger(named, into, "")

    def _merger(self, named: Named, into: Named, typed: str) -> str:
        counts = (taxonomy.count_stories(self.kind, one) for one in (named, into))
        return self.page("merger", named=named, into=into, typed=typed, counts=tuple(counts))

    def merge(self, number: int) -> Answer:
        """Merge one into another, whose number is posted. 422 if that one does not exist."""
        begin_write()
        named = self.get(number)
        into = taxonomy.find(self.kind, number_in(request.form.get("into", "")) or 0)
        if into is None or into is named:
            abort(422)
        taxonomy.merge(self.kind, named, into)
        db.session.commit()
        flash(_("Merged. The old address redirects here."))
        return self.to_list()

    def delete(self, number: int) -> Answer:
        """Delete one without stories; else 409."""
        begin_write()
        try:
            taxonomy.forget(self.kind, self.get(number))
        except taxonomy.InUse:
            abort(409)
        db.session.commit()
        flash(_("Deleted."))
        return self.to_list()


TAG_WORDS = {
    "all": _l("Tags"),
    "one": _l("Tag"),
    "none": _l("No tags yet. Add tags when you write a story."),
    "merge": _l("Merge into another tag"),
    "merge_hint": _l("Its stories move to the other tag, and its address redirects there."),
}
ARTIST_WORDS = {
    "all": _l("Artists"),
    "one": _l("Artist"),
    "none": _l("No artists yet. Add artists when you write a story."),
    "merge": _l("Merge into another artist"),
    "merge_hint": _l(
        "Use this for two spellings of one name. Stories and plays move to the other artist."
    ),
}


def add_routes(shelf: Shelf) -> None:
    """Add the pages of one kind to the desk; they are for editors."""
    name, every, one = shelf.kind.name, f"/{shelf.kind.name}s/", f"/{shelf.kind.name}s/<int:number>"
    routes: tuple[tuple[str, str, str, Callable[..., Answer]], ...] = (
        ("GET", every, f"{name}s", shelf.listed),
        ("GET", one, name, shelf.one),
        ("POST", one, f"rename_{name}", shelf.rename),
        ("GET", f"{one}/merger", f"ask_to_merge_{name}", shelf.ask_to_merge),
        ("POST", f"{one}/merger", f"merge_{name}", shelf.merge),
        ("DELETE", one, f"delete_{name}", shelf.delete),
    )
    for method, address, endpoint, view in routes:
        desk.add_url_rule(address, endpoint, only_for("editor")(view), methods=[method])


for place, shelf in ((40, Shelf(TAGS, TAG_WORDS)), (45, Shelf(ARTISTS, ARTIST_WORDS))):
    add_routes(shelf)
    add_to_menu(f"news_desk.{shelf.kind.name}s", shelf.words["all"], "editor", place=place)
