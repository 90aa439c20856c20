"""The conversation with MPD about its queue: one reading of it, and edits as command lists."""

from collections.abc import Sequence
from typing import Any

from blueprints.core import clock
from blueprints.player.gateway import CommandError, Gateway
from blueprints.player.mpd_queue import QueueReading, first_coming, number, queue_of
from blueprints.player.mpd_status import first, id_of

MOST_ROWS = 500
TRIES = 5
PIECE = 1000  # rows of one answer
AT_ONCE = 500  # commands in one list: MPD's buffer for one is 2 MB
MOST_FILES = 5000  # that the ledger keeps, to put them back

Command = tuple[Any, ...]


class Console(Gateway):
    """A conversation with one MPD about its queue. Methods raise one of LOST, as Gateway's do."""

    def read_queue(self, most: int = MOST_ROWS) -> QueueReading:
        """Return what plays, the options, and up to `most` songs that come next.

        Asked for in two steps, so that only the coming songs travel; asked again if the queue
        changed between them. Raises ValueError if it changes all the time.
        """
        status = self.client.status()
        for _ in range(TRIES):
            start = first_coming(status)
            before, asked_at = status, clock.timestamp()
            status, current, stats, outputs, rows = self.run(
                ("status",),
                ("currentsong",),
                ("stats",),
                ("outputs",),
                ("playlistinfo", (start, start + most)),
            )
            answered_at = clock.timestamp()
            if _is_same(before, status, current):
                answers = status, current, stats, list(outputs), list(rows)
                times = asked_at, answered_at
                return queue_of(answers, times, self._epoch, self.client.mpd_version)
        raise ValueError("MPD's queue changed while it was read")

    def places(self) -> dict[int, int]:
        """Return the positions of all songs in the queue by their ids, however many."""
        rows = self.client.plchangesposid(0)
        return {id_of(first(row.get("id"))): number(first(row.get("cpos"))) for row in rows}

    def files_from(self, start: int) -> list[str]:
        """Return the files of the queue from a position on, at most MOST_FILES."""
        files: list[str] = []
        while len(files) < MOST_FILES:
            rows = self.client.playlistinfo((start + len(files), start + len(files) + PIECE))
            files += [first(row.get("file")) for row in rows]
            if len(rows) < PIECE:
                break
        return files

    def run(self, *commands: Command) -> list[Any]:
        """Send `commands` as one list, done up to the first that fails; return the answers."""
        client = self.client
        client.command_list_ok_begin()
        for name, *arguments in commands:
            getattr(client, name)(*arguments)
        return list(client.command_list_end())


def _is_same(before: dict[str, Any], after: dict[str, Any], current: dict[str, Any]) -> bool:
    """Return True if the rows that were asked for are those that come next."""
    told = "playlist", "song", "songid", "playlistlength"
    is_stopped = first(after.get("state")) == "stop"
    agrees = is_stopped or first(current.get("id")) == first(after.get("songid"))
    return (
        agrees
        and all(first(before.get(key)) == first(after.get(key)) for key in told)
        and (first_coming(before) == first_coming(after))
    )


def done_of(error: CommandError, commands: Sequence[Command]) -> int:
    """Return how many commands of a list were done before the one that failed."""
    try:
        return min(max(int(error.offset), 0), len(commands) - 1)
    except (TypeError, ValueError):
        return 0
