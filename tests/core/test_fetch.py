"""The guarded client: what it connects to, and how it bears servers that mean no good."""

import gzip
import socket
import ssl
import subprocess
import time
import tracemalloc

import pytest

from blueprints.core.fetch import FetchError, fetch
from tests.core.loopback_server import Server, after_that, answered, endless, moved, slowly

LOOPBACK = "127.0.0.0/8"
PUBLIC = "93.184.216.34"
getaddrinfo = socket.getaddrinfo


@pytest.fixture
def server():
    found = Server()
    yield found
    found.close()


@pytest.fixture
def fetched(make_app):
    """`fetched(url, allow="127.0.0.0/8", …)`: fetch as the station."""

    def do(url, allow=LOOPBACK, **more):
        app = make_app(RADIO_OUTBOUND_ALLOW=allow, RADIO_URL="https://radio.example")
        with app.app_context(), app.test_request_context():
            return fetch(url, **more)

    return do


@pytest.fixture
def names(monkeypatch):
    """`names["name"] = [addresses]`: what the resolver says; one list of them for each question."""
    known, asked = {}, []

    def resolve(host, *arguments, **more):
        if host not in known:
            return getaddrinfo(host, *arguments, **more)
        asked.append(host)
        addresses = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        return [row for one in addresses for row in getaddrinfo(one, *arguments, **more)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    resolve.known, resolve.asked = known, asked
    return resolve


@pytest.fixture
def dialled(monkeypatch):
    """The addresses that were connected to; none of them answers but loopback."""
    found, connect = [], socket.socket.connect

    def note(self, address):
        found.append(address)
        if address[0] != "127.0.0.1":
            raise ConnectionRefusedError
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", note)
    return found


def test_it_fetches_and_says_who_asks(fetched, server):
    server.says["/feed"] = answered(b"Gr\xc3\xbc\xc3\x9fe", ETag='"7"')
    answer = fetched(f"{server.url}/feed?a=b c", headers={"If-None-Match": '"6"'})
    assert (answer.status, answer.body.decode()) == (200, "Grüße")
    assert answer.headers["etag"] == '"7"'
    head = server.requests[0][0]
    assert "GET /feed?a=b%20c HTTP/1.1" in head
    assert f"host: 127.0.0.1:{server.port}" in head
    assert "user-agent: Aerial (Aerial 87.9; +https://radio.example/)" in head
    assert 'if-none-match: "6"' in head


def test_it_follows_redirects_and_drops_what_is_private(fetched, server, names):
    names.known["other.example"] = [["127.0.0.1"]]
    there = f"http://other.example:{server.port}"
    server.says = {"/a": moved("/b"), "/b": moved(f"{there}/c"), "/c": answered(b"here")}
    answer = fetched(f"{server.url}/a", headers={"Authorization": "secret"})
    assert (answer.body, answer.url) == (b"here", f"{there}/c")
    assert ["secret" in head for head, _ in server.requests] == [True, True, False]


def test_a_redirect_to_an_address_that_is_not_ascii(fetched, server):
    server.says = {"/a": moved("/grüße"), "/gr%C3%BC%C3%9Fe": answered(b"here")}
    assert fetched(f"{server.url}/a").body == b"here"


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [(("301 A", "308 B"), "/c"), (("301 A", "302 B"), "/b"), (("307 A", "301 B"), "")],
)
def test_it_tells_where_permanent_redirects_lead(fetched, server, statuses, moved_to):
    server.says = {"/a": moved("/b", statuses[0]), "/b": moved("/c", statuses[1]), "/c": answered()}
    assert fetched(f"{server.url}/a").moved_to.removeprefix(server.url) == moved_to


@pytest.mark.parametrize(
    ("status", "method"), [("303 See Other", "GET"), ("308 Permanent Redirect", "POST")]
)
def test_what_is_posted_is_posted_again_where_the_redirect_says_so(fetched, server, status, method):
    server.says = {"/a": moved("/b", status), "/b": answered()}
    fetched(f"{server.url}/a", method="POST", body=b"title")
    head, body = server.requests[1]
    assert (head.split()[0], body) == (method, b"title" if method == "POST" else b"")


def test_redirects_come_to_an_end(fetched, server):
    server.says["/a"] = moved("/a")
    with pytest.raises(FetchError, match="redirects too often"):
        fetched(f"{server.url}/a")
    assert len(server.requests) == 6


VECTORS = ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0",  # noqa: S104
           "169.254.169.254", "100.64.0.1", "localhost", "10.0.0.1", "172.16.0.1", "192.168.0.1",
           "[::]", "[fe80::1]", "[fd00::1]", "[fec0::1]", "224.0.0.1", "255.255.255.255",
           "240.0.0.1", "[ff02::1]", "[2002:7f00:1::]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]",
           "[::127.0.0.1]", "192.0.2.1", "0177.0.0.1", "127.1"]  # fmt: skip


@pytest.mark.parametrize("host", VECTORS)
def test_no_private_address_is_connected_to(fetched, dialled, host):
    with pytest.raises(FetchError):
        fetched(f"http://{host}/", allow="")
    assert dialled == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "gopher://radio.example/", "ftp://radio.example/", "//radio.example/",
     "radio.example", "", "http://", "http://user@radio.example/", "http://@radio.example/",
     "http://user:word@127.0.0.1/", "http://a.example\\@127.0.0.1/", "http://a.example/\r\nX: y",
     "http://a.example:99999/", "http://[::1", "javascript:alert(1)"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(fetched, dialled, url):
    with pytest.raises(FetchError, match="not a web address"):
        fetched(url, allow="0.0.0.0/0")
    assert dialled == []


@pytest.mark.parametrize("to", ["http://127.0.0.1/", "http://10.0.0.7/", "file:///etc/passwd"])
def test_a_public_name_that_redirects_to_a_private_one(fetched, server, names, dialled, to):
    names.known["public.example"] = [["127.0.0.2"]]  # stands for a public address
    server.says["/"] = moved(to)
    dialled_before = len(dialled)
    with pytest.raises(FetchError):
        fetched(f"http://public.example:{server.port}/", allow="127.0.0.2/32")
    assert {address[0] for address in dialled[dialled_before:]} == {"127.0.0.2"}


def test_a_name_whose_answer_changes_is_asked_once_and_dialled_as_checked(fetched, names, dialled):
    names.known["rebind.example"] = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(FetchError, match=r"rebind\.example cannot be reached"):
        fetched("http://rebind.example/", allow="")
    assert names.asked == ["rebind.example"]
    assert dialled == [(PUBLIC, 80)]


def test_a_name_with_a_private_address_among_public_ones_is_refused(fetched, names, dialled):
    names.known["mixed.example"] = [[PUBLIC, "127.0.0.1"]]
    with pytest.raises(FetchError, match=r"mixed\.example is in a private network"):
        fetched("http://mixed.example/", allow="")
    assert dialled == []


def test_the_next_address_is_tried_when_one_does_not_answer(fetched, server, names, dialled):
    names.known["two.example"] = [["127.0.0.9", "127.0.0.1"]]
    server.says["/"] = answered(b"second")
    assert fetched(f"http://two.example:{server.port}/").body == b"second"
    assert [address[0] for address in dialled] == ["127.0.0.9", "127.0.0.1"]


def test_a_name_with_many_silent_addresses_is_given_up_when_the_time_is_up(
    fetched, names, monkeypatch
):
    dialled = []

    def hang(_line, address):
        dialled.append(address)
        time.sleep(0.1)
        raise TimeoutError

    monkeypatch.setattr(socket.socket, "connect", hang)
    names.known["many.example"] = [[f"93.184.216.{n}" for n in range(1, 255)]]
    with pytest.raises(FetchError, match=r"many\.example took too long"):
        fetched("http://many.example/", allow="", seconds=0.5)
    assert len(dialled) <= 5


def test_a_name_that_nobody_knows(fetched):
    with pytest.raises(FetchError, match=r"nobody\.invalid cannot be found"):
        fetched("http://nobody.invalid/")


def test_a_resolver_that_does_not_answer_is_not_waited_for(fetched, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(0.5) or [])
    with pytest.raises(FetchError, match=r"slow\.example took too long"):
        fetched("http://slow.example/", seconds=0.1)


HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "says",
    [
        lambda: slowly(b"H"),
        lambda: after_that(HEAD, slowly(b"A")),
        lambda: after_that(HEAD + b"\r\n", slowly(b"b")),
        lambda: after_that(CHUNKED, slowly(b"0")),
        lambda: after_that(CHUNKED + b"0\r\n", slowly(b"A: b\r\n")),
        lambda: slowly(b"", 30),
    ],
    ids=["status", "headers", "body", "length of a chunk", "trailers", "silence"],
)
def test_slow_bytes_are_cut_when_the_time_is_up(fetched, server, says):
    server.says["/"] = says()
    with pytest.raises(FetchError, match="took too long"):
        fetched(f"{server.url}/", seconds=0.6)


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (lambda: after_that(HEAD + b"\r\n", endless(b"x" * 65536)), "more than 100000 bytes"),
        (lambda: after_that(CHUNKED, endless(b"10000\r\n" + b"x" * 65536 + b"\r\n")), "more than"),
        (lambda: after_that(CHUNKED, endless(b"0" * 65536)), "cannot be read"),
        (lambda: after_that(HEAD, endless(b"A: " + b"b" * 60000 + b"\r\n")), "cannot be read"),
        (lambda: endless(b"x" * 65536), "cannot be read"),
        (lambda: answered(gzip.compress(bytes(200_000_000), 1), **{"Content-Encoding": "gzip"}),
         "more than 100000 bytes"),
        (lambda: answered(b"nonsense", **{"Content-Encoding": "gzip"}), "cannot be read"),
        (lambda: answered(b"nonsense", **{"Content-Encoding": "br"}), "compressed in a way"),
        (lambda: answered(b"short", **{"Content-Length": "9"}), "cannot be read"),
        (lambda: [b"SSH-2.0-OpenSSH_9.2\r\n"], "cannot be read"),
        (lambda: moved("http://[::1"), "not a web address"),
    ],
    ids=["endless body", "endless chunks", "endless length", "endless headers", "endless line",
         "gzip bomb", "no gzip", "brotli", "cut off", "no http", "broken redirect"],
)  # fmt: skip
def test_endless_and_broken_answers_are_refused_in_little_memory(fetched, server, says, words):
    server.says["/"] = says()
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match=words):
            fetched(f"{server.url}/", limit=100_000, seconds=5)
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


def test_what_is_gzipped_is_unpacked_all_its_members(fetched, server):
    packed = gzip.compress(b"one " * 50_000) + gzip.compress(b"two")
    server.says["/"] = answered(packed, **{"Content-Encoding": "gzip"})
    assert fetched(f"{server.url}/").body == b"one " * 50_000 + b"two"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for radio.example, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    files = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "7", "-subj", "/CN=radio.example", "-addext",
         "subjectAltName=DNS:radio.example", "-out", files[0], "-keyout", files[1]],
        check=True, capture_output=True,
    )  # fmt: skip
    return files


def test_a_certificate_is_checked_by_name(fetched, server, names, certificate, monkeypatch):
    server.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.context.load_cert_chain(*certificate)
    names.known |= {"radio.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]}
    server.says["/"] = answered(b"safe")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert fetched(f"https://radio.example:{server.port}/").body == b"safe"
    with pytest.raises(FetchError, match=r"certificate of other\.example is not valid"):
        fetched(f"https://other.example:{server.port}/")
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(FetchError, match=r"certificate of radio\.example is not valid"):
        fetched(f"https://radio.example:{server.port}/")


def test_a_handshake_that_never_ends_is_cut(fetched):
    door = socket.create_server(("127.0.0.1", 0))
    with door, pytest.raises(FetchError, match="took too long"):
        fetched(f"https://127.0.0.1:{door.getsockname()[1]}/", seconds=0.5)
