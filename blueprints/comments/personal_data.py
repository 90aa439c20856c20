"""All that one email address left: exported, and deleted permanently.

Features to the right that store such data add themselves by add_holder().
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import update

from blueprints.comments import erasure, exported
from blueprints.comments.models import BlockedWriter
from blueprints.comments.queries import by_email
from blueprints.comments.senders import email_hash
from blueprints.core.extensions import db

Export = Callable[[str], dict[str, Any]]
Erase = Callable[[str, str], int]
HOLDERS: list[tuple[Export, Erase]] = []
NOT_RECORDS = ("email", "blocks")


def add_holder(export: Export, erase: Erase) -> None:
    """Add a feature that stores data of readers, once.

    `export(email)` returns lists of JSON objects by a name, like {"messages": […]}, of which
    `id`, `text` and `created_at` are shown; `erase(email, by)` deletes all of it inside
    begin_write() and returns how many records that were.
    """
    if (export, erase) not in HOLDERS:
        HOLDERS.append((export, erase))


def normal(email: str) -> str:
    """Return an email address as it is stored."""
    return email.strip().lower()


def export(email: str) -> dict[str, Any]:
    """Return everything that is stored about an email address, as JSON has it."""
    email = normal(email)
    data: dict[str, Any] = {
        "email": email,
        "comments": exported.comments(email),
        "reports": exported.reports(email),
    }
    for of_feature, _erase in HOLDERS:
        data |= of_feature(email)
    return data | {"blocks": exported.blocks(email), "emails": exported.emails(email)}


def count(data: dict[str, Any]) -> int:
    """Return how many records are stored that erase() deletes, by an export()."""
    return sum(len(rows) for name, rows in data.items() if name not in NOT_RECORDS)


def erase(email: str, by: str) -> int:
    """Delete everything stored about an email address; return how many records that were.

    Comments leave a placeholder in their thread. That somebody is blocked stays, as a keyed hash.
    Call inside begin_write(), and erasure.finish() after the commit.
    """
    email = normal(email)
    if not email:
        return 0
    comments, reports = by_email(email), exported.find_reports(email)
    erasure.empty_comments(comments, by)
    erasure.empty_reports(reports)
    of_others = sum(of_feature(email, by) for _export, of_feature in HOLDERS)
    block = update(BlockedWriter).where(BlockedWriter.key == email_hash(email))
    db.session.execute(block.values(why="", comment_id=None))
    emails = erasure.delete_emails(email, [comment.id for comment in comments])
    return len(comments) + len(reports) + of_others + emails
