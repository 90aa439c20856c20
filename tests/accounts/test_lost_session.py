"""The session ended while somebody wrote."""

import pytest

TYPED = {"text": "</textarea><script>alert(1)</script> the whole notice", "password": "kept secret"}


def test_what_was_typed_comes_back(somebody):
    edda = somebody()
    answer = edda.client.post("/desk/notice/", data=TYPED)
    assert answer.status_code == 401
    assert "&lt;/textarea&gt;&lt;script&gt;" in answer.text
    assert "<script>alert" not in answer.text
    assert "kept secret" not in answer.text
    assert 'href="/account/sign-in"' in answer.text


def test_it_comes_back_when_the_row_is_gone_or_the_token_is_old(somebody, app):
    edda, elsewhere = somebody(), somebody()
    edda.sign_in("edda@station.example")
    answer = edda.client.post("/desk/notice/", data={"csrf_token": "old", **TYPED})
    assert answer.status_code == 400
    assert "the whole notice" in answer.text
    elsewhere.sign_in("edda@station.example")
    token = edda.get("/desk/").text.split('name="csrf-token" content="')[1].split('"')[0]
    elsewhere.post("/account/sessions/?_method=delete", page="/account/")
    answer = edda.client.post("/desk/notice/", data={"csrf_token": token, **TYPED})
    assert answer.status_code == 401
    assert "the whole notice" in answer.text


@pytest.mark.parametrize(
    "headers", [{"Accept": "application/json"}, {"Content-Type": "application/json"}]
)
def test_a_script_is_told_in_json(client, headers):
    answer = client.post("/desk/notice/", data="{}", headers=headers)
    assert answer.status_code == 401
    assert answer.json == {"error": "Please sign in again."}


def test_a_foreign_page_gets_nothing_back(client):
    answer = client.post("/desk/notice/", data=TYPED, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 400
    assert "the whole notice" not in answer.text
