"""What every answer says of itself: cookies, caching, security, ids, addresses."""

import pytest
from flask import request, session

from blueprints.core.http import absolute_url

POLICY = (
    "default-src 'self'; media-src 'self' http://127.0.0.1:8010; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PUBLIC = "public, max-age=0, s-maxage=10, stale-while-revalidate=30, stale-if-error=600"
SAMPLES = {
    "build": "0123456789ab",
    "path": "core/none.css",
    "filename": "0123456789abcdef0123-320.jpg",
    "slug": "none",
    "signed": "none",
    "token": "none",
    "key": "0123456789abcdef0123-96.jpg",
    "number": 1,
    "day": "2026-11-22",
    "kind": "year",
    "text": "2026",
}
STAFF = ("/account", "/desk", "/studio")
PAGES = ("/", "/news/")


def public_addresses(app):
    """An address of every public route that can be got."""
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.rule.startswith(STAFF):
            with app.test_request_context():
                yield app.url_for(rule.endpoint, **{name: SAMPLES[name] for name in rule.arguments})


@pytest.fixture
def routed_app(make_new_app):
    """Make an app with throwaway routes: address → view."""

    def make(routes, **settings):
        app = make_new_app(**settings)
        for number, (address, view) in enumerate(routes.items()):
            app.add_url_rule(address, f"throwaway_{number}", view, methods=["GET", "POST"])
        return app

    return make


# Readers get no cookie


def test_readers_get_no_cookie_and_nothing_varies(app, client):
    addresses = list(public_addresses(app))
    assert len(addresses) >= 10
    for address in [*addresses, "/nowhere"]:
        for answer in (client.get(address), client.get(address, headers={"Cookie": "session=x"})):
            assert "Set-Cookie" not in answer.headers, address
            assert "Vary" not in answer.headers, address


def test_public_pages_hold_no_token(client):
    for address in PAGES:
        page = client.get(address)
        assert page.status_code == 200
        assert b"csrf" not in page.data


def test_staff_have_sessions(routed_app):
    def sign_in():
        session["name"] = "Ada"
        return "hello"

    client = routed_app({"/desk/throwaway": sign_in, "/desk/name": lambda: session["name"]})
    client = client.test_client()
    answer = client.get("/desk/throwaway")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("session=")
    assert cookie.endswith("; HttpOnly; Path=/; SameSite=Lax")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Vary"] == "Cookie"
    assert client.get("/desk/name").text == "Ada"


def test_the_cookie_of_an_https_station_is_secure(routed_app):
    def sign_in():
        session["name"] = "Ada"
        return "hello"

    app = routed_app({"/studio": sign_in}, RADIO_URL="https://radio.example")
    answer = app.test_client().get("/studio", base_url="https://radio.example")
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("address", ["/throwaway", "/desktop", "/news/desk", "/accounts"])
def test_a_public_page_that_would_write_a_session_is_an_error(routed_app, address):
    def write():
        session["name"] = "Ada"
        return "hello"

    app = routed_app({address: write}, PROPAGATE_EXCEPTIONS=False)
    answer = app.test_client().get(address)
    assert answer.status_code == 500
    assert "Set-Cookie" not in answer.headers


def test_a_public_page_that_reads_the_session_finds_it_empty(routed_app):
    app = routed_app({"/throwaway": lambda: repr(session.get("name"))})
    with app.test_client() as client:
        answer = client.get("/throwaway")
    assert answer.text == "None"
    assert "Vary" not in answer.headers


# Security


def test_every_answer_has_the_security_headers(app, client):
    for address in [*public_addresses(app), "/nowhere"]:
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"] == POLICY, address
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"


def test_the_policy_allows_no_inline_script_or_style():
    assert "unsafe" not in POLICY
    assert "data:" not in POLICY


@pytest.mark.parametrize(
    ("settings", "media"),
    [
        ({"RADIO_STREAM_URL": "https://ice.example:8443/a?b"}, "'self' https://ice.example:8443"),
        ({"RADIO_STREAM_URL": "https://радио.example/"}, "'self' https://xn--80aimyg.example"),
        ({"RADIO_MPD_HOST": "studio.example"}, "'self'"),
    ],
)
def test_sound_may_come_from_the_stations_stream(make_app, settings, media):
    headers = make_app(**settings).test_client().get("/healthz").headers
    assert f"; media-src {media}; " in headers["Content-Security-Policy"]


def test_only_an_https_station_insists_on_https(make_app):
    secure = make_app(RADIO_URL="https://radio.example").test_client().get("/healthz")
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    plain = make_app(RADIO_URL="http://radio.example").test_client().get("/healthz")
    assert "Strict-Transport-Security" not in plain.headers


def test_the_scheme_of_the_request_does_not_matter(client):
    answer = client.get("/healthz", base_url="https://127.0.0.1:8000")
    assert "Strict-Transport-Security" not in answer.headers


# Caching


@pytest.mark.parametrize("address", PAGES)
def test_public_pages_may_be_kept_by_caches(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == PUBLIC


@pytest.mark.parametrize("address", ["/nowhere", "/news/none", "/news/?page=0"])
def test_refusals_are_not_kept(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_way_to_the_right_address_may_be_kept(client):
    answer = client.get("/news")
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith("/news/")
    assert answer.headers["Cache-Control"] == PUBLIC


def test_answers_to_forms_are_not_kept(routed_app):
    app = routed_app({"/throwaway": lambda: "done"}, WTF_CSRF_ENABLED=False)
    assert app.test_client().post("/throwaway").headers["Cache-Control"] == "no-store"


def test_a_view_may_say_its_own_caching(routed_app):
    app = routed_app({"/throwaway": lambda: ("x", {"Cache-Control": "max-age=7"})})
    assert app.test_client().get("/throwaway").headers["Cache-Control"] == "max-age=7"


@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_is_not_sent_again(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == PUBLIC
    assert again.headers["Content-Security-Policy"] == POLICY


def test_a_weakened_etag_is_known_again(client):
    etag = client.get("/news/").headers["ETag"]
    assert client.get("/news/", headers={"If-None-Match": f"W/{etag}"}).status_code == 304


def test_another_etag_gets_the_page(client):
    assert client.get("/news/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_changed_page_has_another_etag(routed_app):
    answers = iter(("one", "two"))
    client = routed_app({"/throwaway": lambda: next(answers)}).test_client()
    assert client.get("/throwaway").headers["ETag"] != client.get("/throwaway").headers["ETag"]


@pytest.mark.parametrize("address", [*PAGES, "/healthz", "/nowhere"])
def test_head_is_get_without_the_body(client, address):
    get, head = client.get(address), client.head(address)
    assert head.status_code == get.status_code
    assert head.data == b""
    for name in ("Content-Type", "Content-Length", "Cache-Control", "ETag"):
        assert head.headers.get(name) == get.headers.get(name), name


# Requests


def test_each_request_has_an_id_of_its_own(client):
    first, second = (client.get("/healthz").headers["X-Request-Id"] for _ in range(2))
    assert len(first) == len(second) == 16
    assert first != second


def test_the_id_of_a_request_is_ours_and_not_the_clients(client):
    answer = client.get("/healthz", headers={"X-Request-Id": "theirs"})
    assert answer.headers["X-Request-Id"] != "theirs"


FORWARDED = {"X-Forwarded-For": "203.0.113.1, 203.0.113.2", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(
    ("proxies", "address"),
    [(0, "127.0.0.1"), (1, "203.0.113.2"), (2, "203.0.113.1"), (3, "127.0.0.1")],
)
def test_only_proxies_that_are_trusted_say_who_asks(routed_app, proxies, address):
    app = routed_app({"/who": lambda: str(request.remote_addr)}, RADIO_TRUSTED_PROXIES=proxies)
    assert app.test_client().get("/who", headers=FORWARDED).text == address


@pytest.mark.parametrize(("proxies", "scheme"), [(0, "http"), (1, "https")])
def test_only_proxies_that_are_trusted_say_the_scheme(routed_app, proxies, scheme):
    app = routed_app({"/scheme": lambda: request.scheme}, RADIO_TRUSTED_PROXIES=proxies)
    assert app.test_client().get("/scheme", headers=FORWARDED).text == scheme


def test_not_even_a_trusted_proxy_says_the_host(routed_app):
    app = routed_app({"/host": lambda: request.host}, RADIO_TRUSTED_PROXIES=1)
    answer = app.test_client().get("/host", headers={"X-Forwarded-Host": "evil.example"})
    assert answer.text == "localhost"


def test_absolute_addresses_come_from_the_setting(make_app):
    app = make_app(RADIO_URL="https://radio.example/")
    with app.test_request_context(base_url="http://evil.example"):
        assert absolute_url("news.index") == "https://radio.example/news/"
        assert absolute_url("news.story", slug="ü") == "https://radio.example/news/%C3%BC"


def test_pages_do_not_repeat_the_host_header(make_app):
    client = make_app(RADIO_URL="https://radio.example").test_client()
    for address in (*PAGES, "/nowhere", "/current-track.json"):
        assert b"evil.example" not in client.get(address, headers={"Host": "evil.example"}).data


def test_a_form_without_a_token_is_refused(routed_app):
    app = routed_app({"/desk/throwaway": lambda: "done", "/throwaway": lambda: "done"})
    for address, refusal in (("/desk/throwaway", 401), ("/throwaway", 400)):
        answer = app.test_client().post(address)
        assert answer.status_code == refusal
        assert answer.headers["X-Request-Id"]
        assert answer.headers["Content-Security-Policy"].startswith(POLICY)


def test_a_redirect_names_no_host(client):
    answer = client.get("/news", headers={"Host": "evil.example"})
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/news/"
