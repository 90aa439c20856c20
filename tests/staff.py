"""The fixed cast of the staff, and their browsers."""

import secrets
import time
from dataclasses import dataclass

from flask_security import hash_password
from sqlalchemy import select

from blueprints.accounts.models import Role, StaffSession, User
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db

PASSWORD = "a lantern over the slipway"  # noqa: S105 - of nobody
SESSION_KEY = "staff_session"


@dataclass(frozen=True)
class Member:
    """Somebody of the cast: a name for tests, a name for people, an address, roles."""

    key: str
    name: str
    email: str
    roles: tuple[str, ...]


CAST = (
    Member("dj", "Dana Deck", "dana@station.example", ("dj",)),
    Member("other_dj", "Dov Dial", "dov@station.example", ("dj",)),
    Member("editor", "Edda Ink", "edda@station.example", ("editor",)),
    Member("other_editor", "Emil Print", "emil@station.example", ("editor",)),
    Member("admin", "Ada Key", "ada@station.example", ("admin",)),
    Member("nobody", "Noor Former", "noor@station.example", ()),
)
HASHES: dict[str, str] = {}


def password_hash():
    """The hash of PASSWORD, made once in a run of tests."""
    if PASSWORD not in HASHES:
        HASHES[PASSWORD] = hash_password(PASSWORD)
    return HASHES[PASSWORD]


def write_cast(app):
    """Write the cast into the station; return each one's number by key."""
    with app.app_context():
        begin_write()  # a watcher or a worker may be writing, too
        roles = {role.name: role for role in db.session.scalars(select(Role))}
        users = {}
        for member in CAST:
            users[member.key] = User(
                email=member.email,
                name=member.name,
                password=password_hash(),
                fs_uniquifier=secrets.token_hex(16),
                created_at=clock.now(),
                roles=[roles[name] for name in member.roles],
            )
        db.session.add_all(users.values())
        db.session.commit()
        return {key: user.id for key, user in users.items()}


def sign_in(app, user_id, client=None):
    """A browser in which that user has just signed in, without the page."""
    client = client or app.test_client()
    with app.app_context():
        begin_write()
        user = db.session.get(User, user_id)
        now = clock.now()
        begun = StaffSession(user_id=user.id, key=secrets.token_hex(16), began_at=now, seen_at=now)
        db.session.add(begun)
        db.session.commit()
        identity, key = user.fs_uniquifier, begun.key
    with client.session_transaction("/desk/") as session:
        session.update(
            {
                "_user_id": identity,
                "_fresh": True,
                "fs_cc": "set",
                "fs_paa": time.time(),
                "fs_gexp": time.time(),
                SESSION_KEY: key,
            }
        )
    return client
