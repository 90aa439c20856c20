"""A story at noon, and the ways in which readers write under it and moderators decide."""

import secrets
from datetime import timedelta

import pytest
from flask.cli import FlaskGroup
from sqlalchemy import select

from blueprints.comments.actions import place
from blueprints.comments.models import ClosedDiscussion, Comment, ModerationEntry
from blueprints.comments.senders import sender_hashes
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.mail.outbox import OutgoingMail
from blueprints.news.models import FormerSlug, Story
from tests.comments.readers import FISHMONGER, TYPED, fields_of
from tests.news.conftest import look, publish, publish_hidden, wrong_page  # noqa: F401 - fixtures

WORDS = "I would lend it again tomorrow.\n\nIt still smells of cod."


@pytest.fixture
def story(traveller, publish):  # noqa: F811 - the fixture
    """The address of a story that is an hour old."""
    return publish("a-story", headline="A tour by cargo bike")


@pytest.fixture
def other_story(traveller, publish):  # noqa: F811 - the fixture
    """The address of another story, two hours old."""
    return publish("another-story", headline="A choir of forty", hours_ago=2)


def story_at(address):
    """The story at `address`; inside an app context."""
    return db.session.scalars(select(Story).where(Story.slug == address.rsplit("/")[-1])).one()


@pytest.fixture
def fill(app, traveller):
    """Open the form as a reader does, and fill it in: what would be sent."""

    def open_and_fill(address, reader=FISHMONGER, text=WORDS, to=None, through=app, **fields):
        query = f"?to={to}" if to else ""
        form = through.test_client().get(f"{address}/reply{query}")
        assert form.status_code == 200
        return fields_of(form) | {"name": reader.name, "email": reader.email, "text": text} | fields

    return open_and_fill


@pytest.fixture
def post(app):
    """Send what was filled in; `data` may be bytes, and `through` another app."""

    def send_it(address, data, reader=FISHMONGER, through=app, method="POST", **request):
        sender = {"REMOTE_ADDR": reader.address}
        path = f"{address}/comments"
        client = through.test_client()
        return client.open(path, method=method, data=data, environ_base=sender, **request)

    return send_it


@pytest.fixture
def send(fill, post, traveller, app):
    """Replies as a reader does: opens the form, writes for `after` seconds, sends it."""

    def reply(address, reader=FISHMONGER, after=3.0, headers=None, through=app, **fields):
        data = fill(address, reader, through=through, **fields)
        traveller.shift(after)
        return post(address, data, reader, through, headers=headers)

    return reply


def run(app, *words, **more):
    """Run a command as `flask` does; return its outcome."""
    flask = FlaskGroup(create_app=lambda: app, load_dotenv=False, set_debug_flag=False)
    return app.test_cli_runner().invoke(flask, words, **more)


@pytest.fixture
def comments(app):
    """Run flask comments …; return its outcome."""
    return lambda *words, **more: run(app, "comments", *words, **more)


@pytest.fixture
def approve(comments):
    """Publishes replies by their numbers, as a moderator does."""

    def publish_them(*numbers):
        outcome = comments("approve", *map(str, numbers))
        assert outcome.exit_code == 0, outcome.output

    return publish_them


@pytest.fixture
def meet(send, approve, rows, other_story, traveller):
    """Make a reader one who was approved before, a day and an hour ago."""

    def reply_once_and_wait(reader=FISHMONGER):
        assert send(other_story, reader, text=f"{reader.name} was here.").status_code == 303
        approve(rows()[-1].id)
        traveller.shift(25 * 3600)

    return reply_once_and_wait


def _reply(story, text, reader, ago, columns):
    moment = clock.now() - timedelta(seconds=ago)
    address_hash, network_hash = sender_hashes(reader.address)
    usual = {
        "story_id": story.id,
        "state": "approved",
        "name": reader.name,
        "email": reader.email,
        "text": text,
        "fingerprint": secrets.token_hex(32),
        "address_hash": address_hash,
        "network_hash": network_hash,
        "created_at": moment,
        "changed_at": moment,
    }
    return Comment(**usual | columns)


@pytest.fixture
def write(app, traveller):
    """Put a reply where it stands once moderators are done with it; return its number."""

    def put(address, text="So it was.", to=None, reader=FISHMONGER, ago=0.0, **columns):
        with app.app_context():
            comment = _reply(story_at(address), text, reader, ago, columns)
            place(comment, db.session.get(Comment, to).path if to else "")
            db.session.commit()
            return comment.id

    return put


@pytest.fixture
def write_many(app, traveller):
    """Put so many replies under a story at once, all alike; return their numbers."""

    def put(address, count, reader=FISHMONGER, ago=0.0, **columns):
        with app.app_context():
            story = story_at(address)
            replies = [_reply(story, f"No. {n}", reader, ago, columns) for n in range(count)]
            for reply in replies:
                place(reply, "")
            db.session.commit()
            return [reply.id for reply in replies]

    return put


@pytest.fixture
def close(app):
    """Closes the discussion of the story at an address."""

    def take_no_more(address):
        with app.app_context():
            closed = ClosedDiscussion(story_id=story_at(address).id, closed_at=clock.now())
            db.session.add(closed)
            db.session.commit()

    return take_no_more


@pytest.fixture
def change_story(app):
    """Changes columns of the story at an address; a new slug leaves the former one behind."""

    def change(address, **columns):
        with app.app_context():
            story = story_at(address)
            if "slug" in columns:
                db.session.add(FormerSlug(slug=story.slug, story_id=story.id))
            for name, value in columns.items():
                setattr(story, name, value)
            db.session.commit()

    return change


@pytest.fixture
def mails(app):
    """Every email in the outbox, in the order in which they were written."""
    return lambda: _all(app, OutgoingMail)


def _all(app, table):
    with app.app_context():
        found = db.session.scalars(select(table).order_by(table.id)).all()
        db.session.expunge_all()
    return found


@pytest.fixture
def rows(app):
    """Every reply that is kept, in whatever state, as the database has it now."""
    return lambda: _all(app, Comment)


@pytest.fixture
def ledger(app):
    """(act, number of the reply, by whom) of each act of moderation so far."""
    return lambda: [(e.act, e.comment_id, e.by) for e in _all(app, ModerationEntry)]


@pytest.fixture
def refused(post, rows):
    """Send what must be refused with `code`, and check that nothing was written."""

    def send_in_vain(code, address, data, *args, typed=TYPED, **request):
        before = [(row.id, row.state, row.changed_at) for row in rows()]
        answer = post(address, data, *args, **request)
        assert answer.status_code == code
        assert [(row.id, row.state, row.changed_at) for row in rows()] == before
        assert "no-store" in answer.headers["Cache-Control"]
        if code != 405:
            assert answer.headers["Cache-Control"] == "private, no-store"
            shown = fields_of(answer)
            assert {name: shown[name] for name in typed} == {
                name: data.get(name, "") for name in typed
            }
        return answer

    return send_in_vain
