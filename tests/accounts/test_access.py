"""Nobody gets in by an address; and who is signed in sees the public pages as everybody does."""

import pytest

from blueprints.core.http import is_staff_path
from tests.accounts.guards import OPEN
from tests.accounts.same_for_all import READERS, check_same
from tests.accounts.table import TABLE
from tests.accounts.test_matrix import PLACE
from tests.news.helpers import write_story

PUBLIC = {
    "comments.decision", "comments.delete_own", "comments.edit_own", "comments.feed",
    "comments.leave", "comments.own_deletion", "comments.own_reply", "comments.reply",
    "comments.report", "comments.send_objection", "comments.send_report",
    "core.healthz", "media.file",
    "settings.station_css", "home.front", "home.readyz", "news.by_tag", "news.feed",
    "news.feed_of_tag", "news.index", "pages.page", "news.preview", "pages.short_address",
    "news.story", "player.art", "player.current_track_json", "static",
    "player.playlist", "player.playlist_of_day", "player.charts", "player.chart",
    "player.chart_csv", "shows.index", "shows.show", "shows.episode", "shows.calendar",
    "api.list_personas", "api.list_playlists", "api.list_shows", "api.list_spins", "api.openapi",
    "api.index",
    "api.persona", "api.playlist", "api.show", "api.spin",
}  # fmt: skip


def test_every_other_endpoint_turns_anybody_away(app, client):
    app.config["WTF_CSRF_ENABLED"] = False  # the guards alone
    public = {name for name in PUBLIC if name.partition(".")[0] in {*app.blueprints, "static"}}
    seen = set()
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            is_open = TABLE.get(f"{method} {rule.rule}") == OPEN
            seen.add(rule.endpoint)
            if rule.endpoint in PUBLIC or is_open:
                continue
            path = PLACE.sub("1", rule.rule)
            answer = client.open(path, method=method)
            where = answer.headers.get("Location", "").split("?")[0]
            is_away = answer.status_code == 302 and where == "/account/sign-in"
            is_theirs = rule.endpoint.startswith("security.")
            is_page = method == "GET" and not path.endswith(".json")
            if is_page or is_theirs:
                assert is_away, (method, path, answer.status_code)
            else:
                assert answer.status_code in (400, 401, 403), (method, path, answer.status_code)
    assert seen >= public
    assert not any(is_staff_path(rule.rule) for rule in app.url_map.iter_rules()
                   if rule.endpoint in PUBLIC)  # fmt: skip


def test_nothing_is_changed_without_a_token(app, somebody, client):
    ada = somebody()  # whom no guard refuses before the token is looked at
    ada.sign_in("ada@station.example")
    for rule in app.url_map.iter_rules():
        if not is_staff_path(rule.rule):
            continue
        for method in rule.methods - {"GET", "HEAD", "OPTIONS"}:
            path = PLACE.sub("1", rule.rule)
            assert ada.client.open(path, method=method).status_code in (400, 401), (method, path)
    assert ada.is_in()


@pytest.mark.parametrize("key", READERS)
def test_public_pages_are_the_same_for_all(app, client, as_staff, key):
    write_story(app, "a-story", tags=["film"])
    write_story(app, "a-draft", hours_ago=None)
    staff = as_staff(key)
    for path, status in (
        ("/", 200), ("/news/", 200), ("/news/a-story", 200), ("/news/a-draft", 404),
        ("/news/tag/film", 200), ("/news/feed.xml", 200), ("/current-track.json", 200),
        ("/station.css", 200),
    ):  # fmt: skip
        check_same(staff, client, path, status)
