"""rules: what becomes of a reply, and how often one may answer."""

import math
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.comments.rules import (
    RATES,
    Known,
    Reply,
    Verdict,
    count_links,
    has_word,
    is_flooding,
    is_look_alike,
    judge,
    seconds_to_wait,
    skeleton,
    words_in,
)

REPLY = Reply("The fishmonger", "fishmonger@example.org", "", "It still smells of cod.")
KNOWN = Known(("casino",), ("soup",), ("Ada Byline",), "Aerial 87.9", True, (0, 0, 0))
BITTER = {
    "honeypot": {"subject": "Hello"},
    "bin word": {"website": "https://casino.example/"},
    "five links": {"text": " ".join(f"https://a.example/{n}" for n in range(5))},
    "two links": {"text": "https://a.example/1 www.b.example"},
    "hold word": {"email": "soup@example.org"},
    "name": {"name": "Аda Вyline"},
}
LADDER = (
    ("honeypot", Verdict("spam", "honeypot")),
    ("bin word", Verdict("spam", "word")),
    ("five links", Verdict("spam", "links")),
    ("two links", Verdict("pending", "links")),
    ("hold word", Verdict("pending", "word")),
    ("name", Verdict("pending", "name")),
)


def test_a_reply_of_somebody_known_is_published():
    assert judge(REPLY, KNOWN) == Verdict("approved")


def test_a_reply_of_somebody_new_is_held():
    assert judge(REPLY, replace(KNOWN, is_known=False)) == Verdict("pending", "first")


@pytest.mark.parametrize("is_known", [True, False])
def test_all_are_held_if_the_station_says_so(is_known):
    verdict = Verdict("pending", "all" if is_known else "first")
    assert judge(REPLY, replace(KNOWN, holds_all=True, is_known=is_known)) == verdict


def test_what_a_blocked_writer_sends_is_spam():
    strict = replace(KNOWN, is_blocked=True, holds_all=True, bin_words=["cod"])
    assert judge(REPLY, strict) == Verdict("spam", "blocked")
    assert judge(replace(REPLY, subject="Hello"), strict) == Verdict("spam", "honeypot")


@pytest.mark.parametrize(
    ("links", "held", "spam", "verdict"),
    [
        (1, 1, 2, Verdict("pending", "links")),
        (2, 1, 2, Verdict("spam", "links")),
        (2, 2, 2, Verdict("spam", "links")),
        (4, 5, 20, Verdict("approved")),
        (19, 5, 20, Verdict("pending", "links")),
    ],
)
def test_so_many_links_hold_or_make_spam(links, held, spam, verdict):
    text = " ".join(f"https://a.example/{n}" for n in range(links))
    known = replace(KNOWN, held_links=held, spam_links=spam)
    assert judge(replace(REPLY, text=text), known) == verdict


def test_a_reply_from_a_network_that_floods_is_held():
    assert judge(REPLY, replace(KNOWN, from_network=(20, 20, 20))) == Verdict("pending", "network")


@pytest.mark.parametrize(("fault", "verdict"), LADDER)
@pytest.mark.parametrize("is_known", [True, False])
def test_each_fault_has_its_verdict(fault, verdict, is_known):
    assert judge(replace(REPLY, **BITTER[fault]), replace(KNOWN, is_known=is_known)) == verdict


@pytest.mark.parametrize("first", range(len(LADDER)))
def test_the_first_fault_decides(first):
    changes = {}
    for fault, _ in reversed(LADDER[first:]):
        changes |= BITTER[fault]
    floods = replace(KNOWN, is_known=False, from_network=(99, 99, 999))
    assert judge(replace(REPLY, **changes), floods) == LADDER[first][1]


@pytest.mark.parametrize("field", ["name", "email", "website", "text"])
@pytest.mark.parametrize(("word", "state"), [("casino", "spam"), ("soup", "pending")])
def test_a_word_counts_in_any_field(field, word, state):
    assert judge(replace(REPLY, **{field: f"the {word} here"}), KNOWN).state == state


# Words


def test_the_words_that_are_found_are_named_as_the_list_has_them():
    words = ["Soup", "casino", "", " ", "wheel  of fortune", "so"]
    assert words_in(["A soup,", "WHEEL OF\nFORTUNE"], words) == ["Soup", "wheel  of fortune"]
    assert words_in([], words) == words_in(["soup"], []) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Fish soup!", "soup"),
        ("SOUP", "soup"),
        ("soup", "SOUP"),
        ("ｓｏｕｐ", "soup"),
        ("a-soup-b", "soup"),
        ("buy cheap pills now", "cheap pills"),
        ("STRASSE", "straße"),
        ("c++ is here", "c++"),
        ("a .* b", ".*"),
        ("قال شوربة اليوم", "شوربة"),
        ("soup", " soup "),
    ],
)
def test_a_word_is_found_in_any_case_and_writing(text, word):
    assert has_word([text], [word])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("soups", "soup"),
        ("asoup", "soup"),
        ("soup_", "soup"),
        ("Scunthorpe", "horpe"),
        ("cheap and pills", "cheap pills"),
        ("axb", "a.b"),
        ("anything", ""),
        ("anything", "  "),
        ("", "soup"),
    ],
)
def test_a_part_of_a_word_is_no_word(text, word):
    assert not has_word([text], [word])


# Links


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("No address at all. None.", 0),
        ("https://a.example/", 1),
        ("HTTP://A.EXAMPLE", 1),
        ("ftp://a.example/x", 1),
        ("www.a.example", 1),
        ("a.com", 1),
        ("see a.com.", 1),
        ("a.example/page", 1),
        ("https://a.example/?u=https://b.example/", 1),
        ("https://a.example https://b.example", 2),
        ("https://a.example\nwww.b.org c.net", 3),
        ('<a href="https://a.example">a</a>', 1),
        ("<a href=//a>x</a>", 1),
        ("[url=a]x[/url]", 1),
        ("write to fish@example.org", 0),
        ("fish@shop.example.com and eel@b.org", 0),
        ("It was 3.30 p.m. and e.g. cold", 0),
        ("end of sentence.Next one", 0),
    ],
)
def test_links_are_counted_with_and_without_a_scheme(text, count):
    assert count_links(text) == count


@pytest.mark.parametrize(("links", "state"), [(1, "approved"), (2, "pending"), (4, "pending"),
                                              (5, "spam"), (50, "spam")])  # fmt: skip
def test_links_decide_by_their_number(links, state):
    text = "\n".join(f"host{n}.com" for n in range(links))
    assert judge(replace(REPLY, text=text), KNOWN).state == state


def cost_of_links(text):
    """The processor's seconds that it takes to count the links in `text`."""
    started = time.process_time()
    count_links(text)
    return time.process_time() - started


def test_a_text_of_almost_links_costs_what_its_length_says():
    for piece in ("a", "a.", "a-", "www.", ".com", "a.bb", "<a ", "<a b=", "[url", "http:/", "a@"):
        part, whole = (cost_of_links((piece * 65_525)[:size]) for size in (16_381, 65_525))
        assert whole < 10 * part + 0.1, piece  # four times as long; it was sixteen times the work


# Names


@pytest.mark.parametrize(
    "name",
    [
        "Ada Byline",
        "ada byline",
        "ADA  BYLINE",
        "AdaByline",
        "Ada-Byline",
        "Ádá Býline",
        "Аdа Вyline",
        "Ａｄａ Ｂｙｌｉｎｅ",
        "Ada By1ine",
        "Ada Bylıne",
        "𝐀𝐝𝐚 𝐁𝐲𝐥𝐢𝐧𝐞",
        "Ada\u200b Byline",
        "Aerial 87.9",
        "AERIAL 87,9",
        "Aerial",
        "Аеrial",
        "Aeria1",
        "The Aerial Team",
    ],
)
def test_a_name_like_ours_is_noticed(name):
    assert is_look_alike(name, ["Ada Byline"], "Aerial 87.9")


@pytest.mark.parametrize("name", ["Ada", "Adam Bylines", "Aerialist", "The fishmonger", "M.", "أدا",
                                  "Extra no. 23", "87.9"])  # fmt: skip
def test_another_name_is_let_through(name):
    assert not is_look_alike(name, ["Ada Byline"], "Aerial 87.9")


@pytest.mark.parametrize("station", ["", "87.9", "…"])
def test_a_station_without_letters_has_no_look_alikes(station):
    assert not is_look_alike("The fishmonger", [], station)


@given(st.text(max_size=40))
def test_every_name_has_a_shape_that_spaces_do_not_change(name):
    assert skeleton(name) == skeleton(f" {name} ")


# How often


def test_the_first_reply_waits_for_nothing():
    assert seconds_to_wait([]) == 0


@pytest.mark.parametrize(
    ("ages", "wait"),
    [
        ([0.0], 15),
        ([14.2], 1),
        ([15.0], 0),
        ([100, 200, 300, 400], 0),
        ([100, 200, 300, 400, 500], 100),
        ([100, 200, 300, 400, 600], 0),
        ([10, 200, 300, 400, 500], 100),
        ([1, 596, 597, 598, 599], 14),
        ([2000.0 * n for n in range(1, 31)], 26_400),
        ([2000.0 * n for n in range(1, 30)], 0),
    ],
)
def test_the_wait_is_that_of_the_strictest_rate(ages, wait):
    assert seconds_to_wait(ages) == wait


@given(st.lists(st.floats(0, 90_000), max_size=30).map(sorted))
def test_who_waits_as_long_as_was_said_may_reply_and_not_a_second_before(ages):
    wait = seconds_to_wait(ages)
    assert seconds_to_wait([age + wait for age in ages]) == 0
    if wait:
        almost = [age + wait - 1 - 1e-6 for age in ages]
        assert any(
            sum(age < period for age in almost) >= most for period, most in RATES
        )  # fmt: skip
        assert wait <= math.ceil(RATES[-1][0])


@pytest.mark.parametrize(
    ("counts", "floods"),
    [
        ((0, 0, 0), False),
        ((19, 99, 599), False),
        ((20, 0, 0), True),
        ((0, 100, 0), True),
        ((0, 0, 600), True),
    ],
)
def test_a_network_floods_at_twenty_times_the_rates(counts, floods):
    assert is_flooding(counts) is floods
