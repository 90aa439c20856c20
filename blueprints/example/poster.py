"""A poster printed like a screen print: plates of one colour, cut from plans, one over another.

Every coordinate is in units of the finished picture (1600 × 1067). The sheet is twice that size
and is scaled down at the end, because Pillow's own edges are not smoothed.
"""

from PIL import Image, ImageDraw, ImageOps

WIDTH, HEIGHT, SCALE = 1600, 1067, 2
PALETTE = {
    **{"signal": "#f13e18", "coral": "#eb7a52", "amber": "#f3a949", "peach": "#f4bf8c"},
    **{"deep": "#003a54", "teal": "#246d85", "sky": "#80b4c5", "ink": "#0b1723"},
    **{"moss": "#335735", "leaf": "#63864f", "sage": "#a1b68e", "paper": "#f9f5ee"},
    **{"plum": "#723459", "brown": "#2a1a1c", "lit": "#ffdf9a", "lamp": "#ffe9b4"},
}

# Things that stand in a picture more than once, round their own 0 0. "tint" is the given colour.
SYMBOLS = {
    "bollard": "tint b -22 -50 44 60 6 / b -36 -62 72 24 12",
    "canopy": """tint s 0 0 100 88 180 360 / p -100 -2 -100 9 -88 0 -75 -3 -62 0 -50 9 -38 0 -25
        -3 -12 0 0 9 12 0 25 -3 38 0 50 9 62 0 75 -3 88 0 100 9 100 -2; ink l 4 0 -88 0 -100;
        #00000026 s 0 0 50 88 180 360 / p -50 0 -50 9 -38 0 -12 0 0 9 12 0 38 0 50 9 50 0""",
    "frame": "tint l 26 -430 180 -430 -190 0 -330 430 -190 430 180 / l 20 -430 -190 430 -190",
    "lamp": """ink l 7 0 -100 0 -1900; #ffe9b41c p -80 0 80 0 300 900 -300 900; lamp g 0 0 260 0.7;
        #fff4d2 o 0 0 40; tint s 0 0 100 100 180 360; ink b -18 -120 36 30 3""",
    "fish": "tint o 0 0 17 44; teal p 0 -30 22 -64 -22 -64",
    "crate": """#c9dbe0 fish 45 -4 / fish 129 -4; sky fish 87 -4 / fish 171 -4;
        #7a4a30 b 0 0 216 124 5; tint b 0 4 216 34 3 / b 0 46 216 34 3 / b 0 88 216 34 3""",
    "slots": "tint b 0 0 9 58 4 / b 18 0 9 58 4 / b 36 0 9 58 4 / b 54 0 9 58 4 / b 72 0 9 58 4",
    "cloud": "tint o 0 0 100 26 / o 70 -22 66 34 / o -60 8 60 18",
    "house": """#22402a o -30 40 22 34 / l 6 -30 50 -30 70; paper b 0 0 90 60;
        tint p -10 4 45 -42 100 4; lit b 14 18 20 22 / b 54 18 20 22""",
    "sheep": """ink l 5 -14 10 -14 34 / l 5 14 10 14 34; tint o 0 0 34 22 / o -16 -12 16 /
        o 12 -14 18; ink o 36 -8 13 10""",
    "volunteer": """ink l 9 -7 40 -9 80 / l 9 7 40 9 80; tint b -17 -6 34 56 12 / l 8 12 6 32 -30 /
        l 8 -12 6 -26 32; #d9a279 o 0 -22 13; paper s 0 -26 16 16 180 360""",
    "mast": """#0b172360 l 2 0 60 -330 640 / l 2 0 60 330 640 / l 2 0 260 -220 620 /
        l 2 0 260 220 620; tint l 7 -6 20 -34 660 / l 7 6 20 34 660 / l 6 0 30 0 -90;
        signal g 0 -90 60 0.9 / o 0 -90 9 / b -40 60 16 70 6 / b 24 60 16 70 6 /
        b -44 190 14 50 6""",
    "cup": """#7a2f2440 o 14 20 150; #fbe9d2 o 0 0 150; #e8cfae r 0 0 116 4; tint o 0 0 94 /
        l 30 70 -70 112 -112; #3b1d16 o 0 0 76; #6b3a25 s 0 0 76 76 100 250;
        #f9f5ee30 r 0 0 50 6 / r 8 4 24 5""",
    "window": """paper s 35 30 43 43 180 360 / b -8 30 86 74; #0f4a60 s 35 30 35 35 180 360 /
        b 0 30 70 68; tint b 6 52 26 40; paper b 32 -4 6 104 / b 0 44 70 6""",
    "record": "ink o 0 34 36; #2a3a48 r 0 34 26 2; tint o 0 34 13; paper o 0 34 3",
    "sleeve": "tint p 0 0 20 -8 20 64 0 64",
    "stall": """#5a2a26 b 10 60 10 270 / b 370 60 10 270; #7a3f2a b 0 220 390 120 6;
        #8f4d32 b 0 220 390 24""",
    "visitor": """#5a2a2650 o 0 182 60 10; ink l 17 -13 110 -15 176 / l 17 13 110 15 176;
        tint b -34 0 68 126 28; #c98a62 o 0 -26 22 25; brown s 0 -32 25 25 180 360""",
    "wheel": """ink r 0 0 100 13; #5a3a3a l 2 -96 0 96 0 / l 2 0 -96 0 96 / l 2 -68 -68 68 68 /
        l 2 -68 68 68 -68; ink o 0 0 13""",
    "gull": "tint l 6 -24 -10 -8 -14 4 0 16 -14 32 -10",
}


class Sheet:
    """A picture being printed. Colours are #rrggbb, #rrggbbaa or a name in PALETTE."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.x, self.y, self.unit = 0.0, 0.0, float(SCALE)

    def fade(self, top: float, bottom: float, *colours: str) -> None:
        """Fill the whole width between two heights, from the first colour down to the last."""
        strip = Image.new("RGB", (1, len(colours)))
        for row, colour in enumerate(colours):
            strip.paste(PALETTE.get(colour, colour), (0, row, 1, row + 1))
        height, ends = round((bottom - top) * SCALE), (0, 0.5, 1, len(colours) - 0.5)
        column = strip.resize((1, height), Image.Resampling.BILINEAR, ends)
        band = column.resize((WIDTH * SCALE, height), Image.Resampling.NEAREST)
        self.image.paste(band, (0, round(top * SCALE)))

    def glow(self, colour: str, x: float, y: float, radius: float, strength: float) -> None:
        """Draw light that is strongest (0 to 1) at its middle and gone at the radius."""
        # Pillow's gradient ends in the corners of its square: 75 is what is left at the edges.
        fall = [round((max(0, value - 75) / 180) ** 2 * 255 * strength) for value in range(256)]
        light = ImageOps.invert(Image.radial_gradient("L")).point(fall)
        left, top, right, bottom = (round(edge) for edge in self.area(x, y, radius, radius))
        self.image.paste(colour, (left, top), light.resize((right - left, bottom - top)))

    def plates(
        self, plan: str, x: float = 0, y: float = 0, size: float = 1, tint: str = ""
    ) -> None:
        """Print a plan whose 0 0 lies at x y: plates of one colour, divided by semicolons.

        p polygon: x y … · l line: width x y … · b box: x y width height [corner] · o oval: x y rx
        [ry] · s sector: x y rx ry and two angles, clockwise from three o'clock · r ring: x y
        radius width · g glow: x y radius strength · a name in SYMBOLS: x y [size]. Slashes divide
        the shapes of a plate.
        """
        before = self.x, self.y, self.unit
        self.x, self.y, self.unit = *self.path([x, y])[0], size * self.unit
        for plate in plan.split(";"):
            colour, shapes = plate.replace("tint", tint).split(maxsplit=1)
            for shape in shapes.split("/"):
                kind, *numbers = shape.split()
                self.cut(PALETTE.get(colour, colour), kind, [float(number) for number in numbers])
        self.x, self.y, self.unit = before

    def cut(self, colour: str, kind: str, numbers: list[float]) -> None:
        """Draw one shape of a plan. Raises KeyError for an unknown kind."""
        match kind, numbers:
            case "p", points:
                self.pen.polygon(self.path(points), colour)
            case "l", [wide, *points]:
                self.pen.line(self.path(points), colour, round(wide * self.unit), "curve")
                # Round ends; a translucent line goes without, for they would show twice.
                for end in (points[:2], points[-2:]) if len(colour) == len("#rrggbb") else ():
                    self.cut(colour, "o", [*end, wide / 2])
            case "b", [left, top, wide, high, *corner]:
                area = *self.path([left, top])[0], *self.path([left + wide, top + high])[0]
                self.pen.rounded_rectangle(area, sum(corner) * self.unit, colour)
            case "o", [x, y, rx, *ry]:
                self.pen.ellipse(self.area(x, y, rx, *ry or [rx]), colour)
            case "s", [x, y, rx, ry, start, end]:
                self.pen.pieslice(self.area(x, y, rx, ry), start, end, colour)
            case "r", [x, y, radius, wide]:
                outline = self.area(x, y, radius, radius)
                self.pen.ellipse(outline, None, colour, round(wide * self.unit))
            case "g", [x, y, radius, strength]:
                self.glow(colour, x, y, radius, strength)
            case _:
                x, y, size = (*numbers, 1)[:3]
                self.plates(SYMBOLS[kind], x, y, size, colour)

    def path(self, numbers: list[float]) -> list[tuple[float, float]]:
        """Return these pairs as points on the sheet, in its own pixels."""
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return [(self.x + px * self.unit, self.y + py * self.unit) for px, py in pairs]

    def area(self, x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
        (left, top), (right, bottom) = self.path([x - rx, y - ry, x + rx, y + ry])
        return left, top, right, bottom
