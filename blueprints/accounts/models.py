"""Staff: users, their roles, passkeys and sessions, invitations, the audit log."""

from datetime import datetime, timedelta
from typing import Any

from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import JSON, Column, ForeignKey, Index, LargeBinary, String, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core import clock
from blueprints.core.extensions import Model, db

ROLES = ("dj", "editor", "admin")

user_role = Table(
    "user_role",
    db.metadata,
    Column("user_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Model, RoleMixin):
    """A role: dj, editor or admin. They are held side by side, and none contains another."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class User(Model, UserMixin):
    """A member of staff. The names of the columns are Flask-Security's.

    `fs_uniquifier` identifies the user in a session: a new one signs out everywhere.
    """

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True
    )
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_last_counter: Mapped[int | None]  # of the last code that was used, since no code works twice
    created_at: Mapped[datetime]

    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        secondary=user_role, order_by=Role.name
    )
    webauthn: Mapped[list["WebAuthn"]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete-orphan"
    )

    def holds(self, *roles: str) -> bool:
        """Return True if the user holds one of `roles`; an admin holds all."""
        return any(role.name in (*roles, "admin") for role in self.roles)

    def has_second_factor(self) -> bool:
        """Return True if an authenticator app or a passkey is required after the password."""
        has_codes = bool(self.tf_primary_method and self.tf_totp_secret)
        return has_codes or any(key.usage == "secondary" for key in self.webauthn)


class WebAuthn(Model, WebAuthnMixin):
    """A passkey. The names of the columns are Flask-Security's."""

    __tablename__ = "webauthn"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    create_datetime: Mapped[datetime] = mapped_column(default=clock.now)
    lastuse_datetime: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))

    user: Mapped[User] = relationship(back_populates="webauthn")


class StaffSession(Model):
    """A browser in which a user is signed in: its session holds `key`. Deleting it signs out."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    browser: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(String(64), default="")


class Invitation(Model):
    """An invitation to join the staff with `roles`, sent to `email`; it can be accepted once."""

    __tablename__ = "invitation"
    OPEN_FOR = timedelta(days=7)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    roles: Mapped[list[str]] = mapped_column(JSON)
    invited_by: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    def is_open(self, now: datetime) -> bool:
        """Return True if it can still be accepted."""
        is_answered = self.accepted_at is not None or self.withdrawn_at is not None
        return not is_answered and now < self.created_at + self.OPEN_FOR


class AddressChange(Model):
    """A change of a user's address, which both ends must confirm."""

    __tablename__ = "address_change"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    new_email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime]
    old_confirmed_at: Mapped[datetime | None]
    new_confirmed_at: Mapped[datetime | None]


class AuditEntry(Model):
    """One thing that happened to accounts: a row of the append-only audit log.

    `who` did it (an address, or "command line"); `subject` is the user concerned.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("audit_entry_of_subject", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(40))
    who: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(254), default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    address: Mapped[str] = mapped_column(String(64), default="")
