"""Leaving a reply: how often one may, by email, by address and by network; what is kept of it."""

from dataclasses import replace
from hashlib import sha256

import pytest

from tests.comments.conftest import run
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER

BY_EMAIL = replace(FISHMONGER, address=EXTRA.address)
BY_ADDRESS = replace(EXTRA, address=FISHMONGER.address)
SAME = pytest.mark.parametrize("twin", [BY_EMAIL, BY_ADDRESS], ids=["by email", "by address"])
DAY = 24 * 3600


def seen_from(address, reader=EXTRA):
    """The reader at another network address."""
    return replace(reader, address=address)


@SAME
@pytest.mark.parametrize(("after", "code"), [(3, 429), (14.9, 429), (15, 303)])
def test_another_within_15_seconds_waits(story, send, rows, twin, after, code):
    assert send(story).status_code == 303
    assert send(story, twin, after=after, text="One more thing.").status_code == code
    assert len(rows()) == (2 if code == 303 else 1)


@SAME
@pytest.mark.parametrize(
    ("ages", "code"),
    [
        ((100, 200, 300, 400), 303),
        ((100, 200, 300, 400, 500), 429),
        ((100, 200, 300, 400, 599), 429),
        ((100, 200, 300, 400, 600), 303),
        ([2000 * n for n in range(1, 30)], 303),
        ([2000 * n for n in range(1, 31)], 429),
        ([2000 * n for n in range(1, 30)] + [DAY - 1], 429),
        ([2000 * n for n in range(1, 30)] + [DAY], 303),
    ],
    ids=["5th in 10 minutes", "6th in 10 minutes", "6th in almost 10 minutes", "6th after them",
         "30th in a day", "31st in a day", "31st in almost a day", "31st after it"],
)  # fmt: skip
def test_the_sixth_in_ten_minutes_and_the_31st_in_a_day_wait(
    story, write, fill, post, traveller, twin, ages, code
):
    data = fill(story, twin)
    traveller.shift(3)
    for age in ages:
        write(story, reader=FISHMONGER, ago=age)
    assert post(story, data, twin).status_code == code


@SAME
@pytest.mark.parametrize(
    ("ages", "wait", "words"),
    [
        ((0.4,), 15, "15 seconds"),
        ((14.2,), 1, "1 second"),
        ((100, 200, 300, 400, 450), 150, "3 minutes"),
        ([2000 * n for n in range(1, 31)], 26_400, "8 hours"),
    ],
)
def test_retry_after_is_true(story, write, send, fill, post, traveller, twin, ages, wait, words):
    data = fill(story, twin)
    traveller.shift(3)
    for age in ages:
        write(story, reader=FISHMONGER, ago=age)
    answer = post(story, data, twin)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(wait))
    assert f"Try again in {words}." in answer.text
    traveller.shift(wait - 1)
    assert post(story, data, twin).status_code == 429
    traveller.shift(1)
    assert post(story, data, twin).status_code == 303


def test_who_is_refused_does_not_wait_longer_for_it(story, send, fill, post, traveller):
    send(story)
    data = fill(story, text="One more thing.")
    for second in range(3, 15, 3):
        traveller.shift(3)
        assert post(story, data).headers["Retry-After"] == str(15 - second)
    traveller.shift(3)
    assert post(story, data).status_code == 303


def test_somebody_else_need_not_wait(story, send):
    for reader in (FISHMONGER, EXTRA, KEEPER):
        assert send(story, reader, after=3).status_code == 303


def test_another_story_is_no_way_around(story, other_story, send):
    send(story)
    assert send(other_story).status_code == 429


@pytest.mark.parametrize("state", ["pending", "spam", "approved"])
def test_replies_count_whatever_became_of_them(story, write, send, state):
    write(story, reader=FISHMONGER, state=state)
    assert send(story).status_code == 429


@pytest.mark.parametrize("address", ["", "nowhere", "@", "unix:"])
def test_a_sender_without_an_address_is_known_by_email_alone(story, send, rows, address):
    assert send(story, seen_from(address)).status_code == 303
    assert (rows()[-1].address_hash, rows()[-1].network_hash) == (None, None)
    assert send(story, seen_from(address, KEEPER)).status_code == 303
    assert send(story, seen_from(address, KEEPER), text="Again.").status_code == 429


# Addresses


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("192.0.2.10", "192.0.2.11", 303),
        ("192.0.2.10", "::ffff:192.0.2.10", 429),
        ("192.0.2.10", "::ffff:c000:20a", 429),
        ("2001:db8::1", "2001:db8::1", 429),
        ("2001:db8::1", "2001:DB8:0:0:0:0:0:1", 429),
        ("2001:db8::1", "2001:db8::1%eth0", 429),
        ("2001:db8::1", "2001:db8::2", 429),  # one household has a /64
        ("2001:db8::1", "2001:db8:0:1::1", 303),
    ],
)
def test_an_address_is_one_however_it_is_written(story, send, one, other, code):
    assert send(story, seen_from(one, FISHMONGER)).status_code == 303
    assert send(story, seen_from(other, EXTRA)).status_code == code


def test_a_forwarded_address_of_an_untrusted_peer_is_ignored(story, send):
    for reader, word, code in ((FISHMONGER, "198.51.100.1", 303), (BY_ADDRESS, "203.0.113.1", 429)):
        headers = {"X-Forwarded-For": word, "X-Real-Ip": word, "Forwarded": f"for={word}"}
        assert send(story, reader, headers=headers).status_code == code


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("198.51.100.1", "203.0.113.1", 303),
        ("198.51.100.1", "198.51.100.1", 429),
        ("198.51.100.1", "203.0.113.1, 198.51.100.1", 429),
        ("203.0.113.1, 198.51.100.1", "203.0.113.1, 198.51.100.2", 303),
        ("2001:db8::1", "2001:db8::1", 429),
        ("nonsense", "more nonsense", 303),
    ],
)
def test_a_forwarded_address_of_a_trusted_proxy_is_the_readers(
    make_app, story, send, one, other, code
):
    station = make_app(RADIO_TRUSTED_PROXIES=1)
    first = send(story, through=station, headers={"X-Forwarded-For": one})
    second = send(story, BY_ADDRESS, through=station, headers={"X-Forwarded-For": other})
    assert (first.status_code, second.status_code) == (303, code)


# Networks


@pytest.mark.parametrize(
    ("count", "ago", "state"),
    [
        (19, 10, "approved"),
        (20, 10, "pending"),
        (20, 15, "approved"),
        (99, 500, "approved"),
        (100, 500, "pending"),
        (100, 600, "approved"),
        (599, DAY - 60, "approved"),
        (600, DAY - 60, "pending"),
        (600, DAY, "approved"),
    ],
)
def test_twenty_times_the_rates_from_one_network_are_held(
    story, meet, write_many, fill, post, traveller, rows, count, ago, state
):
    meet(EXTRA)
    data = fill(story, EXTRA)
    traveller.shift(3)
    write_many(story, count, seen_from("198.51.100.77", KEEPER), ago)
    assert post(story, data, EXTRA).status_code == 303
    reply = rows()[-1]
    assert (reply.state, reply.why) == (state, "network" if state == "pending" else "")


@pytest.mark.parametrize(
    ("one", "other", "state"),
    [
        ("198.51.100.77", "198.51.100.255", "pending"),
        ("198.51.100.77", "198.51.101.77", "approved"),
        ("2001:db8:1::1", "2001:db8:1:ffff::1", "pending"),
        ("2001:db8:1::1", "2001:db8:2::1", "approved"),
        ("::ffff:198.51.100.77", "198.51.100.1", "pending"),
        ("::ffff:198.51.100.77", "::ffff:203.0.113.1", "approved"),
    ],
)
def test_a_network_is_a_24th_or_a_48th(
    story, meet, write_many, fill, post, traveller, rows, one, other, state
):
    meet(EXTRA)
    data = fill(story, EXTRA)
    traveller.shift(3)
    write_many(story, 20, seen_from(one, KEEPER), 5)
    post(story, data, seen_from(other))
    assert rows()[-1].state == state


# What is kept


def test_an_address_is_kept_as_a_keyed_hash(make_app, story, send, rows):
    send(story)
    send(story, replace(KEEPER, address=FISHMONGER.address), through=make_app(
        RADIO_SECRET_KEY="another"))  # fmt: skip
    first, second = rows()
    plain = {sha256(text.encode()).hexdigest() for text in (FISHMONGER.address, "192.0.2.0/24")}
    kept = {first.address_hash, first.network_hash, second.address_hash, second.network_hash}
    assert len(kept) == 4
    assert not kept & plain
    assert not [value for value in vars(first).values() if FISHMONGER.address in str(value)]


@pytest.mark.parametrize(
    ("hours", "kept"),
    [(23.99, (True, True)), (24.01, (False, True)), (719, (False, True)), (721, (False, False))],
)
def test_an_address_is_forgotten_after_a_day_and_its_network_after_thirty(
    app, story, send, rows, traveller, hours, kept
):
    send(story)
    traveller.shift(hours * 3600)
    outcome = run(app, "work", "--once")
    assert outcome.exit_code == 0, outcome.output
    (reply,) = rows()
    assert (reply.address_hash is not None, reply.network_hash is not None) == kept
    assert reply.email == FISHMONGER.email
