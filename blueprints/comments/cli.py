"""flask comments: moderation from the command line, until the desk has it."""

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


comments = AppGroup("comments", help="Readers' opinions: look at those that wait, and decide.")
COMMANDS = (comments,)


@comments.command(short_help="List the replies that wait for a moderator.")
@click.option("--spam", is_flag=True, help="List those that were taken for spam instead.")
def pending(spam: bool) -> None:
    """Lists the replies that wait, whole: number, name, address, story, and why.

    Example: flask --app app comments pending
    """
    waiting = queries.in_state("spam" if spam else "held")
    for comment in waiting:
        why = WHY.get(comment.why, comment.why)
        click.echo(f"{comment.id}  {comment.name} <{comment.email}> on /news/{comment.story.slug}")
        click.echo(f"    {why}; sent {rfc3339(comment.created_at)}")
        words = filter(None, (comment.website, tidy(comment.text)))
        click.echo(indent("\n".join(words), "    "))
    if not waiting:
        click.echo("Nothing waits.")


@comments.command(short_help="Publish replies.")
@click.argument("numbers", metavar="ID...", nargs=-1, required=True, type=int)
def approve(numbers: tuple[int, ...]) -> None:
    """Publishes replies by their numbers; all or, if one is unknown, none.

    Example: flask --app app comments approve 12 15
    """
    begin_write()
    for comment in _all_of(numbers):
        actions.approve(comment, BY)
    db.session.commit()
    click.echo(f"Published: {_listed(numbers)}.")


@comments.command(short_help="Keep replies as spam, out of readers' sight.")
@click.argument("numbers", metavar="ID...", nargs=-1, required=True, type=int)
def spam(numbers: tuple[int, ...]) -> None:
    """Takes replies for spam by their numbers; all or, if one is unknown, none.

    One that was answered leaves its place in the thread, with nothing in it.

    Example: flask --app app comments spam 13 14
    """
    begin_write()
    for comment in _all_of(numbers):
        actions.mark_spam(comment, BY)
    db.session.commit()
    click.echo(f"Kept as spam: {_listed(numbers)}.")


@comments.command(short_help="Print all that is kept of one address, as JSON.")
@click.argument("email")
def export(email: str) -> None:
    """Prints every reply by an email address, with what is kept beside it, as JSON.

    Example: flask --app app comments export listener@example.org > listener.json
    """
    found = queries.by_email(email.strip().lower())
    click.echo(json.dumps([_exported(comment) for comment in found], ensure_ascii=False, indent=2))


@comments.command(short_help="Erase all that is kept of one address.")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(email: str, yes: bool) -> None:
    """Erases every reply by an email address for good.

    One that was answered leaves its place in the thread, with nothing in it.

    Example: flask --app app comments erase listener@example.org
    """
    email = email.strip().lower()
    count = len(queries.by_email(email))
    if not count or not email:
        raise click.ClickException(f"Nothing is kept of {email or 'an empty address'}.")
    if not yes:
        click.confirm(f"Erase all by {email} for good (replies: {count})?", abort=True)
    begin_write()
    count = actions.erase(email, BY)
    db.session.commit()
    click.echo(f"Erased: {count}.")


def _all_of(numbers: tuple[int, ...]) -> list[Comment]:
    """The replies of these numbers. Raises ClickException when one is not there, or was erased."""
    found = {number: queries.find_comment(number) for number in numbers}
    there = [comment for comment in found.values() if comment and comment.state != "erased"]
    if len(there) < len(found):
        known = {comment.id for comment in there}
        missing = _listed(tuple(number for number in found if number not in known))
        db.session.rollback()
        raise click.ClickException(f"There is no such reply: {missing}. Nothing was changed.")
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
