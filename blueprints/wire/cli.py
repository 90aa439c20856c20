"""The commands `flask wire …`: subscriptions and fetches from the command line."""

from collections.abc import Iterator

import click
from flask.cli import AppGroup

from blueprints.core.extensions import begin_write, db
from blueprints.core.fetch import FetchError
from blueprints.core.text import one_line
from blueprints.wire import fetches
from blueprints.wire.feed_finder import AlreadySubscribed, add_source, find_feed

wire = AppGroup("wire", help="Subscribe to feeds, and fetch them.")
COMMANDS = (wire,)


@wire.command(short_help="Subscribe to a feed, or to the feed of a site.")
@click.argument("url")
def subscribe(url: str) -> None:
    """Subscribe to the feed at URL, or to the first feed that the page at URL names.

    Its entries go to the inbox, with the rights "link". Change that on the desk.

    Example: flask --app app wire subscribe https://lighthouse.example/
    """
    try:
        found = find_feed(url if "://" in url else f"https://{url}")
        begin_write()
        source = add_source(found.url, found.feed)
    except FetchError as error:
        raise click.ClickException(str(error)) from error
    except AlreadySubscribed as error:
        raise click.ClickException(f"The station is already subscribed to {error}.") from error
    claim = fetches.claim_new(source)
    db.session.commit()
    for named in found.named:
        mark = "*" if named.url == found.named[0].url else " "
        click.echo(f"{mark} {named.kind}  {named.url}  {one_line(named.title)}")
    click.echo(f"Subscribed to {found.title}: {found.url}")
    _tell(fetches.take_answer(claim, found.answer))


@wire.command(short_help="Fetch the feeds that are due.")
@click.option("--all", "is_all", is_flag=True, help="Fetch all feeds, whether they are due or not.")
def fetch(is_all: bool) -> None:
    """Fetch each feed that is due, once, and say what became of it.

    Faults of feeds are part of the round: they are shown here and on the desk.

    Example: flask --app app wire fetch --all
    """
    count = 0
    for outcome in _all() if is_all else _due():
        _tell(outcome)
        count += 1
    if not count:
        click.echo("No feeds are due." if not is_all else "No subscriptions yet.")


def _due() -> Iterator[fetches.Outcome]:
    while outcome := fetches.fetch_next():
        yield outcome


def _all() -> Iterator[fetches.Outcome | None]:
    for number in fetches.active_sources():
        yield fetches.fetch_source(number)


def _tell(outcome: fetches.Outcome | None) -> None:
    if outcome is None:
        click.echo("Skipped: another process is fetching from this server.")
        return
    click.echo(f"{outcome.name}: {'FAILED: ' if outcome.is_fault else ''}{outcome.words}")
