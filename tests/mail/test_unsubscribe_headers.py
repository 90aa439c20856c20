"""RFC 8058: the headers by which a mail program offers to unsubscribe."""

import re

import pytest

LINK = "https://radio.example/opinions/unsubscribe/" + "x" * 200
FOLDED = re.compile(rb"\r?\n[ \t]+")
SETTINGS = {"RADIO_MAIL_SERVER": "127.0.0.1", "RADIO_MAIL_SENDER": "desk@radio.example"}


@pytest.fixture
def server(mail_server):
    """A mail server."""
    return mail_server()


def headers_of(raw):
    """The raw header lines of an email, unfolded."""
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    return FOLDED.sub(b" ", head).decode("ascii").splitlines()


def has_both(raw):
    """Return True if an email has both headers, each once, as mail programs read them."""
    lines = [" ".join(line.split()) for line in headers_of(raw) if line.startswith("List-")]
    return lines == [
        f"List-Unsubscribe: <{LINK}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]


def test_the_mail_server_gets_both(make_app, server, outbox_of):
    box = outbox_of(make_app(**SETTINGS, RADIO_MAIL_PORT=server.port))
    box.post(unsubscribe_url=LINK, body="Grüße")
    box.post()
    assert box.send()
    first, second = (raw for _, raw in server.post.taken)
    assert has_both(first if isinstance(first, bytes) else first.encode())
    assert "List-" not in str(second)


def test_files_have_both(app, outbox_of):
    box = outbox_of(app)
    box.post(unsubscribe_url=LINK)
    assert box.send()
    (path,) = (box.folder / "mail").iterdir()
    assert has_both(path.read_bytes())
