"""A picture in a page's text is in use: the library says where, and keeps it."""

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.pages.models import StationPage
from tests.media.library.sent import check_in_use, send_one


def test_a_picture_in_a_page_says_where_and_stays(as_staff, app):
    editor = as_staff("editor")
    one = send_one(editor)
    body = f'<p><img src="{one["src"]}"></p>'
    with app.app_context():
        page = StationPage(slug="us", title="About us", body=body, updated_at=clock.now())
        db.session.add(page)
        db.session.commit()
    check_in_use(editor, one, "About us")
