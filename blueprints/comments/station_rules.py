"""The station's own rules for comments, as the moderation rules take them."""

from flask_babel import gettext as _

from blueprints.accounts.queries import active_names
from blueprints.comments.rules import Known
from blueprints.core.station import Station
from blueprints.news.queries import bylines


def rules_of(here: Station) -> Known:
    """Return the rules of `here`, by which nothing is known yet of a comment's writer."""
    newsroom = {_("The newsroom"), _("By the newsroom"), _("newsroom")}
    return Known(
        bin_words=here.comment_bin_words,
        hold_words=here.comment_hold_words,
        names=newsroom.union(bylines(), active_names()),
        station=here.name,
        holds_first=here.comments_hold_first,
        holds_all=here.comments_hold_all,
        held_links=here.comment_hold_links,
        spam_links=here.comment_spam_links,
    )
