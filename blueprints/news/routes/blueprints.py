"""The two blueprints of news: the public pages, and the editors' desk."""

from flask import Blueprint

from blueprints.accounts.access import requires
from blueprints.core.desk_menu import STAFF
from blueprints.editor.working_copies import unsaved_texts_with
from blueprints.media.usage import add_finders
from blueprints.news import bylines, feeds, media_uses

bp = Blueprint("news", __name__)
bp.add_app_template_global(feeds.guid)
bp.add_app_template_filter(bylines.authors)
bp.add_app_template_filter(bylines.listed)
bp.add_app_template_filter(feeds.rfc822)
bp.add_app_template_filter(feeds.absolute_html)
bp.add_app_template_global(feeds.enclosure)

desk = Blueprint("news_desk", __name__, url_prefix="/desk")
desk.before_request(requires(*STAFF))

add_finders(media_uses.stories_with, unsaved_texts_with)
