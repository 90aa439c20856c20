"""Pictures in the texts of a station that an older release made are in the library."""

from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, select

from app import create_app
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.editor.working_copies import WorkingCopy
from blueprints.media.images import is_kept
from blueprints.media.models import Picture
from blueprints.news.desk_models import Revision
from blueprints.news.models import Story
from blueprints.pages.models import PageRevision, StationPage
from tests.backup.helpers import close, run
from tests.media.library.older import figure, keep_file, write_old_story
from tests.media.library.sent import rows
from tests.news.desk.conftest import Desk
from tests.news.helpers import write_story
from tests.staff import sign_in, write_cast

FIRST_TABLES = "4c6ad037cb98"
BEFORE = "e25d90b7c183"  # the last release that did not look for them


@pytest.fixture
def old(tmp_path):
    """A station that the first release made: a lead that has a row, a picture that has none."""
    app = create_app({"RADIO_INSTANCE": str(tmp_path / "old"), "TESTING": True})
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade(revision=FIRST_TABLES)
    app.lead, app.inside = keep_file(app, "teal"), keep_file(app, "gold")
    body = f"<p>Rain.</p>{figure(app.inside)}<p>Fog.</p>{figure(app.lead, alt='In the text')}"
    write_old_story(app, "the-quay", body, lead=app.lead)
    yield app
    close(app)


def check(app, lead, inside):
    """Both pictures are in the library and the story's; it keeps them when it is saved."""
    first, second = rows(app, Picture)
    assert (first.hash, first.alternative_text) == (lead, "The lead")
    assert (second.hash, second.width, second.height) == (inside, 60, 40)
    said = second.alternative_text, second.caption, second.credit
    assert said == ("A quay at dusk", "The quay & the sea", "Ada Lens")
    assert (second.is_decorative, second.crop, second.filename) == (False, "", "")
    media = Path(app.instance_path) / "media"
    assert is_kept(lead, media)
    assert is_kept(inside, media)
    with app.app_context():
        story = db.session.scalar(select(Story))
        number, pictures = story.id, {picture.hash for picture in story.pictures}
    assert pictures == {lead, inside}
    desk = Desk(app, sign_in(app, write_cast(app)["editor"]))
    assert desk.save(number, headline="The quay again").status_code == 303
    body = desk.story(number).body
    assert f"/media/{inside}-320.jpg" in body
    assert "Ada Lens" in body
    page = desk.browser.get("/news/the-quay")
    assert f"/media/{inside}-320.jpg" in page.text
    in_use = desk.browser.post("/desk/pictures/2?_method=delete")
    assert in_use.status_code == 409


def test_an_upgrade_puts_them_into_the_library(old):
    with old.app_context():
        upgrade()
    check(old, old.lead, old.inside)


def test_a_restored_backup_has_them_in_the_library(old, tmp_path):
    assert run(old, "backup", str(tmp_path / "old.tar")).exit_code == 0
    elsewhere = create_app({"RADIO_INSTANCE": str(tmp_path / "new"), "TESTING": True})
    elsewhere.config["WTF_CSRF_ENABLED"] = False
    outcome = run(elsewhere, "restore", str(tmp_path / "old.tar"))
    assert outcome.exit_code == 0, outcome.output
    check(elsewhere, old.lead, old.inside)
    close(elsewhere)


def kept_in(place, body, user):
    """A record of that kind with this text."""
    now = clock.now()
    if place == "page":
        return StationPage(slug="about-us", title="About us", body=body, updated_at=now)
    if place == "page revision":
        kept = {"act": "saved", "by": "Ada", "at": now, "fields": {"body": body}}
        page = StationPage(slug="about-us", title="About us", body="", updated_at=now)
        db.session.add(page)
        db.session.flush()
        return PageRevision(page_id=page.id, number=1, **kept)
    if place == "revision":
        kept = {"act": "existing", "by": "", "at": now, "fields": {"body": body}}
        return Revision(story_id=1, number=1, **kept)
    return WorkingCopy(user_id=user, key="new-1", fields={"body": body}, saved_at=now)


@pytest.mark.parametrize("place", ["page", "page revision", "revision", "working copy"])
@pytest.mark.parametrize("size", [True, False])
def test_every_kind_of_text_is_looked_through(app, cast, place, size):
    write_story(app, "a-story", body="<p>Its picture was left out when it was saved.</p>")
    key = keep_file(app, "gold")
    with app.app_context():
        db.session.add(kept_in(place, figure(key, size=size), cast["editor"]))
        db.session.commit()
        downgrade(revision=BEFORE)
        upgrade()
    (picture,) = rows(app, Picture)
    assert (picture.hash, picture.width, picture.height) == (key, 60, 40)
    assert (picture.alternative_text, picture.credit) == ("A quay at dusk", "Ada Lens")


def upgraded(app, *bodies):
    """Write stories with these texts, as an older release kept them; return how many pictures
    the upgrade leaves."""
    for number, body in enumerate(bodies):
        write_story(app, f"story-{number}", body=body)
    with app.app_context():
        downgrade(revision=BEFORE)
        upgrade()
        return db.session.scalar(select(func.count(Picture.id)))


def test_a_picture_in_several_texts_has_one_row(app):
    key = keep_file(app, "gold")
    assert upgraded(app, figure(key), figure(key, alt="Other words")) == 1
    assert rows(app, Picture)[0].alternative_text == "A quay at dusk"


def test_what_the_text_says_is_cut_to_what_a_row_can_hold(app):
    body = figure(keep_file(app, "gold"), alt="x" * 900, caption="y" * 900, credit="z" * 900)
    assert upgraded(app, body) == 1
    (picture,) = rows(app, Picture)
    said = picture.alternative_text, picture.caption, picture.credit
    assert [len(words) for words in said] == [500, 500, 200]


def test_a_decorative_picture_stays_so(app):
    body = figure(keep_file(app, "gold"), alt="").replace('"picture"', '"picture decorative"')
    assert upgraded(app, body) == 1
    assert rows(app, Picture)[0].is_decorative


def test_a_picture_whose_files_are_not_there_is_not_added(app):
    assert upgraded(app, figure("0" * 20)) == 0


def test_a_broken_file_without_a_size_is_not_added(app):
    media = Path(app.instance_path) / "media"
    media.mkdir()
    (media / f"{'0' * 20}-320.jpg").write_text("no picture")
    assert upgraded(app, figure("0" * 20, size=False)) == 0


def test_the_crop_of_a_picture_is_not_added(app):
    key = keep_file(app, "gold")
    with app.app_context():
        db.session.add(Picture(hash="1" * 20, width=60, height=40, crop=key))
        db.session.commit()
    assert upgraded(app, figure(key)) == 1


def test_other_sources_are_left_alone(app):
    key = keep_file(app, "gold")
    sources = f"/elsewhere/media/{key}-320.jpg", f"/media/{key}-320.jpg.exe", "/media/"
    assert upgraded(app, *(f'<img src="{source}" alt="">' for source in sources)) == 0
