"""The desk's routes for writing, changing and deleting the station's own pages."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts import audit
from blueprints.accounts.access import me, only_for
from blueprints.core.clock import rfc3339
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.editor.body import editable_body
from blueprints.editor.diff import compared
from blueprints.pages.actions import PAGE_LABELS, write_page
from blueprints.pages.built_in import BUILT_IN_PAGES, built_in_page
from blueprints.pages.forms import PageForm
from blueprints.pages.models import StationPage
from blueprints.pages.queries import all_pages, find_page
from blueprints.pages.routes.blueprints import desk

add_to_menu("pages_desk.pages", _l("Pages"), "editor", place=50)

Answer = AnyResponse | tuple[str, int] | str


@desk.get("/pages/")
@only_for("editor")
def pages() -> str:
    """List the station's pages, and those that come with Aerial and are not written yet."""
    written = all_pages()
    slugs = {page.slug for page in written}
    waiting = [built_in_page(slug) for slug in BUILT_IN_PAGES if slug not in slugs]
    return render_template("pages/desk/pages.html", pages=[*written, *waiting])


@desk.get("/pages/new")
@only_for("editor")
def new_page() -> str:
    """Show an empty form."""
    return _form_page(PageForm(None, data={"language": "en"}), "")


@desk.post("/pages/")
@only_for("editor")
def create_page() -> Answer:
    """Save a new page."""
    return _save("")


@desk.get("/pages/<slug>")
@only_for("editor")
def written_page(slug: str) -> str:
    """Show the form of a page. 404 if there is none."""
    page = find_page(slug)
    if page is None and slug not in BUILT_IN_PAGES:
        abort(404)
    fields = _fields_of(page) if page else built_in_page(slug) | {"language": "en"}
    return _form_page(PageForm(None, data=fields), slug)


@desk.post("/pages/<slug>")
@only_for("editor")
def save_page(slug: str) -> Answer:
    """Save a page. 409 if another has changed it since: with both texts, or as a new page."""
    is_known = find_page(slug) is not None or slug in BUILT_IN_PAGES
    if not is_known and not request.form.get("version"):
        abort(404)
    return _save(slug)


@desk.get("/pages/<slug>/deletion")
@only_for("editor")
def ask_to_delete_page(slug: str) -> str:
    """Ask for confirmation before a page is deleted. 404 if there is none."""
    page: StationPage = find_page(slug) or abort(404)
    version = rfc3339(page.updated_at)
    is_built_in = slug in BUILT_IN_PAGES
    return render_template(
        "pages/desk/deletion.html", page=page, version=version, is_built_in=is_built_in
    )


@desk.delete("/pages/<slug>")
@only_for("editor")
def delete_page(slug: str) -> Answer:
    """Delete a page; one that comes with Aerial has its original text again.

    409 if the text has changed since the user saw it.
    """
    begin_write()
    page = find_page(slug) or abort(404)
    if request.form.get("version") != rfc3339(page.updated_at):
        fields = _fields_of(page)
        db.session.rollback()
        flash(
            _("Someone else saved this page while you were editing. Review their changes first."),
            "error",
        )
        return _form_page(PageForm(None, data=fields), slug), 409
    db.session.delete(page)
    audit.record("page deleted", slug)
    db.session.commit()
    flash(_("Original text restored.") if slug in BUILT_IN_PAGES else _("Page deleted."))
    return redirect(url_for("pages_desk.pages"), 303)


def _save(slug: str) -> Answer:
    form = PageForm()
    if not form.validate():
        return _form_page(form, slug), 422
    begin_write()
    page = find_page(slug) if slug else None
    if page is not None and form.version.data != rfc3339(page.updated_at):
        return _conflict(form, page)
    if page is None and slug and slug not in BUILT_IN_PAGES:
        return _gone(form)
    if form.slug.data != slug and _is_taken(form.slug.data or ""):
        db.session.rollback()
        form.slug.errors = [_("This address is already used by another page.")]
        return _form_page(form, slug), 422
    if slug in BUILT_IN_PAGES and form.slug.data != slug:
        db.session.rollback()
        form.slug.errors = [
            _("You can’t change this page’s address because every page links to it.")
        ]
        return _form_page(form, slug), 422
    fields = {"title": form.title.data, "slug": form.slug.data, "body": form.stored.html}
    write_page(page or StationPage(), fields | {"language": form.language.data}, "saved", me())
    audit.record("page changed", form.slug.data or "")
    db.session.commit()
    flash(_("Saved."))
    for fault in form.stored.faults:
        flash(str(fault), "warning")
    return redirect(url_for("pages_desk.written_page", slug=form.slug.data), 303)


def _is_taken(slug: str) -> bool:
    return find_page(slug) is not None or slug in (*BUILT_IN_PAGES, "new")


def _conflict(form: PageForm, page: StationPage) -> Answer:
    """Show both texts side by side; saving the form again replaces the other's text."""
    theirs = _fields_of(page)
    db.session.rollback()
    mine = {name: form[name].data for name in ("title", "slug", "body", "language")}
    form.version.data = theirs["version"]
    differences = compared(theirs, mine, PAGE_LABELS)
    return _form_page(form, str(theirs["slug"]), differences=differences), 409


def _gone(form: PageForm) -> Answer:
    """Show the form with all that was typed, to be saved as a new page."""
    db.session.rollback()
    form.version.data = ""
    flash(
        _("Someone deleted or moved this page while you were editing. Saving creates a new page."),
        "error",
    )
    return _form_page(form, ""), 409


def _fields_of(page: StationPage) -> dict[str, Any]:
    return {
        "title": page.title,
        "slug": page.slug,
        "body": editable_body(page.body),
        "language": page.language,
        "version": rfc3339(page.updated_at),
    }


def _form_page(form: PageForm, slug: str, **values: Any) -> str:
    page = find_page(slug) if slug else None
    return render_template("pages/desk/page.html", form=form, slug=slug, page=page, **values)
