"""What becomes of 500 replies of made-up spam and 200 ordinary ones, and of hostile ones."""

import json
import time
from collections import Counter

import pytest

from blueprints.comments.rules import Known, Reply, count_links, has_word, is_look_alike, judge
from tests.comments import corpus, corpus_words

SPAM, ORDINARY = corpus.spam(), corpus.ordinary()
LONGEST = 65_525

pytestmark = pytest.mark.xdist_group("corpus")


@pytest.fixture(scope="module")
def fates(made_once):
    """{kind: {fate: number}} of the whole corpus at a station with example lists."""

    def make(folder):
        became = corpus.run(corpus.WITH_LISTS, folder, SPAM + ORDINARY)
        (folder / "became.json").write_text(json.dumps(became), encoding="utf-8")

    became = json.loads((made_once("corpus", make) / "became.json").read_text(encoding="utf-8"))
    return corpus.tally(SPAM + ORDINARY, became)


def fates_of(replies, **known):
    return corpus.tally(replies, corpus.judge_all(replies, **known))


def test_there_are_500_and_200_and_they_are_the_same_each_time():
    assert (len(SPAM), len(ORDINARY)) == (500, 200)
    assert (corpus.spam(), corpus.ordinary()) == (SPAM, ORDINARY)


# Spam


@pytest.mark.parametrize(
    ("kind", "fate"),
    [
        ("links: 1", {"pending: first": 20}),
        ("links: 2", {"pending: links": 25}),
        ("links: 3", {"pending: links": 25}),
        ("links: 5", {"spam: links": 25}),
        ("links: 9", {"spam: links": 15}),
        ("bare hosts: 3", {"pending: links": 20}),
        ("9 addresses, glued", {"spam: links": 10}),
        ("BBCode: 1", {"pending: first": 9}),
        ("BBCode: 2", {"pending: links": 8}),
        ("BBCode: 6", {"spam: links": 8}),
        ("HTML anchors: 1", {"pending: first": 9}),
        ("HTML anchors: 2", {"pending: links": 8}),
        ("HTML anchors: 6", {"spam: links": 8}),
        ("listed words", {"spam: word": 40}),
        ("listed words, hidden", {"spam: word": 20}),
        ("listed words, misspelt", {"pending: first": 25}),
        ("flattery with a website", {"pending: first": 25}),
        ("in the station's name", {"pending: name": 39, "pending: first": 1}),
        ("honeypot filled", {"spam: honeypot": 21}),
        ("the same again", {"pending: first": 10, "refused: said before": 10}),
        ("flood, one address", {"pending: first": 4, "refused: too soon": 16}),
        ("flood, one /24", {"pending: first": 20, "pending: network": 10}),
        ("other languages, listed words", {"spam: word": 9}),
        ("other languages", {"pending: first": 15}),
        ("emoji soup", {"pending: first": 15}),
        ("long texts", {"pending: first": 10}),
        ("a regular's name alone", {"pending: first": 20}),
    ],
)
def test_spam_is_refused_held_or_kept_as_spam(fates, kind, fate):
    assert fates[kind] == fate


def test_no_spam_is_published(fates):
    assert not [kind for kind in fates_of(SPAM) if fates[kind]["approved"]]


def test_without_lists_no_spam_is_published_and_many_links_are_spam_all_the_same():
    counts = fates_of(SPAM)
    assert not [kind for kind, count in counts.items() if count["approved"]]
    assert sum(counts.values(), Counter())["spam: links"] == 25 + 15 + 10 + 8 + 8
    assert counts["listed words"] == {"pending: first": 40}


def test_who_bears_the_stations_name_is_held_even_if_it_was_approved_once():
    impostors = [reply for reply in SPAM if reply.kind == "in the station's name"]
    became = corpus.judge_all(impostors, is_known=True)
    free = [r.name for r, fate in zip(impostors, became, strict=True) if fate == "approved"]
    assert free == ["Night Ferry Desk"]


# Ordinary replies


@pytest.mark.parametrize("kind", [kind for kind, _, _ in corpus_words.ORDINARY][:-2])
def test_what_regulars_say_is_published(fates, kind):
    assert set(fates[kind]) == {"approved"}


def test_what_regulars_say_with_a_cause_is_held(fates):
    assert fates["two links"] == {"pending: links": 4}
    assert fates["a listed word, innocently"] == {"spam: word": 2, "pending: word": 2}


def test_readers_who_are_new_are_held_for_that_alone(fates):
    assert fates["new: all kinds"] == {"pending: first": 40}
    assert fates["new: named like words"] == {"pending: first": 10}


def test_without_lists_only_two_links_hold_up_a_regular():
    counts = fates_of(ORDINARY, is_known=True)
    assert [kind for kind, count in counts.items() if count["approved"] < count.total()] == [
        "two links"
    ]


def test_the_table_has_a_line_for_each_kind():
    lines = corpus.table(as_set=fates_of(SPAM), with_lists=fates_of(SPAM)).splitlines()
    assert len(lines) == 1 + len({reply.kind for reply in SPAM})
    assert lines[0].split() == ["kind", "|", "sent", "|", "as_set", "|", "with_lists"]


# What the corpus taught the rules


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("http://a.de,http://b.de;c.com|d.com", 4),
        ("[url]http://a.com[/url]", 1),
        ("ｗｗｗ．ａ．ｃｏｍ a.c\u200bom казино.рф", 3),
        ("ada.me@mail.example and bell+com@mail.example", 0),
        ("I danced.Me too.Live music.Club next?", 0),
    ],
)
def test_addresses_are_told_from_sentences(text, count):
    assert count_links(text) == count


@pytest.mark.parametrize(
    ("text", "word"), [("在线赌场娱乐", "赌场"), ("카지노에서", "카지노"), ("พนันออนไลน์", "พนัน"),
                       ("cas\u200bino", "casino"), ("cheap\npills", "cheap  pills")]
)  # fmt: skip
def test_words_are_found_where_nothing_parts_them_and_where_much_does(text, word):
    assert has_word([text], [word])


@pytest.mark.parametrize(
    ("name", "station"),
    [
        ("Casanova", "Nova"),
        ("Starling", "Star"),
        ("Radio listener", "Radio 1"),
        ("Ariel", "Aerial 87.9"),
        ("Aerialist", "Aerial 87.9"),
        ("Ada Lovelace", "Aerial 87.9"),
        ("🎻", "Aerial 87.9"),
    ],
)
def test_a_name_that_only_holds_ours_is_another(name, station):
    assert not is_look_alike(name, ["Ada", "🎙"], station)


# Attacks


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "aa-", "a.comx.", "com.", "<a ", "<a href ", "[url", "a@", "1.", "é.", "ﷺ", "İ",
     "\u0301\u0323", "🎰", "\u200b"],
)  # fmt: skip
def test_no_text_holds_up_the_rules(piece):
    text = (piece * LONGEST).encode()[:LONGEST].decode(errors="ignore")
    known = Known(("casino", "a.a.b"), ("é.é", "-"), (corpus.BYLINE,), corpus.STATION)
    begun = time.process_time()
    judge(Reply(text[:80], "writer@mail.example", "", f"{text}@"), known)
    assert time.process_time() - begun < 2


def test_a_row_of_marks_in_any_order_does_not_hold_up_the_rules():
    marks = "a" + "\u0301" * 16_000 + "\u0323" * 16_000
    begun = time.process_time()
    judge(Reply(marks[:80], "writer@mail.example", "", marks), Known(("casino",), ("pills",)))
    assert time.process_time() - begun < 2
