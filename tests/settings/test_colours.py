"""The station's look from its two colours: whatever is chosen can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.settings import colours

STATIC = Path(__file__).parents[2] / "static"
ANY = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(ANY, ANY)
def test_whatever_is_chosen_can_be_read(signal, deep):
    for use in colours.uses(signal, deep):
        for fit in (use.day, use.dark):
            assert fit.contrast >= fit.least
            assert colours.contrast(fit.colour, fit.on) >= fit.least
            assert fit.is_corrected or use.name == "--deep" or fit.colour == signal


@pytest.mark.parametrize(
    ("signal", "corrected"),
    [
        ("#0b5d3b", {"--signal dark", "--signal-text dark", "--signal-on-dark day"}),
        ("#ffee00", {"--signal day", "--signal-text day", "--signal-fill dark"}),
    ],
)  # fmt: skip
def test_only_what_cannot_be_read_is_corrected(signal, corrected):
    found = {
        f"{use.name} {scheme}"
        for use in colours.uses(signal, "#102030")
        for scheme, fit in (("day", use.day), ("dark", use.dark))
        if fit.is_corrected
    }
    assert corrected <= found
    assert "--deep day" not in found


def test_hue_stays_what_it_was():
    (_, text, *_) = colours.uses("#ffee00", "#102030")
    red, green, blue = (int(text.day.colour[at : at + 2], 16) for at in (1, 3, 5))
    assert blue < green <= red + 8


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_the_guidelines(one, other, known):
    assert colours.contrast(one, other) == pytest.approx(known, abs=0.01)


@pytest.mark.parametrize("value", ["red", "#fff", "#12345g", "", "#1234567", "#123456\n", "١٢٣"])
def test_what_is_no_colour_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011 - the value itself
        colours.colour(value)


def test_the_surfaces_are_those_of_the_style_sheets():
    sheet = (STATIC / "core/tokens.css").read_text() + (STATIC / "player/player.css").read_text()
    lch = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)"
    known = {"paper": colours.PAPER, "raised": colours.RAISED}
    pairs = {name: re.search(rf"--{name}: light-dark\({lch}, {lch}\)", sheet) for name in known}
    pairs["bar"] = re.search(rf"background: light-dark\({lch}, {lch}\)", sheet)
    for name, found in pairs.items():
        numbers = [float(number) for number in found.groups()]
        expected = {**known, "bar": colours.BAR}[name]
        for place, value in enumerate(expected):
            lightness, chroma, _hue = colours._oklch(value)
            assert lightness == pytest.approx(numbers[3 * place], abs=0.004), name
            assert chroma == pytest.approx(numbers[3 * place + 1], abs=0.004), name


def test_the_sheet_is_kept_for_ever_by_its_hash_and_changes_address_with_it(app, client):
    assert "station.css" not in client.get("/").text
    plain = client.get("/station.css?v=old")
    assert (plain.data, plain.headers["Cache-Control"]) == (b"", "no-cache")
    found = []
    for signal in ("#00aa88", "#ffee00"):
        with app.test_request_context():
            begin_write()
            keep_settings({"signal": signal})
            db.session.commit()
        address = re.search(r'href="(/station\.css\?v=[0-9a-f]{12})"', client.get("/").text)[1]
        answer = client.get(address)
        assert answer.content_type == "text/css; charset=utf-8"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "--signal-text: light-dark(#" in answer.text
        found.append(address)
    assert found[0] != found[1]
    old = client.get(found[0])
    assert old.data == answer.data
    assert old.headers["Cache-Control"] == "no-cache"
