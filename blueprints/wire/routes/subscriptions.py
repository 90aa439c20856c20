"""New sources: the feed is found first, and shown; then its settings are asked."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.extensions import begin_write, db
from blueprints.core.fetch import FetchError
from blueprints.core.text import is_web_address
from blueprints.news.forms import LONGEST_ADDRESS
from blueprints.wire import fetches, subscriptions
from blueprints.wire.feed_finder import AlreadySubscribed, Found, find_feed, find_subscribed
from blueprints.wire.forms import AddressForm, SourceForm
from blueprints.wire.labels import RIGHTS_EXPLAINED
from blueprints.wire.models import WireSource
from blueprints.wire.routes.blueprints import desk

SHOWN = 5
Answer = AnyResponse | tuple[str, int] | str


@dataclass(frozen=True)
class Preview:
    """The name of a feed, its address, and its newest headlines."""

    title: str
    url: str
    headlines: list[str]

    @classmethod
    def of(cls, found: Found) -> "Preview":
        """Return the preview of a feed."""
        return cls(found.title, found.url, [one.headline for one in found.feed.entries[:SHOWN]])


@desk.get("/sources/new")
def find_feed_form() -> str:
    """Ask for the address of a site or a feed."""
    return _page(AddressForm(None))


def _page(address: AddressForm, form: SourceForm | None = None, **values: Any) -> str:
    return render_template(
        "wire/desk/new_source.html", address=address, form=form, explained=RIGHTS_EXPLAINED,
        **values,
    )  # fmt: skip


@desk.post("/sources/new")
def find_source_feed() -> Answer:
    """Find the feed at an address, and show it with the settings; nothing is written yet."""
    address = AddressForm()
    if not address.validate():
        return _page(address), 422
    try:
        found = find_feed(address.url.data or "")
    except FetchError as error:
        address.url.errors = [str(error)]
        return _page(address), 422
    known = find_subscribed(found.url)
    if known is not None:
        return _refuse_known(address, known)
    form = SourceForm(None, name=found.title, url=found.url, title=found.feed.title,
                      site_url=found.feed.site_url)  # fmt: skip
    return _page(address, form, found=Preview.of(found))


def _refuse_known(address: AddressForm, known: WireSource) -> tuple[str, int]:
    words = _("You already have this feed, as “%(name)s”.", name=known.name)
    address.url.errors = [words]
    return _page(address, known=known), 409


@desk.post("/sources/")
def add_source() -> Answer:
    """Subscribe to a feed with its settings, and fetch it for the first time."""
    form, address = SourceForm(), AddressForm(None)
    address.url.data = form.url.data
    if not is_web_address(form.url.data or "") or len(form.url.data or "") > LONGEST_ADDRESS:
        address.url.errors = [_("Enter a web address, like https://example.org.")]
        return _page(address), 422
    if not form.validate():
        return _page(address, form), 422
    begin_write()
    try:
        number = subscriptions.subscribe(form, me()).id
    except AlreadySubscribed as error:
        return _refuse_known(address, error.source)
    db.session.commit()
    flash(_("Subscribed to “%(name)s”.", name=form.name.data))
    outcome = fetches.fetch_source(number)
    if outcome is not None:
        flash(outcome.words, "error" if outcome.is_fault else "message")
    return redirect(url_for("wire_desk.source", number=number), 303)
