"""Alarms on the desk's front page, and how the last titles fared, in the settings."""

from typing import Any

from flask import get_template_attribute
from markupsafe import Markup
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player.alarm_words import advice, headline
from blueprints.player.alarms import open_alarms
from blueprints.player.routes.blueprints import bp
from blueprints.player.title_models import TitleNotice
from blueprints.player.titles import targets_named


@bp.app_template_global("alarms_now")
def alarms_now() -> list[tuple[str, str]]:
    """Return each open alarm's sentence, and what to do about it."""
    return [(headline(alarm), advice(alarm)) for alarm in open_alarms()]


@bp.app_template_global("title_deliveries")
def title_deliveries() -> Markup:
    """Return, as HTML, which title was last sent to Icecast and to the webhook, and what failed."""
    rows = {target: _last(target) for target in targets_named()}
    macro = get_template_attribute("player/desk/title_deliveries.html", "deliveries")
    return Markup(macro(rows))  # noqa: S704 - a macro of an autoescaped template


def _last(target: str) -> dict[str, Any]:
    """Return the newest notice that was sent to `target`, and the newest that failed since."""
    of_target = select(TitleNotice).where(TitleNotice.target == target)
    newest = of_target.order_by(TitleNotice.id.desc()).limit(1)
    sent = db.session.scalar(newest.where(TitleNotice.sent_at.is_not(None)))
    failed = newest.where(TitleNotice.failure != "", TitleNotice.id > (sent.id if sent else 0))
    return {"sent": sent, "failed": db.session.scalar(failed)}
