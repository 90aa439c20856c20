"""The commands `flask backup` and `flask restore`."""

from pathlib import Path

import click

from blueprints.backup.archive import TABLES, Manifest
from blueprints.backup.create import make_backup
from blueprints.backup.restore import restore as put_back


@click.command("backup", short_help="Back up the whole station to one file.")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Back up the database, uploads, covers, secret key and config.py to FILE (.tar or .tar.gz).

    The station can keep running. The backup is read back and checked before it is named FILE.

    Example: flask --app app backup /var/backups/aerial.tar.gz
    """
    manifest, size = make_backup(file)
    click.echo(f"{file}: {size / 1e6:,.1f} MB, {_held(manifest)}.")


@click.command("restore", short_help="Restore the station from a backup.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Move existing content aside first.")
def restore(file: Path, replace: bool) -> None:
    """Restore this station from the backup in FILE. Stop the station first.

    Only restore a file from someone you trust: its config.py is run. Emails that were still unsent
    when the backup was made are not sent.

    Example: RADIO_INSTANCE=/srv/aerial flask --app app restore /var/backups/aerial.tar.gz
    """
    restored = put_back(file, replace)
    click.echo(f"Restored the backup of {restored.manifest.made_at}: {_held(restored.manifest)}.")
    if restored.unsent:
        click.echo(f"Emails that will not be sent: {restored.unsent}.")
    if restored.aside:
        click.echo(f"The previous content is in {restored.aside}.")


def _held(manifest: Manifest) -> str:
    counts = {**manifest.counts, "files": len(manifest.files)}
    one = {**TABLES, "files": "file"}
    return ", ".join(
        f"{number:,} {one.get(what, what) if number == 1 else what}"
        for what, number in counts.items()
    )


COMMANDS = (backup, restore)
