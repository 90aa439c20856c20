"""Nobody speaks as one of the staff: a reply under such a name is held for review."""

import pytest
from sqlalchemy import update

from blueprints.accounts.models import User
from blueprints.comments.actions import weigh
from blueprints.comments.rules import Reply
from blueprints.core.extensions import db


@pytest.mark.parametrize("name", ["Edda Ink", "EDDA  lNK", "Еddа Ink", "Noor Former"])
def test_a_reply_under_the_name_of_somebody_of_the_staff_is_held(app, cast, name):
    def weighed():
        reply = Reply(name=name, email="r@example.org", website="", text="A good evening.")
        return weigh(reply, "192.0.2.1").why

    with app.test_request_context():
        assert weighed() == "name"
        db.session.execute(update(User).values(active=False))
        assert weighed() == "first"
