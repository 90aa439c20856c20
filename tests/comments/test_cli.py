"""flask comments pending | approve | spam | export | delete."""

import json

import pytest

from blueprints.core.clock import rfc3339
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER, numbers_in
from tests.conftest import NOON

BY = "command line"


@pytest.fixture
def state_of(rows):
    """The states of all replies, by number."""
    return lambda: {row.id: row.state for row in rows()}


@pytest.mark.parametrize("words", [(), ("pending",), ("approve",), ("reject",), ("spam",),
                                   ("export",), ("erase",)])  # fmt: skip
def test_help_has_an_example(comments, words):
    outcome = comments(*words, "--help")
    assert outcome.exit_code == 0
    assert not words or f"Example: flask --app app comments {words[0]}" in outcome.output


# pending


def test_pending_lists_what_waits_oldest_first(comments, story, other_story, write):
    write(story, "Published.", ago=50)
    write(story, "Spam.", state="spam", why="word")
    two = write(story, "Two.", state="pending", why="links", reader=EXTRA, ago=20)
    one = write(other_story, "One\n\nand\x1b[31m more.", state="pending", why="first", ago=30)
    outcome = comments("pending")
    assert outcome.exit_code == 0
    assert outcome.output.splitlines() == [
        f"{one}  {FISHMONGER.name} <{FISHMONGER.email}> on /news/another-story",
        "    First comment under this name and email; sent 2026-11-22T11:59:30.000Z",
        "    One",
        "",
        "    and[31m more.",
        f"{two}  {EXTRA.name} <{EXTRA.email}> on /news/a-story",
        "    Contains many links; sent 2026-11-22T11:59:40.000Z",
        "    Two.",
    ]


def test_pending_says_when_nothing_waits(comments, story, write):
    write(story)
    assert comments("pending").output == "No pending comments.\n"


def test_pending_reads_its_stories_at_once(comments, publish, write, count_queries, traveller):
    counts = []
    for batch in range(2):
        for number in range(3):
            write(publish(f"story-{batch}-{number}"), state="pending")
        with count_queries() as queries:
            comments("pending")
        counts.append(len(queries))
    assert counts[0] == counts[1]


# approve, spam


@pytest.mark.parametrize(("command", "state"), [("approve", "approved"), ("reject", "rejected"),
                                                ("spam", "spam")])  # fmt: skip
def test_replies_are_decided_by_their_numbers(
    comments, story, write_many, state_of, ledger, command, state
):
    numbers = write_many(story, 4, state="pending")
    outcome = comments(command, *map(str, numbers[:3]))
    assert outcome.exit_code == 0
    assert outcome.output.endswith("1, 2, 3.\n")
    assert state_of() == dict.fromkeys(numbers[:3], state) | {numbers[3]: "pending"}
    assert ledger() == [(command, number, BY) for number in numbers[:3]]


def test_an_approved_reply_is_read(client, comments, story, write):
    number = write(story, state="pending")
    comments("approve", str(number))
    assert numbers_in(client.get(story)) == [number]


def test_a_reply_named_twice_is_decided_once(comments, story, write, ledger):
    write(story, state="pending")
    assert comments("approve", "1", "1").exit_code == 0
    assert ledger() == [("approve", 1, BY)]


def test_each_decision_is_kept_with_its_moment(comments, story, write, ledger, rows, traveller):
    write(story, state="pending")
    for command in ("approve", "spam", "approve"):
        traveller.shift(60)
        comments(command, "1")
    assert [act for act, _, _ in ledger()] == ["approve", "spam", "approve"]
    assert (rows()[0].changed_at - NOON).total_seconds() == 180


@pytest.mark.parametrize("command", ["approve", "spam"])
@pytest.mark.parametrize("number", ["9", "0", "2147483648", "9223372036854775808", "9" * 40])
def test_an_unknown_number_is_exit_1_and_nothing_is_changed(
    comments, story, write, state_of, ledger, command, number
):
    write(story, state="pending")
    outcome = comments(command, "1", number)
    assert outcome.exit_code == 1
    assert outcome.output == f"Error: No comment with ID {number}. Nothing was changed.\n"
    assert (state_of(), ledger()) == ({1: "pending"}, [])


@pytest.mark.parametrize("command", ["approve", "spam"])
def test_an_deleted_reply_is_an_unknown_one(comments, story, write, state_of, command):
    write(story, to=write(story, state="deleted"), reader=EXTRA)
    assert comments(command, "1").exit_code == 1
    assert state_of() == {1: "deleted", 2: "approved"}


@pytest.mark.parametrize("command", ["approve", "spam"])
@pytest.mark.parametrize("words", [(), ("one",), ("1.5",), ("",)])
def test_what_is_no_number_is_exit_2(comments, command, words):
    assert comments(command, *words).exit_code == 2


# export


def test_export_prints_all_that_is_kept_of_an_address(comments, story, other_story, write, rows):
    write(story, "أول", ago=60, website="https://a.example/")
    write(story, "Another's.", reader=EXTRA)
    write(other_story, "Two.", state="spam", why="word", reader=FISHMONGER)
    outcome = comments("export", FISHMONGER.email.upper())
    assert outcome.exit_code == 0
    stored = json.loads(outcome.output)
    first, second = stored["comments"]
    assert (stored["email"], stored["reports"]) == (FISHMONGER.email, [])
    kept = rows()[0]
    assert first == {
        "id": 1,
        "story": "/news/a-story",
        "headline": "A tour by cargo bike",
        "in_reply_to": None,
        "state": "approved",
        "why": None,
        "name": FISHMONGER.name,
        "email": FISHMONGER.email,
        "website": "https://a.example/",
        "text": "أول",
        "created_at": "2026-11-22T11:59:00.000Z",
        "changed_at": rfc3339(kept.changed_at),
        "edited_at": None,
        "edited_by": None,
        "read_on_air_at": None,
        "on_air": None,
        "address_hash": kept.address_hash,
        "network_hash": kept.network_hash,
        "emails_about_answers": None,
        "moderation": [],
    }
    assert (second["id"], second["state"], second["why"]) == (3, "spam", "word")
    assert "أول" in outcome.output


def test_export_of_an_unknown_address_has_no_records(comments, story, write):
    write(story)
    outcome = comments("export", "nobody@example.org")
    stored = json.loads(outcome.output)
    assert stored.pop("email") == "nobody@example.org"
    assert (outcome.exit_code, any(stored.values())) == (0, False)


# delete


def is_blank(row):
    """Return True if nothing is left in a row of what somebody wrote, nor of who it was."""
    texts = (row.name, row.email, row.website, row.text, row.why)
    marks = (row.address_hash, row.network_hash, row.play_id)
    return row.state == "deleted" and not any(texts) and not any(marks)


def test_delete_leaves_nothing_of_what_nobody_answered(
    client, comments, story, write, rows, ledger
):
    write(story, "Mine.", website="https://a.example/")
    write(story, "Mine too.", state="pending", why="first")
    write(story, "Another's.", reader=EXTRA)
    fingerprints = {row.fingerprint for row in rows()[:2]}
    outcome = comments("erase", f" {FISHMONGER.email.upper()} ", "--yes")
    assert (outcome.exit_code, outcome.output) == (0, "Deleted 2 records.\n")
    assert all(is_blank(row) for row in rows()[:-1])
    assert not fingerprints & {row.fingerprint for row in rows()}
    assert rows()[-1].text == "Another's."
    assert ledger() == [("delete", 1, BY), ("delete", 2, BY)]
    assert numbers_in(client.get(story)) == [3]


def test_delete_leaves_the_place_of_what_was_answered(client, comments, story, write, rows):
    top = write(story, "Mine.", website="https://a.example/")
    answer = write(story, "An answer.", to=top, reader=EXTRA)
    comments("erase", FISHMONGER.email, "--yes")
    place, kept = rows()
    assert is_blank(place)
    assert (kept.id, kept.text) == (answer, "An answer.")
    assert numbers_in(client.get(story)) == [top, answer]
    assert "Removed" in client.get(story).text


def test_delete_takes_a_thread_that_is_all_ones_own(client, comments, story, write, rows):
    number = None
    for _ in range(7):
        number = write(story, to=number)
    comments("erase", FISHMONGER.email, "--yes")
    assert all(is_blank(row) for row in rows())
    assert numbers_in(client.get(story)) == []


@pytest.mark.parametrize("state", ["pending", "spam", "approved"])
def test_delete_keeps_the_answers_of_others_whatever_their_state(
    comments, story, write, rows, state
):
    answer = write(story, to=write(story), reader=EXTRA, state=state)
    comments("erase", FISHMONGER.email, "--yes")
    assert [(row.id, row.state) for row in rows()] == [(1, "deleted"), (answer, state)]


def test_what_was_deleted_may_be_said_again(comments, story, send, write, traveller):
    send(story)
    write(story, to=1, reader=KEEPER)
    comments("erase", FISHMONGER.email, "--yes")
    traveller.shift(3)
    assert send(story).status_code == 303


def test_of_the_deleted_nothing_can_be_exported_or_deleted_again(comments, story, write):
    write(story, to=write(story), reader=EXTRA)
    comments("erase", FISHMONGER.email, "--yes")
    assert json.loads(comments("export", FISHMONGER.email).output)["comments"] == []
    assert comments("erase", FISHMONGER.email, "--yes").exit_code == 1


def test_delete_asks_before(comments, story, write, rows):
    write(story)
    assert comments("erase", FISHMONGER.email, input="n\n").exit_code == 1
    assert rows()[0].email == FISHMONGER.email
    assert comments("erase", FISHMONGER.email, input="y\n").exit_code == 0
    assert all(is_blank(row) for row in rows())


@pytest.mark.parametrize("email", ["nobody@example.org", "", "  ", "%", "*"])
def test_delete_of_an_unknown_address_is_exit_1(comments, story, write, rows, ledger, email):
    write(story, to=write(story, name="", email="", state="deleted"), reader=EXTRA)
    outcome = comments("erase", email, "--yes")
    assert outcome.exit_code == 1
    assert outcome.output.startswith(
        ("Error: Nothing is stored about ", "Error: Enter an email address.")
    )
    assert (len(rows()), ledger()) == (2, [])
