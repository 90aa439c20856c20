"""Trying rules for comments before they are saved: on a sample, and on recent comments."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy import Row, exists, select
from sqlalchemy.orm import aliased

from blueprints.comments import rules
from blueprints.comments.models import Comment
from blueprints.comments.queries import APPROVED
from blueprints.comments.station_rules import rules_of
from blueprints.core.extensions import db
from blueprints.core.station import station, with_changes
from blueprints.settings.section_form import SectionForm

MOST_TRIED = 200

Tried = Row[str, str, str, str, str, bool]  # name, email, website, text, why, was its writer known


@dataclass(frozen=True)
class Sample:
    """What the rules say of a sample: the outcome in words, and what they found in it."""

    outcome: str
    bin_words: list[str]
    hold_words: list[str]
    links: int


def try_rules(form: SectionForm) -> Markup:
    """Return what the rules of a valid form would do, as HTML."""
    known = rules_of(with_changes(station(), form.kept()))
    text = form["sample"].data
    recent = recent_comments()
    return Markup(  # noqa: S704 - a template of ours, which escapes
        render_template(
            "comments/desk/trial.html",
            sample=try_sample(text, known) if text else None,
            counts=Counter(_state_of(comment, known) for comment in recent),
            total=len(recent),
        )
    )


def recent_comments() -> Sequence[Tried]:
    """Return the newest comments of readers that are not deleted."""
    earlier = aliased(Comment)
    was_known = exists().where(
        earlier.email == Comment.email,
        earlier.state == APPROVED,
        earlier.name == Comment.name,
        earlier.created_at < Comment.created_at,
    )
    fields = (Comment.name, Comment.email, Comment.website, Comment.text, Comment.why)
    query = select(*fields, was_known).where(Comment.state != "deleted", ~Comment.by_station)
    return db.session.execute(query.order_by(Comment.id.desc()).limit(MOST_TRIED)).all()


def _state_of(comment: Tried, known: rules.Known) -> str:
    name, email, website, text, why, was_known = comment
    reply = rules.Reply(name, email, website, text, "filled" if why == "honeypot" else "")
    of_writer = replace(known, is_known=was_known, is_blocked=why == "blocked")
    return rules.judge(reply, of_writer).state


def try_sample(text: str, known: rules.Known) -> Sample:
    """Return what the rules say of `text`, by a writer who was approved before."""
    verdict = rules.judge(rules.Reply("", "", "", text), replace(known, is_known=True))
    bin_words = rules.words_in([text], known.bin_words)
    hold_words = rules.words_in([text], known.hold_words)
    links = rules.count_links(text)
    words = bin_words if verdict.state == "spam" else hold_words
    reason = _reason(verdict.why, words, links)
    return Sample(_outcome(verdict.state, reason, known), bin_words, hold_words, links)


def _reason(why: str, words: list[str], links: int) -> str:
    if why == "word":
        return str(_("contains %(words)s", words=quoted(words)))
    if why == "links":
        return str(ngettext("has %(num)s link", "has %(num)s links", links))
    return str(_("all comments are held"))


def _outcome(state: str, reason: str, known: rules.Known) -> str:
    if state == "spam":
        return str(_("Would go to spam: %(reason)s.", reason=reason))
    if state == "pending":
        return str(_("Would be held for review: %(reason)s.", reason=reason))
    if known.holds_first:
        return str(_("Would be published, unless it is the commenter’s first comment."))
    return str(_("Would be published."))


def quoted(words: list[str]) -> str:
    """Return words in quotation marks, separated by commas."""
    return ", ".join(f"“{word}”" for word in words)
