"""Pictures in the texts of a station that an older release made are in the library."""

from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.editor.working_copies import WorkingCopy
from blueprints.media.models import Picture
from blueprints.news.desk_models import Revision
from tests.media.library.older import BEFORE, check_found, check_library, figure, keep_file
from tests.media.library.sent import rows
from tests.news.helpers import write_story


def test_an_upgrade_puts_them_into_the_library(old):
    with old.app_context():
        upgrade()
    check_library(old, old.lead, old.inside)


def kept_in(place, body, user):
    """A record of that kind with this text."""
    now = clock.now()
    if place == "revision":
        kept = {"act": "existing", "by": "", "at": now, "fields": {"body": body}}
        return Revision(story_id=1, number=1, **kept)
    return WorkingCopy(user_id=user, key="new-1", fields={"body": body}, saved_at=now)


@pytest.mark.parametrize("place", ["revision", "working copy"])
@pytest.mark.parametrize("size", [True, False])
def test_every_kind_of_text_is_looked_through(app, cast, place, size):
    write_story(app, "a-story", body="<p>Its picture was left out when it was saved.</p>")
    check_found(app, size, lambda body: kept_in(place, body, cast["editor"]))


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
