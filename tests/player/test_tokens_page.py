"""The desk's page of API tokens."""

import re
from hashlib import sha256

from sqlalchemy import select

from blueprints.accounts.models import AuditEntry
from blueprints.core.extensions import db
from blueprints.player.record_models import PlayToken
from tests.player.posts import Sender, log_of

PATH = "/desk/tokens/"


def tokens(app):
    with app.app_context():
        return db.session.query(PlayToken).all()


def test_a_token_is_made_shown_once_and_revoked(app, cast, as_staff):
    admin = as_staff("admin")
    empty = admin.get(PATH).text
    assert "No tokens yet" in empty
    assert f"{app.config['RADIO_URL']}/studio/plays<" in empty
    answer = admin.post(PATH, data={"name": " AzuraCast "})
    assert answer.status_code == 201
    (text,) = set(re.findall(r"aerial_[\w-]+", answer.text))
    (token,) = tokens(app)
    assert (token.name, token.hash) == ("AzuraCast", sha256(text.encode()).hexdigest())
    assert token.made_by == cast["admin"]
    page = admin.get(PATH).text
    assert "AzuraCast" in page
    assert "never used" in page
    assert text not in page
    assert admin.delete(f"{PATH}{token.id}").status_code == 303
    admin.delete(f"{PATH}{token.id}")
    assert tokens(app)[0].revoked_at is not None
    assert "revoked" in admin.get(PATH).text
    with app.app_context():
        acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts == ["API token created", "API token revoked"]
    assert "API token created" in admin.get("/desk/audit-log/").text


def test_a_token_needs_a_name(app, cast, as_staff):
    admin = as_staff("admin")
    for name in ("", " \0", "n" * 81):
        assert admin.post(PATH, data={"name": name}).status_code == 422
    assert admin.delete(f"{PATH}9").status_code == 404
    assert tokens(app) == []


def test_djs_do_not_see_it(app, cast, as_staff):
    dj = as_staff("dj")
    assert dj.get(PATH).status_code == 403
    assert PATH not in dj.get("/desk/").text
    assert PATH in as_staff("admin").get("/desk/").text


def test_two_valid_tokens_have_two_names(app, cast, as_staff):
    admin = as_staff("admin")
    assert admin.post(PATH, data={"name": "AzuraCast"}).status_code == 201
    refused = admin.post(PATH, data={"name": "azuracast "})  # as by a page that is loaded again
    assert (refused.status_code, "Another token has this name" in refused.text) == (422, True)
    admin.delete(f"{PATH}{tokens(app)[0].id}")
    assert admin.post(PATH, data={"name": "AzuraCast"}).status_code == 201


def test_what_a_revoked_token_posted_is_off_air(app, cast, as_staff):
    sender = Sender(app)
    sender.posts()
    assert as_staff("admin").delete(f"{PATH}{sender.token_id}").status_code == 303
    (play,) = log_of(app)
    assert play.how == "stopped"
