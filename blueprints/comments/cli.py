"""The commands `flask comments …`: moderation from the command line."""

import json
from textwrap import indent

import click
from flask import current_app
from flask.cli import AppGroup

from blueprints.comments import desk_queries, erasure, moderation, personal_data, queries
from blueprints.comments.labels import WHY
from blueprints.comments.models import Comment
from blueprints.comments.verdicts import answer_reports
from blueprints.core.app_context import own_context
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import one_line, tidy

BY = "command line"


comments = AppGroup("comments", help="Moderate readers' comments.")
COMMANDS = (comments,)


@comments.command(short_help="List pending comments.")
@click.option("--spam", is_flag=True, help="List spam instead.")
def pending(spam: bool) -> None:
    """List pending comments in full: ID, name, email, story and reason.

    Example: flask --app app comments pending
    """
    found = desk_queries.in_state("spam" if spam else "pending")
    for comment in found:
        why = WHY.get(comment.why, comment.why)
        click.echo(f"{comment.id}  {comment.name} <{comment.email}> on /news/{comment.story.slug}")
        click.echo(f"    {why}; sent {rfc3339(comment.created_at)}")
        words = filter(None, (comment.website, tidy(comment.text)))
        click.echo(indent("\n".join(words), "    "))
    if not found:
        click.echo("No spam." if spam else "No pending comments.")


@comments.command(short_help="Approve comments.")
@click.argument("numbers", metavar="ID...", nargs=-1, required=True, type=int)
def approve(numbers: tuple[int, ...]) -> None:
    """Approve comments by ID. If an ID is unknown, no comment is changed.

    Example: flask --app app comments approve 12 15
    """
    _decide(numbers, "approve")
    click.echo(f"Approved: {_listed(numbers)}.")


@comments.command(short_help="Reject comments.")
@click.argument("numbers", metavar="ID...", nargs=-1, required=True, type=int)
@click.option("--reason", default="", help="Tell the writers why.")
def reject(numbers: tuple[int, ...], reason: str) -> None:
    """Reject comments by ID. If an ID is unknown, no comment is changed.

    The writers get an email with the reason, and can object.

    Example: flask --app app comments reject 16 --reason "Off topic"
    """
    _decide(numbers, "reject", one_line(reason)[:500])
    click.echo(f"Rejected: {_listed(numbers)}.")


@comments.command(short_help="Mark comments as spam.")
@click.argument("numbers", metavar="ID...", nargs=-1, required=True, type=int)
def spam(numbers: tuple[int, ...]) -> None:
    """Mark comments as spam by ID. If an ID is unknown, no comment is changed.

    A comment with replies is shown as "Removed" in the thread.

    Example: flask --app app comments spam 13 14
    """
    _decide(numbers, "spam")
    click.echo(f"Marked as spam: {_listed(numbers)}.")


@comments.command(short_help="Export everything stored about an email address.")
@click.argument("email")
def export(email: str) -> None:
    """Print everything stored about an email address as JSON.

    Example: flask --app app comments export listener@example.org > listener.json
    """
    click.echo(json.dumps(personal_data.export(email), ensure_ascii=False, indent=2))


@comments.command("erase", short_help="Permanently delete what is stored about an address.")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Delete without asking.")
def delete(email: str, yes: bool) -> None:
    """Permanently delete everything stored about an email address.

    A comment with replies is shown as "Removed" in the thread. Backups made before keep the data.

    Example: flask --app app comments erase listener@example.org
    """
    email = personal_data.normal(email)
    if not email:
        raise click.ClickException("Enter an email address.")
    with own_context(current_app):  # links in emails to those who reported a comment
        _erase(email, yes)


def _erase(email: str, yes: bool) -> None:
    count = personal_data.count(personal_data.export(email))
    if not count:
        raise click.ClickException(f"Nothing is stored about {email}.")
    if not yes:
        click.confirm(f"Permanently delete {_counted(count)} of {email}?", abort=True)
    begin_write()
    count = personal_data.erase(email, BY)
    db.session.commit()
    erasure.finish()
    click.echo(f"Deleted {_counted(count)}.")


def _decide(numbers: tuple[int, ...], act: str, why: str = "") -> None:
    begin_write()
    found = _all_of(numbers)
    with current_app.test_request_context(base_url=current_app.config["RADIO_URL"]):
        done = [comment for comment in found if moderation.decide(comment, act, BY, why)]
        answer_reports(done, act, BY)
        db.session.commit()


def _all_of(numbers: tuple[int, ...]) -> list[Comment]:
    """Return the comments with these IDs. Raise ClickException if one is unknown or deleted."""
    found = {number: queries.find_comment(number) for number in numbers}
    there = [comment for comment in found.values() if comment and comment.state != "deleted"]
    if len(there) < len(found):
        known = {comment.id for comment in there}
        missing = _listed(tuple(number for number in found if number not in known))
        db.session.rollback()
        raise click.ClickException(f"No comment with ID {missing}. Nothing was changed.")
    return there


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))


def _counted(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"
