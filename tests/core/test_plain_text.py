"""Plain text from people and machines: lines, paragraphs, links, excerpts, names."""

import time

import pytest

from blueprints.core.text import excerpt, linked, one_line, paragraphs, plain, same_name, tidy

# One line, cut


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Night ferry", "Night ferry"),
        ("  two\r\n\tlines \u2028 here\x00 ", "two lines here"),
        ("a\x1b[31mb\x7fc\x85d", "a [31mb c d"),
        ("e\u0301", "é"),
        ("\ud800x", "x"),
        ("<b>& text</b>", "<b>& text</b>"),
        ("مرحبا 𝄞", "مرحبا 𝄞"),
        ("\n\0", ""),
        ("", ""),
    ],
)
def test_plain_text_is_one_line_without_control_characters(given, shown):
    assert plain(given) == shown


def test_plain_text_is_cut_without_an_ellipsis():
    assert plain("x" * 400) == "x" * 300
    assert plain("abcdef", limit=3) == "abc"


def test_plain_text_of_ten_megabytes_is_quick():
    assert plain("x\n" * 5_000_000) == ("x " * 150).strip()


def test_plain_text_that_is_cut_does_not_end_in_a_space():
    assert plain("ab cd", limit=3) == "ab"


# One line, whole, and text as typed


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("  Ada  \tLovelace\r\n", "Ada Lovelace"),
        ("a\x00b\x1b[31m", "a b [31m"),
        ("e\u0301", "é"),
        ("x" * 70_000, "x" * 70_000),
        ("𝄞" * 400, "𝄞" * 400),
        ("\u0958\u0959", "\u0915\u093c\u0916\u093c"),
        ("\ufb2c" * 300, "\u05e9\u05bc\u05c1" * 300),
        ("<b>&", "<b>&"),
        ("", ""),
        (None, ""),
    ],
)
def test_one_line_is_clean_and_nothing_is_cut_off(given, shown):
    assert one_line(given) == shown


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        (" \n\n  a  b\t c \n\n\n d \n ", "a  b\t c \n\n\n d"),
        ("a\x00b\x07c\x7fd\x85e\ud800", "abcde"),
        ("e\u0301 \u0958", "é \u0915\u093c"),
        ("𝄞 مرحبا <b>&", "𝄞 مرحبا <b>&"),
        ("x" * 70_000, "x" * 70_000),
        ("", ""),
        (None, ""),
    ],
)
def test_text_stays_as_typed_without_control_characters(given, kept):
    assert tidy(given) == kept


# Paragraphs and links


@pytest.mark.parametrize(
    ("given", "html"),
    [
        ("One line.", "<p>One line.</p>"),
        ("One.\nTwo.", "<p>One.<br>Two.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.\n \t\n\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("\n\nOne.\n\n", "<p>One.</p>"),
        ("", ""),
        (" \n ", ""),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("&amp; \"'", "<p>&amp;amp; &#34;&#39;</p>"),
    ],
)
def test_plain_text_has_paragraphs(given, html):
    assert paragraphs(given) == html


def link(address):
    """The link that an address becomes."""
    return f'<a href="{address}" rel="ugc nofollow noopener">{address}</a>'


@pytest.mark.parametrize(
    ("given", "html"),
    [
        ("http://a.example", link("http://a.example")),
        ("See HTTPS://a.example/ü!", f"See {link('HTTPS://a.example/ü')}!"),
        ("(http://a.example/b)", f"({link('http://a.example/b')})"),
        ("http://a.example/b_(c)", link("http://a.example/b_(c)")),
        ("(http://a.example/b_(c)).", f"({link('http://a.example/b_(c)')})."),
        ("http://a.example/?a=1&b=2", link("http://a.example/?a=1&amp;b=2")),
        ("http://a.example, http://b.example.",
         f"{link('http://a.example')}, {link('http://b.example')}."),
        ("<http://a.example>", f"&lt;{link('http://a.example')}&gt;"),
        ('"http://a.example"', f"&#34;{link('http://a.example')}&#34;"),
    ],
)  # fmt: skip
def test_absolute_addresses_become_links(given, html):
    assert linked(given) == html


@pytest.mark.parametrize(
    "given",
    ["javascript:alert(1)", "data:text/html,x", "javascript\\x3Aalert(1)", "//evil.example",
     "www.evil.example", "/news/", "ftp://a.example", "http://", "http:// a", "xhttp://a.example",
     "http:/a.example", "mailto:a@b.example"],
)  # fmt: skip
def test_nothing_else_becomes_a_link(given):
    assert "<a" not in linked(given)


def test_quotes_do_not_break_out_of_an_address():
    html = linked("http://x.example/?'onmouseover='alert(1)'x='")
    address = "http://x.example/?&#39;onmouseover=&#39;alert(1)&#39;x="
    assert html == f"{link(address)}&#39;"
    double = linked('http://x.example/?a"onmouseover="alert(1)"')
    assert double == f"{link('http://x.example/?a')}&#34;onmouseover=&#34;alert(1)&#34;"


@pytest.mark.parametrize(
    "text",
    ["http://a" + ")" * 120_000, "http://a" + ".)" * 60_000, "http://" * 50_000,
     "\n " * 150_000 + "x", "x\n" * 150_000],
    ids=["brackets", "dots and brackets", "addresses", "empty lines", "lines"],
)  # fmt: skip
def test_hostile_text_does_not_hang(text):
    begun = time.monotonic()
    paragraphs(text)
    assert time.monotonic() - begun < 4


# Excerpts


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Short.", "Short."),
        ("one\n\ntwo", "one two"),
        ("twenty characters ok", "twenty characters ok"),
        ("twenty characters and more", "twenty characters …"),
        ("nineteen characters, and more", "nineteen …"),
        ("x" * 30, "x" * 20 + " …"),
        ("", ""),
    ],
)
def test_an_excerpt_ends_between_words(given, shown):
    assert excerpt(given, limit=20) == shown


def test_an_excerpt_of_the_usual_length():
    shown = excerpt("word " * 100)
    assert shown.endswith("word …")
    assert len(shown) <= 142


# Names


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna", "ANNA"), ("ＡＮＮＡ", "anna"), ("Straße", "STRASSE"), ("Ame\u0301lie", "Amélie"),
     ("ﬁsh", "FISH"), (" The\u00a0 Ferry\n", "the ferry"), ("Σίσυφος", "ΣΊΣΥΦΟΣ")],
)  # fmt: skip
def test_writings_of_one_name(one, other):
    assert same_name(one) == same_name(other)


@pytest.mark.parametrize(("one", "other"), [("Anna", "Ana"), ("Jose", "José"), ("Anna", "Аnna")])
def test_other_names(one, other):
    assert same_name(one) != same_name(other)


@pytest.mark.parametrize(
    "nothing", ["\u200b\u2060", "\ufeff", "\u202e\u202c", "\u0301\u0302", "\u3164 "]
)
def test_what_nobody_can_see_is_missing(nothing):
    assert plain(nothing) == one_line(nothing) == ""


def test_marks_of_direction_are_closed_or_gone():
    assert plain("a\u202ebc") == "abc"
    assert plain("a\u2067b\u2069c") == "a\u2067b\u2069c"
    assert plain("می\u200cخواهم") == "می\u200cخواهم"
