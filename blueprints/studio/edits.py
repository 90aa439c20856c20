"""One edit of a studio's queue: under the lock, against the queue as it was seen, in the ledger."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.console import AT_ONCE, Command, Console, done_of
from blueprints.player.gateway import LOST, NOT_THERE, CommandError
from blueprints.player.gateway import Refused as UnsafeArgument
from blueprints.player.mpd_queue import QueueReading, is_same_tag, tag_of
from blueprints.player.queue_state import Body, compose, write
from blueprints.studio.desk import note_active
from blueprints.studio.lock import locked
from blueprints.studio.models import QueueEdit
from blueprints.studio.mpd_errors import (
    connected,
    mpd_words,
    number_of,
    refused,
    unknown_outcome,
    unsafe,
)
from blueprints.studio.refusals import Refusal
from blueprints.studio.studios import Studio


@dataclass(frozen=True)
class Editor:
    """Who edits: a user, or the station's automation without a number."""

    user_id: int | None
    name: str

    @classmethod
    def of(cls, user: User) -> "Editor":
        """Return the editor that a user is."""
        return cls(user.id, user.name)


AUTOMATION = Editor(None, "Automation")


@dataclass(frozen=True)
class Entry:
    """An entry of the ledger: the verb, the words, and the data that undoing it needs."""

    what: str
    text: str
    before: Any = None
    after: Any = None
    undoes_id: int | None = None


@dataclass
class Edit:
    """An edit under way: MPD's queue as it is under the lock, and what was done to it."""

    studio: Studio
    editor: Editor
    console: Console
    read: QueueReading
    body: Body = field(default_factory=dict)

    def send(
        self,
        commands: Sequence[Command],
        entry: Callable[[list[Any], QueueReading], Entry],
        without_gone: bool = False,
    ) -> Body:
        """Send `commands`, write the ledger, and return MPD's part of the state as it is then.

        `entry` makes the ledger's entry of MPD's answers and the queue afterwards. Raises
        Refusal; if part of the list was done before, the ledger has that part. `without_gone`:
        leave out commands for what MPD does not have any more, instead.
        """
        answers, refusal = self._run(commands, without_gone)
        after = self._read_again(refusal)
        if refusal is not None and (after is None or after.version == self.read.version):
            if refusal.status == 504:
                self._note(entry(answers, self.read), self.read, "unknown")
            raise self._with_state(refusal, after)
        outcome = "unknown" if refusal is not None and refusal.status == 504 else "done"
        self.body = self._note(entry(answers, after or self.read), after or self.read, outcome)
        if refusal is not None:
            if outcome == "done":
                refusal.todo = _("Part of it was done before that: look at the queue.")
            raise self._with_state(refusal, after)
        return self.body

    def _run(
        self, commands: Sequence[Command], without_gone: bool
    ) -> tuple[list[Any], Refusal | None]:
        answers: list[Any] = []
        place = 0
        while place < len(commands):
            part = commands[place : place + AT_ONCE]
            try:
                answers += self.console.run(*part)
            except CommandError as error:
                if not without_gone or number_of(error) != NOT_THERE:
                    return answers, refused(error)
                place += done_of(error, part) + 1
            except UnsafeArgument:
                return answers, unsafe()
            except LOST:
                return answers, unknown_outcome()
            else:
                place += len(part)
        return answers, None

    def _read_again(self, refusal: Refusal | None) -> QueueReading | None:
        """Return the queue after the commands; None if MPD does not tell it now."""
        try:
            if refusal is not None:
                self.console.connect()  # the old conversation may answer the last question
            return self.console.read_queue()
        except LOST:
            return None

    def _note(self, entry: Entry, after: QueueReading, outcome: str) -> Body:
        begin_write()
        body = write(after, self.studio.name)
        db.session.add(
            QueueEdit(
                studio=self.studio.name,
                user_id=self.editor.user_id,
                who=self.editor.name,
                what=entry.what,
                text=entry.text,
                before=entry.before,
                after=entry.after,
                epoch=self.read.reading.epoch,
                tag=body["tag"],
                outcome=outcome,
                undoes_id=entry.undoes_id,
                at=clock.now(),
            )
        )
        if self.editor.user_id is not None:
            note_active(self.studio.name, self.editor.user_id)
        db.session.commit()
        return body

    def _with_state(self, refusal: Refusal, after: QueueReading | None) -> Refusal:
        if after is not None:
            refusal.more["body"] = self.body or compose(after)
        return refusal


@contextmanager
def editing(studio: Studio, editor: Editor, tag: str | None = None) -> Iterator[Edit]:
    """Hold the lock of a studio's queue with a conversation with its MPD.

    `tag` is the state that the editor saw: raises Refusal (409) if the queue has changed since.
    """
    if not studio.has_mpd:
        raise Refusal(503, _("This station has no practice studio yet."))
    with locked(studio.name):
        db.session.commit()  # what was read before the wait may be out of date
        console = Console(*studio.address)
        with connected(console):
            with mpd_words():
                read = console.read_queue()
            now = tag_of(read.reading.epoch, read.version)
            if tag is not None and not is_same_tag(tag, now):
                raise changed_since(read)
            yield Edit(studio, editor, console, read)


def changed_since(read: QueueReading) -> Refusal:
    """Return the refusal of an edit that was made from an older state of the queue."""
    return Refusal(
        409,
        _("The queue changed before this arrived, so nothing was done."),
        _("Look at the queue as it is now, then try again."),
        body=compose(read),
        is_retryable=True,
    )
