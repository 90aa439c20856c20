"""The files of a station: its emails, and the traces of a reader in them and in all others."""

import email
import re
import time
from dataclasses import dataclass
from email import policy
from pathlib import Path

WRITTEN = (b"quillfeather", b"zxqj")  # who she is, and all that she wrote
MARKS = (*WRITTEN, b"192.0.2.77")  # and her machine's address, which is never stored
LINK = re.compile(r"https?://\S+")
PATIENCE = 200.0


@dataclass(frozen=True)
class Mail:
    """An email as its recipient reads it."""

    to: str
    subject: str
    links: list[str]
    unsubscribe: str


class Mailbox:
    """The emails that a station has written to files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, words: str, to: str) -> list[Mail]:
        """Return those to an address with `words` in their subjects, oldest first."""
        files = sorted(self._folder.glob("*.eml"), key=lambda path: path.stat().st_mtime)
        mails = [_read(path) for path in files]
        return [mail for mail in mails if mail.to == to and words in mail.subject]

    def wait(self, words: str, to: str) -> Mail:
        """Wait for such an email. Raises TimeoutError."""
        last = time.monotonic() + PATIENCE
        while not (found := self.find(words, to)):
            if time.monotonic() > last:
                raise TimeoutError(f"no email “{words}” to {to}")
            time.sleep(0.5)
        return found[-1]


def _read(path: Path) -> Mail:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_content()
    unsubscribe = (message["List-Unsubscribe"] or "").strip()
    if unsubscribe:
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return Mail(message["To"], message["Subject"], LINK.findall(body), unsubscribe)


def traces(folder: Path) -> list[tuple[str, bytes]]:
    """Return (file, mark) for each mark that a file of the station holds."""
    found = []
    for path in folder.rglob("*"):
        try:
            content = path.read_bytes().lower() if path.is_file() else b""
        except FileNotFoundError:  # a mail, or the database's log, was deleted meanwhile
            continue
        found += [(path.name, mark) for mark in MARKS if mark in content]
    return found
