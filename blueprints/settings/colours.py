"""The station's colours, corrected so that all text on and in them can be read.

Contrast is that of WCAG 2.2 (relative luminance); lightness is moved in OKLCH (Björn Ottosson,
"A perceptual color space for image processing", 2020), where hue and strength stay what they were.
"""

import hashlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

READ, SEEN = 4.5, 3.0  # the least contrast of text, and of marks (WCAG 1.4.3, 1.4.11)
STEPS = 20

# The surfaces of static/core/tokens.css and static/player/player.css, in light and dark mode.
PAPER = ("#f9f5ee", "#0b131c")
RAISED = ("#fffdfa", "#131d27")
BAR = ("#121e2b", "#03080f")
WHITE = ("#ffffff", "#ffffff")
ON_DARK = "#f8f5ee"
SOFTLY = 0.72  # the opacity of white in faint text on the panel
DEFAULT_SIGNAL, DEFAULT_DEEP = "#f13e18", "#003a54"
DUSK, PALER = 0.235, 0.65  # the lightness and the fraction of chroma in dark mode

Rgb = tuple[float, float, float]
A_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Fit:
    """A colour in use on the surface `on`: its contrast there, and the chosen colour's own."""

    colour: str
    on: str
    contrast: float
    asked: float
    least: float

    @property
    def is_corrected(self) -> bool:
        """Return True if the chosen colour itself had too little contrast."""
        return self.asked < self.least


@dataclass(frozen=True)
class Use:
    """A custom property of tokens.css, in light mode and in dark mode."""

    name: str
    day: Fit
    dark: Fit


def colour(value: str) -> str:
    """Return "#rrggbb" in lower case. Raises ValueError for anything else."""
    if not A_COLOUR.fullmatch(value.lower()):
        raise ValueError(value)
    return value.lower()


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=64)
def uses(signal: str, deep: str) -> tuple[Use, ...]:
    """Return the properties made of the two colours; "" stands for Aerial's own."""
    signal, deep = signal or DEFAULT_SIGNAL, deep or DEFAULT_DEEP
    panels = _panel(deep), _panel(_at_dusk(deep))
    on_dark = (panels[0].colour, panels[1].colour)
    return (
        _use("--signal", signal, (PAPER, RAISED), SEEN),
        _use("--signal-text", signal, (PAPER, RAISED), READ),
        _use("--signal-fill", signal, (WHITE,), READ),
        _use("--signal-on-dark", signal, (on_dark, BAR), SEEN),
        Use("--deep", *panels),
    )


@lru_cache(maxsize=64)
def style_sheet(signal: str, deep: str) -> str:
    """Return the style sheet that replaces Aerial's own colours by these."""
    lines = (
        f"    {use.name}: light-dark({use.day.colour}, {use.dark.colour});\n"
        for use in uses(signal, deep)
    )
    return f"@layer tokens {{\n  :root {{\n{''.join(lines)}  }}\n}}\n"


def version_of(sheet: str) -> str:
    """Return the hash of this very style sheet for its address."""
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]


def _use(name: str, asked: str, surfaces: tuple[tuple[str, str], ...], least: float) -> Use:
    day, dark = (tuple(surface[scheme] for surface in surfaces) for scheme in (0, 1))
    return Use(name, _fit(asked, day, least), _fit(asked, dark, least))


def _fit(asked: str, surfaces: tuple[str, ...], least: float) -> Fit:
    """Return `asked`, changed in lightness until it stands out from all of its surfaces."""

    def stands_out(colour: str) -> float:
        return min(contrast(colour, surface) for surface in surfaces)

    away = 0.0 if contrast(surfaces[0], "#000000") > contrast(surfaces[0], "#ffffff") else 1.0
    fitted = _moved(asked, away, lambda colour: stands_out(colour) >= least)
    return Fit(fitted, surfaces[0], stands_out(fitted), stands_out(asked), least)


def _panel(asked: str) -> Fit:
    """Return `asked`, darkened until faint text on it can be read."""
    fitted = _moved(asked, 0.0, lambda colour: _said_on(colour) >= READ)
    return Fit(fitted, ON_DARK, _said_on(fitted), _said_on(asked), READ)


def _said_on(panel: str) -> float:
    """Return the least contrast of text on the panel."""
    soft = _hex(tuple(SOFTLY + (1 - SOFTLY) * part for part in _parts(panel)))
    return min(contrast(soft, panel), contrast(ON_DARK, panel))


def _at_dusk(deep: str) -> str:
    lightness, chroma, hue = _oklch(deep)
    return _from_oklch(min(lightness, DUSK), chroma * PALER, hue)


def _moved(asked: str, end: float, is_enough: Callable[[str], bool]) -> str:
    """Return `asked` if that is enough, else the nearest lightness towards `end` that is."""
    if is_enough(asked):
        return asked
    lightness, chroma, hue = _oklch(asked)
    short, enough = lightness, end
    for _ in range(STEPS):
        middle = (short + enough) / 2
        if is_enough(_from_oklch(middle, chroma, hue)):
            enough = middle
        else:
            short = middle
    return _from_oklch(enough, chroma, hue)


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in parts)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _oklch(colour: str) -> tuple[float, float, float]:
    """Return (lightness, chroma, hue in radians)."""
    red, green, blue = map(_linear, _parts(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return the nearest sRGB colour of that lightness and hue, with less chroma if it must be."""
    parts = _rgb(lightness, chroma, hue)
    pale, strong = 0.0, chroma
    for _ in range(STEPS if not _is_shown(parts) else 0):
        middle = (pale + strong) / 2
        if _is_shown(_rgb(lightness, middle, hue)):
            pale = middle
        else:
            strong = middle
        parts = _rgb(lightness, pale, hue)
    return _hex(parts)


def _is_shown(parts: Rgb) -> bool:
    return all(-0.001 <= part <= 1.001 for part in parts)


def _rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )
