"""What is read about people."""

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
    """Where the user is signed in, the latest seen first; a hundred at most."""
    theirs = select(StaffSession).where(
        StaffSession.user_id == user_id, StaffSession.seen_at > clock.now() - LIFETIME
    )
    return db.session.scalars(theirs.order_by(StaffSession.seen_at.desc()).limit(100)).all()


def people(page: int) -> Sequence[User]:
    """A page of the staff by name, the active ones first; one more than a page holds."""
    everybody = select(User).options(selectinload(User.roles), selectinload(User.webauthn))
    by_name = everybody.order_by(User.active.desc(), func.lower(User.name), User.id)
    start = (page - 1) * PEOPLE_A_PAGE
    return db.session.scalars(by_name.offset(start).limit(PEOPLE_A_PAGE + 1)).all()


def find_by_email(email: str) -> User | None:
    """The user with this address, in whatever letters."""
    return db.session.scalar(select(User).where(func.lower(User.email) == email.lower()))


def roles_named(names: Sequence[str]) -> list[Role]:
    """The roles of these names."""
    return list(db.session.scalars(select(Role).where(Role.name.in_(names))))


def is_last_admin(user: User) -> bool:
    """Whether nobody else who is active is an admin."""
    others = select(User.id).where(
        User.id != user.id, User.active, User.roles.any(Role.name == "admin")
    )
    return db.session.scalar(others.limit(1)) is None


def open_invitations() -> Sequence[Invitation]:
    """The invitations that can still be accepted, the newest first; a hundred at most."""
    unanswered = Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
    recent = Invitation.created_at > clock.now() - Invitation.OPEN_FOR
    newest = select(Invitation).where(*unanswered, recent).order_by(Invitation.id.desc())
    return db.session.scalars(newest.limit(100)).all()


def entries(page: int, subject: str = "") -> Sequence[AuditEntry]:
    """A page of the audit trail, the newest first; one more than a page holds."""
    newest = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    if subject:
        newest = newest.where(AuditEntry.subject == subject)
    start = (page - 1) * ENTRIES_A_PAGE
    return db.session.scalars(newest.offset(start).limit(ENTRIES_A_PAGE + 1)).all()


def active_names() -> set[str]:
    """The names of everybody who works here."""
    return set(db.session.scalars(select(User.name).where(User.active)))
