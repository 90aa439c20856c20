"""Changes of subscriptions: begun, changed, paused, ended. Routes commit, not these.

Call them inside begin_write().
"""

from sqlalchemy import delete, exists, or_, select, update

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.wire.feed import Feed
from blueprints.wire.feed_finder import add_source
from blueprints.wire.forms import SourceForm
from blueprints.wire.models import ENDED, WireEntry, WireEvent, WireSource
from blueprints.wire.pictures import forget
from blueprints.wire.rights import narrow


def subscribe(form: SourceForm, by: User) -> WireSource:
    """Return a new subscription, due at once. Raises AlreadySubscribed."""
    feed = Feed(form.title.data or "", form.site_url.data or "")
    source = add_source(form.url.data, feed, created_by_id=by.id)
    change(source, form, by)
    return source


def change(source: WireSource, form: SourceForm, by: User) -> list[str]:
    """Write the settings of the form; they hold for what comes from now on.

    Other rights hold for all entries that are no stories yet: the feed is read again, though it has
    not changed. Returns the keys of files for library.drop_unneeded().
    """
    is_other = source.rights != form.rights.data
    if is_other:
        source.etag = source.last_modified = source.body_hash = ""
    if source.mode != form.mode.data:
        _leave_to_editors(source)
    source.name, source.interval = form.name.data or "", form.minutes
    source.tags, source.language = form.tag_names, form.language.data or ""
    source.rights, source.mode = form.rights.data, form.mode.data
    source.licence = form.licence.data or ""
    return narrow(source, by) if is_other else []


def _leave_to_editors(source: WireSource) -> None:
    """Let the entries that are in the inbox wait there, whatever becomes of the next ones."""
    waiting = WireEntry.source_id == source.id, WireEntry.state == "new"
    db.session.execute(update(WireEntry).where(*waiting).values(decided_at=clock.now()))


def fields_of(source: WireSource) -> dict[str, str]:
    """Return the settings of `source` for its form."""
    names = ("url", "name", "language", "rights", "licence", "mode")
    fields = {name: getattr(source, name) for name in names}
    return fields | {"interval": str(source.interval), "tags": ", ".join(source.tags)}


def pause(source: WireSource) -> None:
    """Fetch `source` no more, until it is resumed."""
    source.paused_at = source.paused_at or clock.now()


def resume(source: WireSource) -> None:
    """Fetch `source` again, soon; a feed that was gone gets another chance."""
    source.paused_at = source.gone_at = None
    source.failures, source.next_at = 0, clock.now()


def end(source: WireSource, by: User) -> list[str]:
    """End a subscription: its undecided entries and its events go, its stories stay.

    Entries that became stories, or were taken down, stay with it out of sight: so that stories can
    still be taken down, and what was taken down does not come back by another subscription.
    Returns the keys of files for library.drop_unneeded().
    """
    unused = select(WireEntry).where(WireEntry.source_id == source.id, WireEntry.state == "new")
    keys = [key for entry in db.session.scalars(unused) for key in forget(entry, by)]
    db.session.flush()
    db.session.execute(delete(WireEvent).where(WireEvent.source_id == source.id))
    is_needed = or_(WireEntry.story_id.is_not(None), WireEntry.state == "removed")
    own = WireEntry.source_id == source.id
    db.session.execute(delete(WireEntry).where(own, ~is_needed))
    if not db.session.scalar(select(exists().where(own))):
        db.session.delete(source)
        return keys
    source.mode, source.paused_at, source.lease_until = ENDED, clock.now(), None
    source.url_key = f"ended {source.id}"
    return keys
