"""Text as a part of an address."""

import pytest

from blueprints.core.text import slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Crème brûlée & Ł’s best", "creme-brulee-ls-best"),
        ("Straße, İstanbul, Ærø", "strasse-istanbul-aero"),
        ("Привет й мир", "привет-й-мир"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("سبع عشرة لقطة", "سبع-عشرة-لقطة"),
        ("../tag?a=1#x\0\u2028y", "tag-a-1-x-y"),
        ("😀 --- ", ""),
        ("a" * 200, "a" * 120),
        ("word " * 50, "-".join(["word"] * 24)),
    ],
)
def test_a_slug_is_letters_and_digits_of_any_script(text, slug):
    assert slug_of(text) == slug
    assert slug_of(slug) == slug
