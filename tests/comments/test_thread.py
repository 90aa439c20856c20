"""The thread under a story: its order, its pages, its places, its words."""

import pytest

from blueprints.core import clock
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER, numbers_in, outline
from tests.news.helpers import Page


@pytest.fixture
def thread(client):
    """The opinions at an address, as a page of their own."""
    return lambda address: Page(client.get(address).text).inside("section", id="opinions")


def test_a_story_nobody_replied_to_asks_for_the_first(thread, story):
    page = thread(story)
    assert page.texts("h2") == ["Readers’ opinions"]
    assert page.texts("p", class_="none") == ["No replies yet. Be the first."]
    assert page.one("a", href=f"{story}/reply")[1] == "Leave a Reply"
    assert page.all("ol") == page.all("nav") == []


def test_a_reply_is_shown_with_its_writer_its_moment_and_its_words(thread, story, write):
    number = write(story, "It was cold.", ago=3600)
    page = thread(story)
    assert page.texts("h2") == ["Readers’ opinions 1"]
    reply = page.inside("article", id=f"comment-{number}")
    assert reply.one("b", dir="auto")[1] == FISHMONGER.name
    assert reply.one("div", class_="words", dir="auto")[1] == "It was cold."
    assert reply.one("time", datetime="2026-11-22T11:00:00.000Z")[1].endswith("11:00")
    link, text = reply.one("a", class_="answer")
    assert link["href"] == f"{story}/reply?to={number}"
    assert text == f"Reply to {FISHMONGER.name}"


def test_each_reply_has_an_address_of_its_own(client, thread, story, write):
    number = write(story)
    link, _ = thread(story).one("a", class_="when")
    assert link["href"].endswith(f"?c={number}#comment-{number}")
    assert numbers_in(client.get(f"{story}?c={number}")) == [number]


# Order


def test_replies_stand_oldest_first_each_before_its_answers(client, story, write):
    one, two = write(story), write(story)
    two_one, one_one = write(story, to=two), write(story, to=one)
    one_two, one_one_one = write(story, to=one), write(story, to=one_one)
    assert outline(client.get(story)) == [
        (1, 1, one),
        (2, 2, one_one),
        (3, 3, one_one_one),
        (2, 2, one_two),
        (1, 1, two),
        (2, 2, two_one),
    ]


def test_answers_are_nested_to_five_and_then_stand_beside(client, story, write, meet, send, rows):
    numbers = [write(story)]
    for _ in range(4):
        numbers.append(write(story, to=numbers[-1]))
    meet(EXTRA)
    assert send(story, EXTRA, to=numbers[-1]).status_code == 303
    beside = rows()[-1]
    assert beside.parent_id == numbers[3]
    expected = [(level, level, number) for level, number in enumerate(numbers, 1)]
    assert outline(client.get(story)) == [*expected, (5, 5, beside.id)]


def test_answers_beside_the_deepest_may_be_answered_too(client, story, write):
    number = None
    for _ in range(9):
        number = write(story, to=number)
    assert [level for level, _, _ in outline(client.get(story))] == [1, 2, 3, 4, 5, 5, 5, 5, 5]


def test_an_answer_names_whom_it_answers(thread, story, write):
    first = write(story, reader=KEEPER)
    second = write(story, reader=EXTRA, to=first)
    assert "in reply to" not in thread(story).inside("article", id=f"comment-{first}").one("b")[1]
    answer = thread(story).inside("article", id=f"comment-{second}")
    assert answer.texts("span")[0] == f"in reply to {KEEPER.name}"
    assert answer.one("a", dir="auto")[0]["href"].endswith(f"?c={first}#comment-{first}")


def test_the_threads_of_two_stories_are_two(client, story, other_story, write):
    one, two = write(story), write(other_story)
    assert numbers_in(client.get(story)) == [one]
    assert numbers_in(client.get(other_story)) == [two]


# Pages


def test_fifty_stand_on_a_page_with_plain_links_to_the_rest(client, thread, story, write_many):
    numbers = write_many(story, 120)
    assert numbers_in(client.get(story)) == numbers[:50]
    assert numbers_in(client.get(f"{story}?page=1")) == numbers[:50]
    assert numbers_in(client.get(f"{story}?page=2")) == numbers[50:100]
    assert numbers_in(client.get(f"{story}?page=3")) == numbers[100:]
    links = [
        [(text, link["href"]) for link, text in thread(address).inside("nav").all("a")]
        for address in (story, f"{story}?page=2", f"{story}?page=3")
    ]
    assert links == [
        [("More replies", f"{story}?page=2#opinions")],
        [("Earlier replies", f"{story}#opinions"), ("More replies", f"{story}?page=3#opinions")],
        [("Earlier replies", f"{story}?page=2#opinions")],
    ]
    assert thread(f"{story}?page=3").texts("h2") == ["Readers’ opinions 120"]


@pytest.mark.parametrize(("count", "pages"), [(50, 1), (51, 2), (100, 2), (101, 3)])
def test_there_are_as_many_pages_as_are_needed(client, story, write_many, count, pages):
    write_many(story, count)
    assert client.get(f"{story}?page={pages}").status_code == 200
    assert client.get(f"{story}?page={pages + 1}").status_code == 404


def test_an_odd_page_of_opinions_is_404(client, story, write, wrong_page):
    write(story)
    assert client.get(f"{story}?{wrong_page}").status_code == 404


def test_the_number_of_a_reply_gives_its_page(client, story, write_many, write):
    numbers = write_many(story, 120)
    early = write(story, to=numbers[0])
    for number in (numbers[0], early, numbers[48], numbers[49], numbers[99], numbers[119]):
        assert number in numbers_in(client.get(f"{story}?c={number}"))
    assert numbers_in(client.get(f"{story}?c={numbers[49]}"))[0] == numbers[49]


def test_the_number_of_a_reply_to_another_story_gives_the_first_page(
    client, story, other_story, write_many
):
    numbers = write_many(story, 60)
    elsewhere = write_many(other_story, 60)[-1]
    assert numbers_in(client.get(f"{story}?c={elsewhere}")) == numbers[:50]


def test_an_answer_torn_from_what_it_answers_says_so(client, thread, story, write_many, write):
    write_many(story, 49)
    last = write(story)
    answer = write(story, to=last)
    page = thread(f"{story}?page=2")
    assert outline(client.get(f"{story}?page=2")) == [(1, 2, answer)]
    assert "data-torn" in page.one("li", class_="level-2")[0]


# Removed places


def test_a_removed_reply_keeps_its_place_while_answers_stand_below(
    client, thread, story, write, comments
):
    top = write(story, "Take this away.", reader=KEEPER)
    middle = write(story, "And this.", reader=KEEPER, to=top)
    answer = write(story, "But keep this.", reader=EXTRA, to=middle)
    comments("spam", str(top), str(middle))
    assert numbers_in(client.get(story)) == [top, middle, answer]
    page = thread(story)
    place = page.inside("article", id=f"comment-{middle}")
    assert place.texts("b") == ["Removed"]
    assert place.all("div", class_="words") == place.all("a", class_="answer") == []
    for word in ("Take this away", "And this", KEEPER.name):
        assert word not in client.get(story).text
    assert page.texts("h2") == ["Readers’ opinions 1"]
    answered = page.inside("article", id=f"comment-{answer}").texts("a", dir="auto")
    assert answered == ["a removed reply"]
    assert numbers_in(client.get(f"{story}?c={middle}")) == [top, middle, answer]


@pytest.mark.parametrize("state", ["pending", "spam", "deleted"])
def test_a_removed_reply_without_published_answers_is_gone(client, story, write, comments, state):
    top = write(story)
    write(story, to=write(story, to=top, state=state), state=state)
    comments("spam", str(top))
    assert numbers_in(client.get(story)) == []


def test_a_removed_place_goes_with_its_last_answer(client, story, write, comments):
    top = write(story)
    answer = write(story, to=top, reader=EXTRA)
    comments("spam", str(top))
    assert numbers_in(client.get(story)) == [top, answer]
    comments("spam", str(answer))
    assert numbers_in(client.get(story)) == []


def test_a_reply_that_was_spam_comes_back_when_it_is_approved(client, story, write, comments):
    number = write(story, "Keep this.")
    comments("spam", str(number))
    comments("approve", str(number))
    assert "Keep this." in client.get(story).text


# Words


def test_text_stands_in_paragraphs_and_lines(client, story, write):
    write(story, "one\ntwo\n\n\nthree\n \nfour & <five>")
    text = client.get(story).text
    assert "<p>one<br>two</p><p>three</p><p>four &amp; &lt;five&gt;</p>" in text


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("See https://a.example/b?c=1&d#e.", "https://a.example/b?c=1&d#e", "."),
        ("(http://a.example/)", "http://a.example/", ")"),
        ("http://a.example/b_(c)", "http://a.example/b_(c)", ""),
        ("HTTPS://A.EXAMPLE/!", "HTTPS://A.EXAMPLE/", "!"),
        ("“http://a.example/”", "http://a.example/”", ""),
        ("http://a.example/é", "http://a.example/é", ""),
    ],
)
def test_addresses_become_links_that_vouch_for_nothing(thread, story, write, text, address, rest):
    write(story, text)
    link, shown = thread(story).inside("div", class_="words").one("a")
    assert (link["href"], link["rel"], shown) == (address, "ugc nofollow noopener", address)
    assert thread(story).texts("div", class_="words")[0].endswith(address + rest)


def test_a_long_row_of_brackets_holds_nobody_up(client, story, write):
    for end in (")", ".)"):
        number = write(story, "http://a.example/" + end * (65_000 // len(end)))
        started = clock.monotonic()
        assert client.get(f"{story}?c={number}").status_code == 200
        assert clock.monotonic() - started < 2


def test_a_reply_in_any_writing_finds_its_own_direction(thread, story, write):
    write(story, "سمعتُ الجوقة.", name="قارئة من الميناء")
    page = thread(story)
    assert page.one("div", class_="words")[0]["dir"] == "auto"
    assert page.one("b")[0]["dir"] == "auto"


# Closed


def test_a_closed_discussion_is_read_and_not_continued(client, thread, story, write, close):
    number = write(story)
    close(story)
    page = thread(story)
    assert numbers_in(client.get(story)) == [number]
    assert page.texts("p", class_="none") == ["Replies to this story are closed."]
    assert not [link for link, _ in page.all("a") if "/reply" in link["href"]]


def test_a_closed_discussion_without_replies_does_not_ask_for_one(thread, story, close):
    close(story)
    assert thread(story).texts("p", class_="none") == ["Replies to this story are closed."]


# Queries


def test_a_thread_is_read_by_one_query_however_long_it_is(
    client, story, write, write_many, count_queries
):
    write(story)
    client.get(story)
    statements = []
    for _ in range(2):
        with count_queries() as queries:
            assert client.get(story).status_code == 200
        statements.append(len(queries))
        assert len([query for query in queries if "FROM comment" in query
                    or "JOIN comment" in query]) == 1  # fmt: skip
        for number in write_many(story, 119)[:20]:
            write(story, to=number)
    assert statements[0] == statements[1]
