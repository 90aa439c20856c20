"""The example station's staff: one for each role, with passwords that no other station has."""

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from flask_security import hash_password, verify_password
from sqlalchemy.exc import SQLAlchemyError

from blueprints.accounts.models import User
from blueprints.accounts.queries import find_by_email, roles_named
from blueprints.core import clock

EXAMPLES = (
    ("dj", "Mara Ebb", "mara@example.org"),
    ("editor", "Tomas Quay", "tomas@example.org"),
    ("admin", "Ingrid Mole", "ingrid@example.org"),
)
FILE = "sign_ins.json"


@dataclass(frozen=True)
class SignIn:
    """A way into the example station."""

    role: str
    email: str
    password: str


def make_staff() -> tuple[list[User], list[SignIn]]:
    """Return the example staff, to be added, and how they sign in; hashing is slow."""
    users, sign_ins = [], []
    for role, name, email in EXAMPLES:
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        user = User(
            email=email,
            name=name,
            password=hash_password(password),
            active=True,
            fs_uniquifier=secrets.token_hex(32),
            created_at=clock.now(),
            roles=roles_named([role]),
        )
        users.append(user)
        sign_ins.append(SignIn(role, email, password))
    return users, sign_ins


def keep(sign_ins: Sequence[SignIn], folder: Path) -> None:
    """Store them in the station's folder, readable by its owner alone."""
    path = folder / FILE
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(sign_in) for sign_in in sign_ins], file, indent=2)


def working_sign_ins(folder: Path) -> list[SignIn]:
    """Return those that were stored and still work; none without the database."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return [sign_in for sign_in in (SignIn(**one) for one in kept) if _works(sign_in)]
    except (OSError, ValueError, TypeError, SQLAlchemyError):
        return []


def _works(sign_in: SignIn) -> bool:
    user = find_by_email(sign_in.email)
    if user is None or not user.active or not user.password:
        return False
    return bool(verify_password(sign_in.password, user.password))


def sign_in_line(sign_in: SignIn) -> str:
    """Return the line that says how a member of the example staff signs in."""
    return f"  {sign_in.role:<7} {sign_in.email:<20} {sign_in.password}"


def sign_in_lines(sign_ins: Sequence[SignIn]) -> str:
    """Return the lines that say how the example staff sign in; "" without any."""
    return "\n".join(["Sign in to the desk as:", *map(sign_in_line, sign_ins)]) if sign_ins else ""
