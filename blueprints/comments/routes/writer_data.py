"""The data of one writer at the desk: found by email address, downloaded, deleted."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.comments import erasure, personal_data
from blueprints.comments.queries import find_comment
from blueprints.comments.routes.blueprints import desk
from blueprints.comments.routes.personal_data import json_file
from blueprints.comments.rules import LONGEST_EMAIL
from blueprints.core.database import number_in
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import one_line


@desk.get("/comments/writers")
def writer_data() -> str:
    """Show the search; with ?comment= the data of that comment's writer.

    No email address is part of a page's address, which browsers and servers keep.
    """
    comment = find_comment(number_in(request.args.get("comment", "")) or 0)
    return _found(comment.email if comment else "")


@desk.post("/comments/writers")
def find_writer() -> str:
    """Show what is stored about an email address."""
    return _found(_email())


@desk.post("/comments/writers/export")
def export_writer() -> Response:
    """Return what is stored about an email address as a file of JSON."""
    return json_file(personal_data.export(_email() or abort(422)))


@desk.post("/comments/writers/deletion")
def erase_writer() -> AnyResponse | str:
    """Delete everything stored about an email address; ask first."""
    email = _email() or abort(422)
    if "sure" not in request.form:
        data = personal_data.export(email)
        return render_template("comments/desk/writer_deletion.html", data=data, email=email)
    begin_write()
    count = personal_data.erase(email, me().email)
    db.session.commit()
    erasure.finish()
    flash(ngettext("%(num)s record deleted permanently.", "%(num)s records deleted permanently.",
                   count) if count else _("No records to delete."))  # fmt: skip
    return redirect(url_for("comments_desk.writer_data", _anchor="main"), 303)


def _email() -> str:
    """Return the address that was sent, as it is stored; "" if it cannot be one."""
    email = personal_data.normal(one_line(request.form.get("email", "")))
    return email if len(email) <= LONGEST_EMAIL else ""


def _found(email: str) -> str:
    data = personal_data.export(email) if email else None
    count = personal_data.count(data) if data else 0
    typed = email or request.form.get("email", "")
    return render_template("comments/desk/writer.html", data=data, count=count, email=typed)
