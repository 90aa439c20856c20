"""Reads of users, sessions, invitations and the audit log."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from blueprints.accounts.models import AuditEntry, Invitation, Role, StaffSession, User
from blueprints.accounts.sessions import LIFETIME
from blueprints.core import clock
from blueprints.core.extensions import db

ENTRIES_A_PAGE = 50
PEOPLE_A_PAGE = 50


def sessions_of(user_id: int) -> Sequence[StaffSession]:
    """Return the sessions of a user, the latest seen first; a hundred at most."""
    theirs = select(StaffSession).where(
        StaffSession.user_id == user_id, StaffSession.seen_at > clock.now() - LIFETIME
    )
    return db.session.scalars(theirs.order_by(StaffSession.seen_at.desc()).limit(100)).all()


def people(page: int) -> Sequence[User]:
    """Return a page of the staff by name, active users first; one more than a page holds."""
    everybody = select(User).options(selectinload(User.roles), selectinload(User.webauthn))
    by_name = everybody.order_by(User.active.desc(), func.lower(User.name), User.id)
    start = (page - 1) * PEOPLE_A_PAGE
    return db.session.scalars(by_name.offset(start).limit(PEOPLE_A_PAGE + 1)).all()


def find_by_email(email: str) -> User | None:
    """Return the user with this address, in any case, or None."""
    return db.session.scalar(select(User).where(func.lower(User.email) == email.lower()))


def roles_named(names: Sequence[str]) -> list[Role]:
    """Return the roles of these names."""
    return list(db.session.scalars(select(Role).where(Role.name.in_(names))))


def is_last_admin(user: User) -> bool:
    """Return True if no other active user is an admin."""
    others = select(User.id).where(
        User.id != user.id, User.active, User.roles.any(Role.name == "admin")
    )
    return db.session.scalar(others.limit(1)) is None


def open_invitations() -> Sequence[Invitation]:
    """Return the invitations that can still be accepted, the newest first; a hundred at most."""
    unanswered = Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
    recent = Invitation.created_at > clock.now() - Invitation.OPEN_FOR
    newest = select(Invitation).where(*unanswered, recent).order_by(Invitation.id.desc())
    return db.session.scalars(newest.limit(100)).all()


def entries(page: int, subject: str = "") -> Sequence[AuditEntry]:
    """Return a page of the audit log, the newest first; one more than a page holds."""
    newest = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    if subject:
        newest = newest.where(AuditEntry.subject == subject)
    start = (page - 1) * ENTRIES_A_PAGE
    return db.session.scalars(newest.offset(start).limit(ENTRIES_A_PAGE + 1)).all()


def active_names() -> set[str]:
    """Return the names of all active users."""
    return set(db.session.scalars(select(User.name).where(User.active)))
