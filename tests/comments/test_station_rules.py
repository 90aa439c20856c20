"""The station's rules for comments: each acts on what is sent next, and never on what is there."""

from datetime import timedelta

import pytest

from blueprints.comments.tree import level_of
from blueprints.core.extensions import db
from blueprints.core.station import keep_settings
from blueprints.player.models import Play
from tests.conftest import NOON
from tests.news.helpers import Page

DAY = 24 * 3600
STRICT = {"comments_hold_all": True, "comment_hold_links": 1, "comment_spam_links": 1,
          "comment_bin_words": ["cod", "so it was"], "comment_hold_words": ["tomorrow"],
          "comment_close_days": 1, "comment_depth": 1, "comment_songs": False}  # fmt: skip


@pytest.fixture
def rule(app):
    """Save rules as the desk does."""

    def save(**changed):
        with app.test_request_context():
            keep_settings(changed)
            db.session.commit()

    return save


@pytest.fixture
def outcome(send, rows):
    """Send a reply; return its state and the reason."""

    def reply(story, **told):
        assert send(story, after=60, **told).status_code == 303
        return rows()[-1].state, rows()[-1].why

    return reply


def test_every_comment_is_held_if_the_station_says_so(story, meet, rule, outcome):
    meet()
    assert outcome(story) == ("approved", "")
    rule(comments_hold_all=True)
    assert outcome(story, text="Another day.") == ("pending", "all")


def test_the_numbers_of_links_are_the_stations(story, meet, rule, outcome):
    meet()
    rule(comment_hold_links=1, comment_spam_links=2)
    assert outcome(story, text="See https://a.example") == ("pending", "links")
    assert outcome(story, text="https://a.example https://b.example") == ("spam", "links")
    rule(comment_hold_links=3, comment_spam_links=20)
    assert outcome(story, text="https://c.example https://d.example") == ("approved", "")


@pytest.mark.parametrize("state", ["approved", "pending", "spam"])
def test_a_change_reaches_no_comment_that_is_there(
    client, story, write, rows, rule, traveller, state
):
    write(story, state=state, why="" if state == "approved" else "first", text="So it was.")
    before = vars_of(rows()[-1])
    rule(**STRICT)
    traveller.shift(2 * DAY)
    assert client.get(story).status_code == 200
    assert vars_of(rows()[-1]) == before


def vars_of(row):
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_stories_close_so_many_days_after_they_were_published(
    client, story, send, write, rule, traveller, refused, fill
):
    write(story, text="From the first day.")
    data = fill(story)
    rule(comment_close_days=1)
    traveller.shift(DAY - 3600 - 1)  # the story is an hour old
    assert client.get(f"{story}/reply").status_code == 200
    traveller.shift(1)
    assert client.get(f"{story}/reply").status_code == 403
    refused(403, story, data)
    page = Page(client.get(story).text).inside("section", id="opinions")
    assert "Replies to this story are closed." in page.texts("p")
    assert page.all("a", class_="answer") == []
    assert "From the first day." in client.get(story).text
    rule(comment_close_days=2)
    assert client.get(f"{story}/reply").status_code == 200
    rule(comment_close_days=0)
    traveller.shift(4000 * DAY)
    assert client.get(f"{story}/reply").status_code == 200


def test_saving_an_old_story_does_not_close_it_for_good(client, story, rule, editor, traveller):
    rule(comment_close_days=1)
    traveller.shift(10 * DAY)
    page = Page(editor.get("/desk/stories/1").text)
    assert "checked" in page.one("input", id="comments_open")[0]
    hint = page.texts("span", id="comments_open-hint")[0]
    assert "closes by itself 1 day after it is published" in hint


def test_a_story_that_an_editor_closed_stays_closed(client, story, close, rule):
    close(story)
    rule(comment_close_days=30)
    assert client.get(f"{story}/reply").status_code == 403


def test_a_new_depth_leaves_threads_as_they_are(story, write, rows, rule, client):
    number = None
    for _ in range(5):
        number = write(story, to=number)
    paths = [row.path for row in rows()]
    rule(comment_depth=2)
    assert [row.path for row in rows()] == paths
    assert [level_of(path) for path in paths] == [1, 2, 3, 4, 5]
    write(story, to=number)
    newest = rows()[-1]
    assert (newest.parent_id, newest.path[:-10]) == (1, paths[0])
    rule(comment_depth=1)
    write(story, to=number)
    assert (rows()[-1].parent_id, level_of(rows()[-1].path)) == (None, 1)
    assert Page(client.get(story).text).all("li", class_="level-5")


@pytest.fixture
def playing(app, traveller):
    """Put a song on air; return its number."""
    with app.app_context():
        play = Play(source="mpd", started_at=NOON - timedelta(seconds=30), title="Low Tide",
                    last_at=NOON + timedelta(hours=1),
                    artist="The Dry Docks", file="low-tide.flac")  # fmt: skip
        db.session.add(play)
        db.session.commit()
        return play.id


def test_the_song_on_air_is_kept_and_shown_only_if_the_station_says_so(
    client, story, send, rows, write, rule, playing, editor
):
    send(story, after=5)
    assert rows()[-1].play_id == playing
    write(story, play_id=playing)
    pages = (story, "/", "/desk/comments/?state=approved")
    words = "while “Low Tide” played"
    assert all(words in editor.get(page).text for page in pages[:2])
    assert "Low Tide" in editor.get(pages[2]).text
    rule(comment_songs=False)
    for page in pages:
        assert "Low Tide” played" not in editor.get(page).text
        assert 'class="while"' not in editor.get(page).text
    send(story, after=60, text="Without a song.")
    assert rows()[-1].play_id is None
    assert rows()[0].play_id == playing
