"""The covers of the example station's music, drawn by code."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFilter

Colour: TypeAlias = tuple[int, int, int]
Points: TypeAlias = list[tuple[float, float]]

_SIZE = 640  # pixels, of each side
_CANVAS = 2 * _SIZE  # drawn at twice the size, so that edges come out smooth


def oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """Return an sRGB colour from OKLCH (0 to 1, 0 to about 0.3, degrees), clipped to sRGB's range.

    The matrices are those of https://bottosson.github.io/posts/oklab/.
    """
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return _encoded(red), _encoded(green), _encoded(blue)


def _encoded(linear: float) -> int:
    light = min(max(linear, 0.0), 1.0)
    curved = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * curved)


SIGNAL = oklch(0.63, 0.22, 33)
DEEP = oklch(0.33, 0.07, 235)
AMBER = oklch(0.78, 0.14, 75)
STRAW = oklch(0.90, 0.09, 95)
PAPER = oklch(0.96, 0.02, 85)
NIGHT = oklch(0.20, 0.05, 265)
DUSK = oklch(0.42, 0.11, 290)
SEA = oklch(0.50, 0.09, 215)
ROSE = oklch(0.74, 0.13, 40)


@cache
def draw_cover(name: str) -> bytes:
    """Return the cover of that name as a JPEG of 640 x 640 pixels, the same bytes each time."""
    cover = _COVERS[name]().resize((_SIZE, _SIZE), Image.Resampling.BOX)
    file = BytesIO()
    cover.save(file, "JPEG", quality=90, optimize=True)
    return file.getvalue()


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _gradient(*stops: Colour) -> Image.Image:
    """Return bands of colour from the top to the bottom, blended into each other."""
    strip = Image.new("RGB", (1, len(stops)))
    strip.putdata(stops)
    return strip.resize((_CANVAS, _CANVAS), Image.Resampling.BICUBIC)


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: Colour) -> None:
    """Draw a disc; its measures are fractions of the canvas, as in all of these drawings."""
    box = [(x - radius) * _CANVAS, (y - radius) * _CANVAS]
    draw.ellipse([*box, (x + radius) * _CANVAS, (y + radius) * _CANVAS], fill=fill)


def _glow(picture: Image.Image, x: float, y: float, radius: float, colour: Colour) -> None:
    light = Image.new("L", (_CANVAS // 16, _CANVAS // 16))
    draw = ImageDraw.Draw(light)
    box = [(x - radius) * light.width, (y - radius) * light.width]
    draw.ellipse([*box, (x + radius) * light.width, (y + radius) * light.width], fill=200)
    soft = light.filter(ImageFilter.GaussianBlur(radius * light.width / 2))
    picture.paste(colour, (0, 0), soft.resize(picture.size, Image.Resampling.BICUBIC))


def _polygon(draw: ImageDraw.ImageDraw, points: Points, fill: Colour | int) -> None:
    draw.polygon([(x * _CANVAS, y * _CANVAS) for x, y in points], fill=fill)


def _box(x: float, y: float, width: float, height: float) -> Points:
    """Return the corners of an upright rectangle around that point."""
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _wave(height: float, swell: float, length: float, phase: float) -> Points:
    """Return the outline of a swell that fills the picture from that height down."""
    crest = [(n / 80, height + swell * math.sin(n / 80 * length + phase)) for n in range(81)]
    return [*crest, (1.0, 1.01), (0.0, 1.01)]


def _fan() -> Image.Image:
    """Salt: a lamp's facets."""
    picture = Image.new("RGB", (_CANVAS, _CANVAS), DEEP)
    draw = ImageDraw.Draw(picture)
    stops = (
        DEEP,
        SEA,
        _mixed(SEA, AMBER, 0.6),
        AMBER,
        ROSE,
        SIGNAL,
        _mixed(SIGNAL, DEEP, 0.6),
        DEEP,
    )
    for n in range(24):
        place = n / 24 * (len(stops) - 1)
        colour = _mixed(stops[int(place)], stops[int(place) + 1], place % 1)
        edges = [math.radians(120 + 15 * (n + side)) for side in (0, 1.02)]
        rim = [(0.62 + 2 * math.cos(edge), 0.4 + 2 * math.sin(edge)) for edge in edges]
        _polygon(draw, [(0.62, 0.4), *rim], colour)
    return picture


def _fish_hall() -> Image.Image:
    """A low sun in the door of a hall; scales of herring below."""
    picture = _gradient(SEA, _mixed(SEA, DEEP, 0.6), DEEP, NIGHT)
    draw = ImageDraw.Draw(picture)
    _disc(draw, 0.3, 0.36, 0.2, AMBER)
    for row in range(7):
        for column in range(-1, 9):
            colour = _mixed(_mixed(SEA, PAPER, 0.5), NIGHT, row / 7)
            x, y = (column + row % 2 / 2) / 8 + 0.0625, 0.66 + row * 0.055
            _disc(draw, x, y, 0.07, _mixed(colour, NIGHT, 0.35))
            _disc(draw, x, y, 0.06, colour)
    return picture


def _stripes() -> Image.Image:
    """Customs House: ropes side by side."""
    picture = Image.new("RGB", (_CANVAS, _CANVAS), oklch(0.28, 0.06, 30))
    draw = ImageDraw.Draw(picture)
    for n, colour in enumerate((AMBER, ROSE, STRAW, SIGNAL, AMBER, ROSE)):
        left = 0.07 + n * 0.152
        for strand in range(-2, 26):
            top = strand * 0.05
            right, low = left + 0.1, top + 0.042
            strand_edges = [(left, top), (right, top - 0.05), (right, low - 0.05), (left, low)]
            _polygon(draw, strand_edges, _mixed(colour, DUSK, abs(strand - 9) / 40))
    return picture


def _rings() -> Image.Image:
    """Harbour nights: a lamp in the water."""
    picture = _gradient(NIGHT, DEEP)
    draw = ImageDraw.Draw(picture)
    for n in range(20, 0, -1):
        water = _mixed(_mixed(DEEP, NIGHT, n / 20), DUSK, n % 2 * (1 - n / 26))
        colour = _mixed(AMBER, water, min(1.0, (n - 1) / 8))
        _disc(draw, 0.5 + n * 0.004, 0.54 + n * 0.006, n * n * 0.0016 + n * 0.014 + 0.02, colour)
    return picture


def _beam(picture: Image.Image, x: float, reach: float, colour: Colour) -> None:
    light = Image.new("L", picture.size)
    _polygon(ImageDraw.Draw(light), [(x, 0.52), (x + reach, 0.02), (x + reach, 0.44)], 120)
    picture.paste(colour, (0, 0), light.filter(ImageFilter.GaussianBlur(14)))


def _beams() -> Image.Image:
    """Two lighthouses, one fog."""
    picture = _gradient(NIGHT, DEEP, _mixed(DEEP, DUSK, 0.7), _mixed(DUSK, ROSE, 0.6), ROSE)
    _beam(picture, 0.16, 1.2, STRAW)
    _beam(picture, 0.84, -1.2, AMBER)
    draw = ImageDraw.Draw(picture)
    for x in (0.16, 0.84):
        _polygon(draw, [(x - 0.02, 0.53), (x + 0.02, 0.53), (x + 0.04, 1), (x - 0.04, 1)], NIGHT)
        _disc(draw, x, 0.52, 0.028, PAPER)
    return picture


def _minutes() -> Image.Image:
    """A committee, seen from above; one member is of another opinion."""
    picture = _gradient(PAPER, STRAW)
    draw = ImageDraw.Draw(picture)
    colours = (DEEP, SEA, DEEP, _mixed(SEA, STRAW, 0.4))
    for row in range(5):
        for column in range(5):
            x, y = 0.14 + column * 0.18, 0.14 + row * 0.18
            colour = SIGNAL if (row, column) == (3, 2) else colours[(row * 2 + column) % 4]
            _disc(draw, x, y, 0.068, colour)
            if (row + column) % 2:
                _disc(draw, x, y, 0.034, _mixed(colour, PAPER, 0.75))
    return picture


def _coffee() -> Image.Image:
    """A cup on the quay, from above."""
    picture = _gradient(ROSE, AMBER, STRAW)
    draw = ImageDraw.Draw(picture)
    _disc(draw, 0.53, 0.55, 0.36, _mixed(AMBER, SIGNAL, 0.5))
    _disc(draw, 0.5, 0.5, 0.36, PAPER)
    _disc(draw, 0.5, 0.5, 0.30, _mixed(PAPER, AMBER, 0.25))
    _disc(draw, 0.5, 0.5, 0.24, PAPER)
    _disc(draw, 0.5, 0.5, 0.21, oklch(0.30, 0.06, 45))
    _disc(draw, 0.5, 0.5, 0.15, oklch(0.42, 0.08, 50))
    _disc(draw, 0.47, 0.47, 0.07, oklch(0.56, 0.10, 58))
    return picture


def _tide() -> Image.Image:
    """The sun over waves that come in."""
    picture = _gradient(AMBER, ROSE, SIGNAL, SIGNAL)
    _glow(picture, 0.62, 0.42, 0.22, STRAW)
    draw = ImageDraw.Draw(picture)
    _disc(draw, 0.62, 0.42, 0.15, STRAW)
    for n in range(7):
        colour = _mixed(_mixed(SEA, PAPER, 0.12), NIGHT, n / 7)
        _polygon(draw, _wave(0.5 + n * 0.075, 0.012 + n * 0.004, 11 - n, n * 1.9), colour)
    return picture


def _moon() -> Image.Image:
    """A moon and its road on the water."""
    picture = _gradient(NIGHT, NIGHT, DUSK, _mixed(DUSK, ROSE, 0.7), ROSE, ROSE, ROSE)
    _glow(picture, 0.36, 0.28, 0.2, _mixed(DUSK, STRAW, 0.5))
    draw = ImageDraw.Draw(picture)
    _disc(draw, 0.36, 0.28, 0.12, STRAW)
    _polygon(draw, _box(0.5, 0.79, 1, 0.44), _mixed(NIGHT, DEEP, 0.6))
    for n in range(9):
        road = _box(0.36, 0.62 + n * 0.042, 0.11 + n * 0.04 + 0.06 * math.sin(n * 2.1), 0.012)
        _polygon(draw, road, _mixed(STRAW, DEEP, n / 11))
    return picture


def _dial() -> Image.Image:
    """The station's own: a tuning dial and its needle."""
    picture = _gradient(_mixed(DEEP, SEA, 0.3), DEEP, NIGHT)
    draw = ImageDraw.Draw(picture)
    for n in range(41):
        _polygon(draw, _box(0.08 + n * 0.021, 0.5, 0.004, 0.14 if n % 5 else 0.26), PAPER)
    _glow(picture, 0.616, 0.5, 0.1, SIGNAL)
    _polygon(draw, _box(0.616, 0.5, 0.012, 0.6), SIGNAL)
    _disc(draw, 0.616, 0.2, 0.03, SIGNAL)
    return picture


def _rain() -> Image.Image:
    """Rain on a mast, with the hills behind."""
    picture = _gradient(_mixed(DEEP, DUSK, 0.3), _mixed(SEA, DEEP, 0.3), SEA, STRAW, STRAW)
    draw = ImageDraw.Draw(picture)
    _polygon(draw, _wave(0.72, 0.04, 5, 1), _mixed(SEA, NIGHT, 0.35))
    _polygon(draw, [(0.66, 0.24), (0.67, 0.24), (0.7, 0.9), (0.63, 0.9)], NIGHT)
    _polygon(draw, _box(0.665, 0.4, 0.1, 0.01), NIGHT)
    _polygon(draw, _box(0.665, 0.32, 0.07, 0.01), NIGHT)
    _disc(draw, 0.665, 0.235, 0.018, SIGNAL)
    _polygon(draw, _wave(0.83, 0.04, 6, 3.2), _mixed(SEA, NIGHT, 0.65))
    for n in range(90):
        x, y = n * 0.618 % 1.1, n * 0.381 % 1.0
        drop = [(x, y), (x + 0.003, y), (x - 0.015, y + 0.06), (x - 0.018, y + 0.06)]
        _polygon(draw, drop, _mixed(_mixed(SEA, PAPER, 0.6), SEA, y))
    return picture


_COVERS: dict[str, Callable[[], Image.Image]] = {
    "salt": _fan,
    "fish-hall": _fish_hall,
    "customs-house": _stripes,
    "harbour-nights": _rings,
    "beams": _beams,
    "minutes": _minutes,
    "coffee": _coffee,
    "tide": _tide,
    "moon": _moon,
    "dial": _dial,
    "rain": _rain,
}
