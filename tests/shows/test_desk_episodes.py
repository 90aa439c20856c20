"""Titles and notes of episodes, written by editors and the show's presenters."""

from datetime import timedelta

from blueprints.core import clock
from blueprints.shows.models import Episode
from tests.news.helpers import Page
from tests.shows.rows import add_episode, add_show, all_of, give_presenter

HOUR = timedelta(hours=1)


def test_a_presenter_names_the_last_twenty_and_the_running_one(editor, as_staff, app, cast):
    show, now = add_show(editor), clock.now()
    numbers = [add_episode(app, show, now - n * 7 * 24 * HOUR, now + HOUR) for n in range(22)]
    give_presenter(app, show, cast["dj"])
    dj, here = as_staff("dj"), f"/desk/shows/{show}/episodes/"
    links = Page(dj.get(here).text).inside("ul", class_="rows").all("a")
    assert [found["href"] for found, _ in links] == [f"{here}{n}" for n in numbers[:20]]
    typed = {"title": "Guests", "notes": "With the choir.\n\nhttps://choir.example"}
    assert dj.post(f"{here}{numbers[0]}", data=typed).status_code == 303
    assert all_of(app, Episode)[0].notes == typed["notes"]
    assert "Guests" in dj.get(here).text
    refused = dj.post(f"{here}{numbers[0]}", data=typed | {"title": "x" * 201})
    assert (refused.status_code, "With the choir." in refused.text) == (422, True)


def test_an_episode_is_found_at_its_own_show_only(editor, app):
    one, other, now = add_show(editor), add_show(editor, title="Dub"), clock.now()
    episode = add_episode(app, one, now, now + HOUR)
    assert editor.get(f"/desk/shows/{other}/episodes/{episode}").status_code == 404
    assert editor.get(f"/desk/shows/{one}/episodes/{'9' * 30}").status_code == 404
