"""/desk/stories/: the newest changed first, by words, state, author and tag."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.desk_models import Revision
from blueprints.news.models import Story
from tests.news.conftest import WRONG_PAGES, publish  # noqa: F401 - a fixture
from tests.news.helpers import Page, change_story

LIST = "/desk/stories/"


def headlines(browser, address=LIST):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text).texts("p", class_="what")


@pytest.fixture
def five(app, publish, cast):  # noqa: F811 - the fixture
    """A story in each state, by its state."""
    publish("a-draft", headline="Draft", hours_ago=None, owner_id=cast["dj"])
    publish("handed", headline="Handed", hours_ago=None, handed_in_at=clock.now())
    publish("planned", headline="Planned", hours_ago=-2)
    publish("out", headline="Out", tags=["Film", "Quay & Sea"], byline="Mara Tower and Édouard")
    publish("gone", headline="Gone", withdrawn=True)
    return ["Gone", "Out", "Planned", "Handed", "Draft"]


def test_all_stories_the_last_changed_first(app, editor, five):
    assert headlines(editor) == five
    change_story(app, "handed", headline="Handed in once more")
    assert headlines(editor)[0] == "Handed in once more"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("date", ["Planned", "Gone", "Out", "Handed", "Draft"]),
        ("title", ["Draft", "Gone", "Handed", "Out", "Planned"]),
        ("state", ["Draft", "Handed", "Planned", "Out", "Gone"]),
    ],
)
def test_sorted(app, editor, five, sort, order):
    assert headlines(editor, f"{LIST}?sort={sort}") == order
    page = Page(editor.get(f"{LIST}?sort={sort}&state=draft").text)
    assert [o["value"] for o, _ in page.all("option") if "selected" in o] == [sort]


def test_sorted_by_author(app, editor, publish):  # noqa: F811
    for byline in ("mara", "", "Edda"):
        publish(f"by-{byline}", headline=f"By {byline}", byline=byline)
    assert headlines(editor, f"{LIST}?sort=author") == ["By Edda", "By mara", "By"]
    assert editor.get(f"{LIST}?sort=colour").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=draft", ["Draft"]),
        ("state=pending", ["Handed"]),
        ("state=scheduled", ["Planned"]),
        ("state=published", ["Out"]),
        ("state=unpublished", ["Gone"]),
        ("author=mara", ["Out"]),
        ("author=Dana", ["Draft"]),
        ("author=%25", []),
        ("tag=quay-sea", ["Out"]),
        ("tag=quay+%26+sea", ["Out"]),
        ("tag=no-such", []),
        ("q=plan", ["Planned"]),
        ("q=edouard&state=published&tag=film", ["Out"]),
        ("q=plan&state=draft", []),
    ],
)
def test_narrowed(editor, five, query, found):
    assert headlines(editor, f"{LIST}?{query}") == found


def test_a_row_says_all_that_one_must_know(app, editor, publish):  # noqa: F811
    address = publish("told", headline="", tags=["Film"], byline="Mara")
    with app.app_context():
        number = db.session.query(Story.id).filter_by(slug=address.split("/")[-1]).scalar()
        for place, (act, by) in enumerate((("saved", "Dana Deck"), ("corrected", "<b>Edda</b>"))):
            at = clock.now() - timedelta(minutes=5 - place)
            db.session.add(
                Revision(story_id=number, number=place + 1, act=act, by=by, at=at, fields={})
            )
        db.session.commit()
    page = Page(editor.get(LIST).text)
    assert page.one("a", href=f"{LIST}{number}")[1] == "Untitled"
    (facts,) = page.texts("p", class_="facts")
    for words in ("Published", "Mara", "Film", "<b>Edda</b>: corrected"):
        assert words in facts
    assert "Dana" not in facts


def test_djs_see_their_own_only(as_staff, five):
    assert headlines(as_staff("dj")) == ["Draft"]
    assert headlines(as_staff("dj"), f"{LIST}?q=planned") == []
    assert headlines(as_staff("other_dj")) == []


def test_words_of_the_body_are_found_and_its_markup_is_not(app, editor, publish):  # noqa: F811
    publish("quay", headline="At dusk", body='<p class="pull">Rainy&nbsp;harbour<br>lights &amp; '
            "K\u00d8BENHAVN</p><script>var hidden</script>")  # fmt: skip
    for words in ("harb", "rainy lights", "køben", "dusk harbour", "QUAY", "lights"):
        assert headlines(editor, f"{LIST}?q={words}") == ["At dusk"], words
    for words in ("pull", "class", "hidden", "harbour tractor", "arbour", '"', "*", "'", "OR", "☂"):
        assert headlines(editor, f"{LIST}?q={words}") == [], words
    change_story(app, "quay", body="<p>A tractor</p>")
    assert headlines(editor, f"{LIST}?q=harbour") == []
    assert headlines(editor, f"{LIST}?q=tractor") == ["At dusk"]
    with app.app_context():
        db.session.delete(db.session.query(Story).one())
        db.session.commit()
    assert headlines(editor, f"{LIST}?q=tractor") == []


def test_what_cannot_be_asked(editor, five):
    for query in ("state=secret", "state=%00", *WRONG_PAGES.values()):
        assert editor.get(f"{LIST}?{query}").status_code == 404, query


TYPED = ("%00", "%FF", "x" * 5000, "%22%22", "a%20AND", "NEAR(a%20b)", "%5C", "%CC%81", "^a-b:c",
         "%25_")  # fmt: skip


def test_whatever_is_typed_is_only_words(editor, five):
    for name in ("q", "author", "tag"):
        for text in TYPED:
            assert editor.get(f"{LIST}?{name}={text}").status_code == 200, (name, text)


def test_filters_are_kept_from_page_to_page(editor, publish):  # noqa: F811
    for number in range(21):
        publish(f"story-{number}", tags=["Film"], headline=f"Rain {number}")
    first = f"{LIST}?q=rain&tag=Film&state=published"
    assert len(headlines(editor, first)) == 20
    (older,) = (at for at, words in Page(editor.get(first).text).all("a") if words == "Older")
    assert headlines(editor, older["href"]) == ["Rain 0"]
    for name in ("q=rain", "tag=Film", "state=published", "page=2"):
        assert name in older["href"]


def test_many_rows_cost_what_few_cost(editor, publish, count_queries):  # noqa: F811
    def cost():
        with count_queries() as queries:
            assert editor.get(f"{LIST}?q=s&author=m&tag=film").status_code == 200
        return len(queries)

    for number in range(3):
        publish(f"story-{number}", tags=["film", f"t{number}"], byline="Mara")
    few = cost()
    for number in range(3, 20):
        publish(f"story-{number}", tags=["film", f"t{number}"], byline="Mara")
    assert cost() == few <= 12


def test_anybody_is_sent_to_sign_in_and_hidden_text_leaks_nowhere(client, as_staff, five):
    assert client.get(LIST).status_code == 302
    assert as_staff("nobody").get(LIST).status_code == 403
