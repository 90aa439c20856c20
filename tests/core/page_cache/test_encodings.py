"""The page cache's representations: gzip, brotli, and 304."""

import gzip
from random import Random

import brotli
import pytest

from blueprints.core.page_cache.compression import preferred_encoding
from tests.core.page_cache.wsgi_inner import PAGE, Site

ETAG = '"abc"'
CHANGED = "Sun, 22 Nov 2026 12:00:00 GMT"


@pytest.fixture
def site():
    """A site whose pages have an ETag."""
    site = Site()
    site.inner.headers["ETag"] = ETAG
    return site


# Encodings


@pytest.mark.parametrize(("encoding", "unpack"), [("gzip", gzip.decompress),
                                                  ("br", brotli.decompress)])  # fmt: skip
def test_who_takes_it_gets_it_compressed(site, encoding, unpack):
    for answer in (site.get(Accept_Encoding=encoding), site.get(Accept_Encoding=encoding)):
        assert answer.headers["Content-Encoding"] == encoding
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["ETag"] == 'W/"abc"'
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert unpack(answer.data) == PAGE
    assert site.inner.asked == 1


def test_who_takes_none_gets_it_plain(site):
    site.get(Accept_Encoding="br")
    answer = site.get()
    assert answer.data == PAGE
    assert "Content-Encoding" not in answer.headers
    assert (answer.headers["ETag"], answer.headers["Vary"]) == (ETAG, "Accept-Encoding")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("gzip;q=0", ""),
        ("*", "br"),
        ("br;q=0, *;q=0.5", "gzip"),
        ("gzip;q=0.5, identity", ""),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("deflate", ""),
        ("GZIP", "gzip"),
        ("identity", ""),
        ("", ""),
        ("gzip;q=many", ""),
        ("*;q=0", ""),
    ],
)
def test_the_preferred_encoding_is_chosen(accepted, encoding):
    assert preferred_encoding(accepted) == encoding


@pytest.mark.parametrize(
    ("kind", "is_compressed"),
    [
        ("text/html; charset=utf-8", True),
        ("text/css", True),
        ("Text/JavaScript", True),
        ("application/json", True),
        ("application/rss+xml; charset=utf-8", True),
        ("image/svg+xml", True),
        ("image/jpeg", False),
        ("audio/mpeg", False),
        ("application/octet-stream", False),
    ],
)
def test_texts_alone_are_compressed(site, kind, is_compressed):
    site.inner.headers["Content-Type"] = kind
    answer = site.get(Accept_Encoding="gzip")
    assert ("Content-Encoding" in answer.headers) is is_compressed
    assert ("Vary" in answer.headers) is is_compressed


def test_a_short_text_is_left_alone(site):
    site.inner.body = b"x" * 500
    answer = site.get(Accept_Encoding="br")
    assert answer.data == b"x" * 500
    assert answer.headers["ETag"] == ETAG
    assert "Vary" not in answer.headers


def test_what_is_hard_to_compress_is_left_alone(site):
    site.inner.body = Random(1).randbytes(600)
    answer = site.get(Accept_Encoding="gzip")
    assert answer.data == site.inner.body
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_an_encoding_of_its_own_is_left_alone(site):
    site.inner.body = gzip.compress(PAGE)
    site.inner.headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    for answer in (site.get(Accept_Encoding="br"), site.get(Accept_Encoding="br")):
        assert answer.data == site.inner.body
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["ETag"] == ETAG


# 304


@pytest.mark.parametrize(
    "known", [ETAG, 'W/"abc"', '"x", W/"abc" , "y"', "*"]
)  # fmt: skip
@pytest.mark.parametrize("accepted", ["", "br"])
def test_who_has_it_is_told_so(site, known, accepted):
    whole = site.get(Accept_Encoding=accepted)
    answer = site.get(Accept_Encoding=accepted, If_None_Match=known)
    assert (answer.status_code, answer.data) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control"):
        assert answer.headers[name] == whole.headers[name]
    assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(answer.headers.keys())
    assert "X-Request-Id" in answer.headers
    assert site.inner.asked == 1


def test_a_first_request_that_has_it_is_told_so_and_leaves_the_page(site):
    assert site.get(If_None_Match=ETAG).status_code == 304
    assert site.get().data == PAGE
    assert site.inner.asked == 1
    assert not any("HTTP_IF_NONE_MATCH" in environ for environ in site.inner.environs)


@pytest.mark.parametrize("known", ['"other"', 'W/"ab"', "abc d", ""])
def test_who_has_another_gets_it(site, known):
    site.get()
    assert site.get(If_None_Match=known).data == PAGE


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (CHANGED, 304),
        ("Sun, 22 Nov 2026 12:00:01 GMT", 304),
        ("Sun, 22 Nov 2026 11:59:59 GMT", 200),
        ("yesterday", 200),
    ],
)
def test_a_date_alone_decides_where_the_page_has_one(site, since, status):
    assert site.get(If_Modified_Since=since).status_code == 200
    site.now += 2
    site.inner.headers["Last-Modified"] = CHANGED
    assert site.get(If_Modified_Since=since).status_code == status
    assert site.get(If_Modified_Since=since).status_code == status
    assert site.get(If_Modified_Since=since, If_None_Match='"other"').status_code == 200
    assert site.get(If_None_Match=ETAG, If_Modified_Since="yesterday").status_code == 304


def test_what_is_not_kept_is_made_once_and_given_whole_whatever_the_condition(site):
    site.inner.headers["Cache-Control"] = "no-cache"
    assert site.get(If_None_Match=ETAG).data == PAGE
    assert site.inner.closed == site.inner.asked == 1


def test_a_long_list_of_encodings_is_not_read(site):
    answer = site.get(Accept_Encoding=f"{'x, ' * 100}br")
    assert "Content-Encoding" not in answer.headers
