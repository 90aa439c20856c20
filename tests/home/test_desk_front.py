"""The desk's front page."""

import pytest


@pytest.mark.parametrize("key", ["dj", "editor", "admin"])
def test_staff_see_the_desk(as_staff, key):
    answer = as_staff(key).get("/desk/")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_anybody_is_sent_to_sign_in(client):
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/account/sign-in?next=/desk/"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_who_holds_no_role_is_refused(as_staff):
    assert as_staff("nobody").get("/desk/").status_code == 403
