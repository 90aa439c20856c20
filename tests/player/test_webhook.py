"""The webhook for titles: what it is sent, and what staff see of it."""

import json

import pytest

from blueprints.core.app_context import own_context
from blueprints.core.station import keep_settings
from blueprints.player.webhook import send_webhook
from tests.core.loopback_server import Server, answered
from tests.news.helpers import Page
from tests.player.by_hand import Hand

DESK = "/desk/settings/alarms"


@pytest.fixture
def server():
    found = Server()
    found.says = {"/": answered(), "/no": answered(status="500 Oh")}
    yield found
    found.close()


@pytest.fixture
def app(make_app):
    return make_app(RADIO_OUTBOUND_ALLOW="127.0.0.0/8")


@pytest.fixture
def hand(app, cast):
    return Hand(app, cast["dj"])


def choose(hand, url):
    with hand.writing():
        keep_settings({"webhook_url": url})


def send(app):
    with own_context(app):
        send_webhook()


def shown(as_staff):
    words = " ".join(Page(as_staff("admin").get(DESK).text).texts("p"))
    return words[words.index("Webhook:") :]


def test_each_title_is_sent_once_as_json(app, hand, server, as_staff):
    choose(hand, f"{server.url}/")
    assert "Webhook: no title sent yet." in shown(as_staff)
    hand.starts()
    send(app)
    send(app)
    [(head, body)] = server.requests
    assert head.startswith("POST / ")
    assert "content-type: application/json; charset=utf-8" in head
    sent = json.loads(body)
    assert (sent["title"], sent["artist"], sent["kind"]) == ("Ropes", "The Slipways", "spin")
    assert "Webhook: last title sent" in shown(as_staff)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("{}/no", "The webhook answered with error 500."),
        ("http://10.0.0.1/", "10.0.0.1 is in a private network"),
    ],
)
def test_a_failure_is_shown_to_admins(app, hand, server, as_staff, url, words):
    choose(hand, url.format(server.url))
    hand.starts()
    send(app)
    assert words in shown(as_staff)
