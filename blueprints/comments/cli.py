"""`flask comments …`: moderate comments from the command line."""

import json
from textwrap import indent

import click
from flask.cli import AppGroup

from blueprints.comments import actions, queries
from blueprints.comments.models import Comment
from blueprints.comments.words import WHY
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import tidy

BY = "command line"


comments = AppGroup(
    "comments", help="Moderate comments: list, approve, mark as spam, export, erase."
)
COMMANDS = (comments,)


@comments.command(short_help="List pending comments.")
@click.option("--spam", is_flag=True, help="List spam instead.")
def pending(spam: bool) -> None:
    """List pending comments with number, name, email, story, reason and text.

    Example: flask --app app comments pending
    """
    waiting = queries.in_state("spam" if spam else "pending")
    for comment in waiting:
        why = WHY.get(comment.why, comment.why)
        click.echo(f"{comment.id}  {comment.name} <{comment.email}> on /news/{comment.story.slug}")
        click.echo(f"    {why}; sent {rfc3339(comment.created_at)}")
        words = filter(None, (comment.website, tidy(comment.text)))
        click.echo(indent("\n".join(words), "    "))
    if not waiting:
        click.echo("No spam." if spam else "No pending comments.")


@comments.command(short_help="Approve comments.")
@click.argument("numbers", metavar="ID...", nargs=-1, required=True, type=int)
def approve(numbers: tuple[int, ...]) -> None:
    """Approve comments by number. If one number is unknown, no comment is changed.

    Example: flask --app app comments approve 12 15
    """
    begin_write()
    for comment in _all_of(numbers):
        actions.approve(comment, BY)
    db.session.commit()
    click.echo(f"Approved: {_listed(numbers)}.")


@comments.command(short_help="Mark comments as spam.")
@click.argument("numbers", metavar="ID...", nargs=-1, required=True, type=int)
def spam(numbers: tuple[int, ...]) -> None:
    """Mark comments as spam by number. If one number is unknown, no comment is changed.

    If others replied to a comment, an empty place stays in the thread.

    Example: flask --app app comments spam 13 14
    """
    begin_write()
    for comment in _all_of(numbers):
        actions.mark_spam(comment, BY)
    db.session.commit()
    click.echo(f"Marked as spam: {_listed(numbers)}.")


@comments.command(short_help="Print all comments by one email address as JSON.")
@click.argument("email")
def export(email: str) -> None:
    """Print all comments by EMAIL, with everything stored about them, as JSON.

    Example: flask --app app comments export listener@example.org > listener.json
    """
    found = queries.by_email(email.strip().lower())
    click.echo(json.dumps([_exported(comment) for comment in found], ensure_ascii=False, indent=2))


@comments.command(short_help="Erase all comments by one email address.")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
def erase(email: str, yes: bool) -> None:
    """Permanently erase all comments by EMAIL.

    If others replied to a comment, an empty place stays in the thread.

    Example: flask --app app comments erase listener@example.org
    """
    email = email.strip().lower()
    count = len(queries.by_email(email))
    if not count or not email:
        raise click.ClickException(f"There are no comments by {email or 'an empty address'}.")
    if not yes:
        click.confirm(f"Permanently erase all comments by {email} ({count})?", abort=True)
    begin_write()
    count = actions.erase(email, BY)
    db.session.commit()
    click.echo(f"Erased: {count}.")


def _all_of(numbers: tuple[int, ...]) -> list[Comment]:
    """The replies of these numbers. Raises ClickException when one is not there, or was erased."""
    found = {number: queries.find_comment(number) for number in numbers}
    there = [comment for comment in found.values() if comment and comment.state != "deleted"]
    if len(there) < len(found):
        known = {comment.id for comment in there}
        missing = _listed(tuple(number for number in found if number not in known))
        db.session.rollback()
        raise click.ClickException(f"No comment has this number: {missing}. No changes were made.")
    return there


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))


def _exported(comment: Comment) -> dict[str, object]:
    return {
        "id": comment.id,
        "story": f"/news/{comment.story.slug}",
        "answers": comment.parent_id,
        "state": comment.state,
        "why": comment.why or None,
        "name": comment.name,
        "email": comment.email,
        "website": comment.website or None,
        "text": comment.text,
        "created_at": rfc3339(comment.created_at),
        "changed_at": rfc3339(comment.changed_at),
        "on_air": comment.play.title if comment.play else None,
        "address_hash": comment.address_hash,
        "network_hash": comment.network_hash,
    }
