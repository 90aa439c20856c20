"""The station's own pages for readers."""

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from blueprints.pages.built_in import BUILT_IN_PAGES
from blueprints.pages.queries import find_moved_page, find_page
from blueprints.pages.routes.blueprints import bp


@bp.app_template_global("page_address")
def address(slug: str) -> str:
    """Return the address of a page, for links on every page of the site."""
    return url_for("pages.page", slug=slug)


@bp.get("/pages/<slug>")
def page(slug: str) -> str | AnyResponse:
    """Show an editor’s text, else the one that comes with Aerial. 301 from a former address."""
    written = find_page(slug)
    if written is not None:
        return render_template("pages/page.html", page=written)
    if slug not in BUILT_IN_PAGES:
        present = find_moved_page(slug) or abort(404)
        return redirect(url_for("pages.page", slug=present), 301)
    return render_template(f"pages/built_in/{slug}.html")


@bp.get("/about")
@bp.get("/privacy")
def short_address() -> Response:
    """Redirect /about and /privacy to their pages."""
    return make_response(redirect(url_for("pages.page", slug=request.path.strip("/")), 301))
