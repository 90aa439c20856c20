"""The API tokens of other playouts and apps, for admins: made, named, revoked."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from blueprints.accounts.access import freshly, me, only_for
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.player.posted import end_open
from blueprints.player.record_models import PlayToken
from blueprints.player.routes.blueprints import desk
from blueprints.player.token_form import TokenForm
from blueprints.player.tokens import all_tokens, make_token, revoke_token

add_to_menu("record.tokens", _l("API tokens"), "admin", place=84)


def _page(form: TokenForm, made: str = "", status: int = 200) -> tuple[str, int]:
    tokens = all_tokens()
    page = render_template("player/desk/tokens.html", tokens=tokens, form=form, made=made)
    return page, status


@desk.get("/tokens/")
@only_for("admin")
@freshly("record.tokens")
def tokens() -> tuple[str, int]:
    """Show the tokens, and the form for a new one."""
    return _page(TokenForm(None))


@desk.post("/tokens/")
@only_for("admin")
@freshly("record.tokens")
def create_token() -> tuple[str, int]:
    """Make a token, and show it: this once."""
    form = TokenForm()
    if not form.validate():
        return _page(form, status=422)
    begin_write()
    _token, text = make_token(form.name.data, me())
    db.session.commit()
    return _page(TokenForm(None), text, 201)


@desk.delete("/tokens/<int:number>")
@only_for("admin")
@freshly("record.tokens")
def remove_token(number: int) -> Response:
    """Revoke a token; what was posted with it is off air."""
    begin_write()
    token = db.session.get(PlayToken, number) or abort(404)
    revoke_token(token)
    end_open(token)
    db.session.commit()
    flash(_("Token “%(name)s” revoked.", name=token.name))
    return redirect(url_for("record.tokens"), 303)
