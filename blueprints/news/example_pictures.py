"""The example station's pictures: flat posters of a harbour town, printed like screen prints.

Every coordinate is in units of the finished picture (1600 × 1067). The sheet is twice that size
and is scaled down at the end, because Pillow's own edges are not smoothed.
"""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageOps

WIDTH, HEIGHT, SCALE = 1600, 1067, 2
PALETTE = {
    **{"signal": "#f13e18", "coral": "#eb7a52", "amber": "#f3a949", "peach": "#f4bf8c"},
    **{"deep": "#003a54", "teal": "#246d85", "sky": "#80b4c5", "ink": "#0b1723"},
    **{"moss": "#335735", "leaf": "#63864f", "sage": "#a1b68e", "paper": "#f9f5ee"},
    **{"violet": "#352053", "plum": "#723459", "lit": "#ffdf9a", "lamp": "#ffe9b4"},
}
COATS = ("signal", "amber", "teal", "paper", "sage", "coral", "plum")
SKINS = ("#f2c9a5", "#8c5a3c", "#d9a279", "#5d3a2a", "#e8b68e")


class Sheet:
    """A picture being printed; colours are #rrggbb, #rrggbbaa or a name in PALETTE."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.x = self.y = 0.0
        self.unit = float(SCALE)

    def fade(self, top: float, bottom: float, *colours: str) -> None:
        """Fill the whole width between two heights, from the first colour down to the last."""
        strip = Image.new("RGB", (1, len(colours)))
        for row, colour in enumerate(colours):
            strip.paste(PALETTE.get(colour, colour), (0, row, 1, row + 1))
        size, ends = (WIDTH * SCALE, round((bottom - top) * SCALE)), (0, 0.5, 1, len(colours) - 0.5)
        band = strip.resize(size, Image.Resampling.BILINEAR, ends)
        self.image.paste(band, (0, round(top * SCALE)))

    def glow(self, colour: str, x: float, y: float, radius: float, strength: float) -> None:
        """Light that is strongest (0 to 1) at its middle and gone at the radius."""
        # Pillow's gradient ends in the corners of its square: 75 is what is left at the edges.
        fall = [round((max(0, value - 75) / 180) ** 2 * 255 * strength) for value in range(256)]
        light = ImageOps.invert(Image.radial_gradient("L")).point(fall)
        left, top, right, bottom = (round(edge) for edge in self.area(x, y, radius, radius))
        self.image.paste(colour, (left, top), light.resize((right - left, bottom - top)))

    def plates(self, plan: str, x: float = 0, y: float = 0, size: float = 1) -> None:
        """Print a plan whose 0 0 lies at x y: plates of one colour, divided by semicolons.

        p polygon: x y … · l line: width x y … · b box: x y width height [corner] · o oval: x y rx
        [ry] · s sector: x y rx ry and two angles, clockwise from three o'clock · r ring: x y
        radius width · g glow: x y radius strength. Slashes divide the shapes of a plate.
        """
        self.x, self.y, self.unit = x * SCALE, y * SCALE, size * SCALE
        for plate in plan.split(";"):
            colour, shapes = plate.split(maxsplit=1)
            for shape in shapes.split("/"):
                kind, *numbers = shape.split()
                self.cut(PALETTE.get(colour, colour), kind, [float(number) for number in numbers])

    def cut(self, colour: str, kind: str, numbers: list[float]) -> None:
        match kind, numbers:
            case "p", points:
                self.pen.polygon(self.path(points), colour)
            case "l", [wide, *points]:
                path = self.path(points)
                self.pen.line(path, colour, round(wide * self.unit), "curve")
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
                raise ValueError(f"no such shape: {kind} {numbers}")

    def path(self, numbers: list[float]) -> list[tuple[float, float]]:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return [(self.x + px * self.unit, self.y + py * self.unit) for px, py in pairs]

    def area(self, x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
        (left, top), (right, bottom) = self.path([x - rx, y - ry, x + rx, y + ry])
        return left, top, right, bottom


def harbour_at_dusk(sheet: Sheet) -> None:
    sheet.fade(0, 620, "#2c2450", "#6d3a66", "#c95760", "coral", "amber", "#fbd9a0")
    sheet.plates("""#ffe3a81c o 520 600 620 / o 520 600 480 / o 520 600 350 / o 520 600 240;
        #fff0cb o 520 600 150; #a34f5f p 0 620 0 560 140 530 300 572 420 596 560 620;
        #8a4763 p 1000 620 1180 568 1340 520 1480 548 1600 500 1600 620""")
    sheet.fade(620, HEIGHT, "#d97860", "#5b4a6b", "deep", "#04263b", "#031b2c")
    for step in range(17):
        half, top = 165 - step * 7 + 34 * (step % 3 - 1), 632 + step * (step * 0.9 + 3)
        sheet.plates(
            f"#ffc98088 b {-half} 0 {2 * half} {5 + step * 0.45} 3", 496 + step % 4 * 16, top
        )
    sheet.plates("""#ffe9b41e p 1440 350 -60 90 -60 250 / p 1440 350 -60 120 -60 220;
        #0a2233 p 1250 672 1310 634 1400 614 1600 604 1600 684 1300 676;
        signal p 1414 390 1466 390 1486 620 1394 620; paper p 1410 436 1470 436 1474 482 1406 482 /
        p 1402 528 1478 528 1482 574 1398 574; #fff3cf b 1420 328 40 52 / g 1440 352 120 0.8;
        #0a2233 p 1410 328 1440 288 1470 328 / b 1400 380 80 12 3""")
    ferry(sheet)
    film_quay(sheet)


def ferry(sheet: Sheet) -> None:
    sheet.plates("""#03203370 b 640 654 640 24 12; signal p 1030 356 1110 362 1122 452 1020 452;
        ink p 1030 356 1110 362 1113 388 1027 382; #0f3a52 p 800 446 1172 446 1190 510 780 510;
        #0b2f45 p 736 505 1230 505 1250 590 712 590; #154d66 p 842 398 952 398 962 446 824 446;
        #04202f p 600 544 690 578 1286 584 1276 666 660 666 / l 5 890 398 890 318 /
        l 3 890 330 620 546; paper p 607 556 692 590 1285 596 1284 604 690 598 612 566;
        #ffedc2 b 842 412 96 16 4 / g 890 318 44 0.9""")
    for column in range(15):
        sheet.plates("lit b 0 528 18 24 4 / o -10 630 5", 750 + column * 32)
        sheet.plates("#ffedc2 b 0 466 14 20 4", 812 + column * 24.6)


def film_quay(sheet: Sheet) -> None:
    sheet.fade(930, HEIGHT, "#0a1c2b", "#050f18")
    for x in (110, 660, 1010, 1500):
        bollard = "ink b -22 880 44 60 6 / b -36 868 72 24 12"
        sheet.plates(
            f"#27435a b -500 930 1100 5; {bollard}; #f4bf8c30 b -250 {985 + x % 40} 200 9 4", x
        )
    sheet.plates("""ink l 10 300 700 215 944 / l 10 300 700 300 944 / l 10 300 700 385 944;
        ink p 222 556 384 600 356 706 194 662 / l 14 290 630 300 720 / l 7 300 800 420 930 560 1067;
        ink p 380 596 402 524 416 528 400 602 / p 352 704 404 760 396 770 346 712;
        lit p 384 600 400 604 372 710 356 706 / g 385 656 190 0.7;
        ink l 11 1200 944 1330 830 1320 744 / l 11 1330 944 1200 830 1210 744 / b 1194 820 142 18 5;
        signal b 1200 738 130 48 5""")


def umbrellas_in_the_rain(sheet: Sheet) -> None:
    sheet.fade(0, 700, "#0a1230", "#1c2a5c", "#574a80")
    for house in range(9):
        sheet.plates(
            "#18244f p 0 0 88 -95 176 0 176 400 0 400", house * 190 - 60, 400 + house * 83 % 120
        )
        for window in range(house % 2, 6, 2):
            sheet.plates(
                "amber b 0 0 24 36 3",
                house * 190 - 26 + window % 3 * 40,
                430 + house * 83 % 120 + window // 3 * 70,
            )
    sheet.fade(690, HEIGHT, "#2a3566", "#141d45", "#0a1029")
    sheet.plates("""lamp g 1380 190 420 0.75; #ffd07a38 p 1340 150 1410 240 760 1067 -420 1067 /
        p 1355 170 1400 230 560 1067 -80 1067; ink l 16 1600 -20 1420 180 /
        p 1330 130 1440 90 1500 250 1420 260; #fff7dd p 1330 130 1420 260 1404 268 1320 140""")
    for place in range(5):
        extra(sheet, 330 + place * 235, 560, 1.12, place * 2 + 1)
    for place in range(6):
        extra(sheet, 190 + place * 245, 690, 1.38, place * 3)
    for drop in range(420):
        x, y = drop * 0.618034 % 1 * 1760 - 60, drop * 0.754878 % 1 * 1200 - 90
        colour = "#fff3d06a" if drop % 3 == 0 else "#ffffff38"
        sheet.plates(f"{colour} l {1 + drop % 3} 20 0 0 {54 + drop % 40}", x, y)


def extra(sheet: Sheet, x: float, y: float, size: float, turn: int) -> None:
    canopy, boots = COATS[turn % 7], ("signal", "amber")[turn % 2]
    plan = f"""{PALETTE[canopy]}48 o 0 232 96 30; #1a1430 b -32 150 24 50 / b 8 150 24 50;
        {boots} b -36 185 33 36 10 / b 4 185 33 36 10;
        {COATS[(turn + 3) % 7]} p -36 0 36 0 56 165 -56 165; {SKINS[turn % 5]} o 0 0 25 30;
        {canopy} s 0 0 100 88 180 360 /
        p -100 -2 -100 9 -88 0 -75 -3 -62 0 -50 9 -38 0 -25 -3 -12 0;
        {canopy} p -12 0 0 9 12 0 25 -3 38 0 50 9 62 0 75 -3 88 0 100 9 100 -2 -12 -4;
        #00000026 s 0 0 50 88 180 360 / p -50 0 -50 9 -38 0 -12 0 0 9 12 0 38 0 50 9 50 0;
        ink l 4 0 -88 0 -100"""
    sheet.plates(plan, x, y, size)


def fish_hall(sheet: Sheet) -> None:
    sheet.fade(0, 700, "#0b3145", "#1d5a70", "#3f8791")
    for plank in range(12):  # they run to the vanishing point
        end = f"{plank * 100 - 120} 800 480 1600 {plank * 100 - 120} 1600 {plank * 100 - 70} 800 480 0 {plank * 100 - 70}"
        sheet.plates(f"#15485e p 0 {end}")
    sheet.plates("""#2f7380 p 470 660 470 330 800 205 1130 330 1130 660;
        peach s 800 400 150 150 180 360 / b 650 400 300 200; #ffe9bd o 800 440 66;
        #3a8a99 b 650 470 300 130; #143f52 b 745 255 10 340 / b 845 255 10 340 /
        b 650 340 300 10""")
    for near in (0.52, 0.8, 1.25, 2):
        sheet.plates(
            "#0a3042 l 26 -430 180 -430 -190 0 -330 430 -190 430 180 / l 20 -430 -190 430 -190",
            800,
            480,
            near,
        )
    sheet.fade(660, HEIGHT, "#24505c", "#123a49", "#0a2635")
    for near in (0.36, 0.57, 0.9):
        for side in (-1, 1):
            sheet.plates(
                """ink l 7 0 -100 0 -1900; #ffe9b41c p -80 0 80 0 300 900 -300 900;
                lamp g 0 0 260 0.7; #fff4d2 o 0 0 40; signal s 0 0 100 100 180 360;
                ink b -18 -120 36 30 3""",
                800 + side * 417 * near,
                480 - 367 * near,
                near,
            )
    for row in range(3):
        for place in range(13 + row // 2):
            singer(
                sheet, 800 + (place - 6 - row // 2 / 2) * 66, 520 + row * 66, place * 3 + row * 2
            )
    for x, y in ((-40, 830), (190, 830), (-90, 700), (1230, 830), (1450, 830), (1400, 700)):
        sheet.plates(
            """#c9dbe0 o 45 -4 17 44 / o 129 -4 17 44; sky o 87 -4 17 44 / o 171 -4 17 44;
            teal p 45 -34 67 -68 23 -68 / p 87 -34 109 -68 65 -68 / p 129 -34 151 -68 107 -68 /
            p 171 -34 193 -68 149 -68; #7a4a30 b 0 0 216 124 5; #d98c4a b 0 4 216 34 3 /
            b 0 88 216 34 3; #e39a56 b 0 46 216 34 3""",
            x,
            y,
        )
    sheet.plates("""#ffe9b440 r 800 800 130 7 / r 800 800 192 7 / r 800 800 254 7 / r 800 800 316 7;
        ink l 16 800 880 800 1067 / l 12 706 780 706 850 740 900 800 916 860 900 894 850 894 780;
        paper b 738 690 124 210 60; signal b 738 793 124 14; #44606b b 758 716 9 64 4 /
        b 776 716 9 64 4 / b 794 716 9 64 4 / b 812 716 9 64 4 / b 830 716 9 64 4;
        #44606b b 758 822 9 52 4 / b 776 822 9 52 4 / b 794 822 9 52 4 / b 812 822 9 52 4 /
        b 830 822 9 52 4""")


def singer(sheet: Sheet, x: float, y: float, turn: int) -> None:
    sheet.plates(
        f"""{COATS[turn % 7]} s 0 74 37 37 180 360 / b -37 72 74 66;
        {("#2a1a1c", "#e9d8b8", "#5a2f22")[turn % 3]} s 0 14 25 25 170 370;
        {SKINS[turn * 3 % 5]} o 0 22 20 23; #4a1518 o 0 32 5 {4 + turn % 4}""",
        x,
        y,
    )


def second_mast(sheet: Sheet) -> None:
    sheet.fade(0, HEIGHT, "#3f8ba3", "#8dbcb9", "#f0e2b8", "#f8c98c", "moss")
    sheet.plates("#fff1cf o 300 560 110")
    for ring in range(7):
        sheet.plates(f"#fff6e0{70 - ring * 8:02x} r 960 190 {80 + ring * 105} {16 - ring}")
    sheet.plates("""
        #8fb3a5 p 0 1000 0 610 200 560 430 620 640 570 900 640 1200 560 1420 610 1600 540 1600 1000;
        #ffffff80 o 1330 150 90 26 / o 1400 128 70 30 / o 1260 160 60 18 / o 210 250 100 24 /
        o 280 232 64 28""")
    mast(sheet, 560, 490, 0.62, "#55707a")
    mast(sheet, 960, 190, 1, "ink")
    sheet.plates("""leaf s 800 1500 1200 800 180 360; #578047 s 800 1540 900 780 180 360;
        moss s 1500 1500 1100 560 180 360 / s 0 1400 760 470 180 360""")
    for x, y, size in (
        (180, 850, 1),
        (330, 890, 1.2),
        (70, 900, 1.1),
        (1250, 900, 1),
        (1420, 870, 1.1),
    ):
        sheet.plates(
            """#22402a o -30 40 22 34 / l 6 -30 50 -30 70; paper b 0 0 90 60;
            signal p -10 4 45 -42 100 4; lit b 14 18 20 22 / b 54 18 20 22""",
            x,
            y,
            size,
        )
    for x, y in ((620, 800), (720, 775), (1240, 815), (540, 850)):
        sheet.plates(
            """ink l 5 -14 10 -14 34 / l 5 14 10 14 34; paper o 0 0 34 22 / o -16 -12 16 /
            o 12 -14 18; ink o 36 -8 13 10""",
            x,
            y,
        )
    for x, coat in ((1020, "signal"), (1068, "amber")):  # the two volunteers
        sheet.plates(
            f"""ink l 9 -7 40 -9 80 / l 9 7 40 9 80; {coat} b -17 -6 34 56 12 /
            l 8 12 6 32 -30 / l 8 -12 6 -26 32; #d9a279 o 0 -22 13;
            paper s 0 -26 16 16 180 360""",
            x,
            655,
        )


def mast(sheet: Sheet, x: float, y: float, size: float, steel: str) -> None:
    sheet.plates(
        f"""#0b172360 l 2 0 60 -330 640 / l 2 0 60 330 640 / l 2 0 260 -220 620 /
        l 2 0 260 220 620; {steel} l 7 -6 20 -34 660 / l 7 6 20 34 660 /
        l 6 0 30 0 -90""",
        x,
        y,
        size,
    )
    for step in range(13):
        a, b, top = 6 + step * 2.1, 8 + step * 2.1, 20 + step * 48
        brace = f"l 4 {-a} 0 {b} 48 / l 4 {a} 0 {-b} 48 / l 4 {-b} 48 {b} 48"
        sheet.plates(f"{steel} {brace}", x, y + top * size, size)
    sheet.plates(
        """signal g 0 -90 60 0.9 / o 0 -90 9 / b -40 60 16 70 6 / b 24 60 16 70 6;
        signal b -44 190 14 50 6""",
        x,
        y,
        size,
    )


def record_desk(sheet: Sheet) -> None:
    sheet.fade(0, HEIGHT, "#f6c48f", "#ee9d62", "#e27f50")
    for grain in range(9):
        sheet.plates(f"#a13f2a22 b 0 {grain * 128 + grain * 37 % 60} 1600 {3 + grain % 3 * 2}")
    sheet.plates("""#7a2f2440 b 128 112 1010 900 36; deep b 110 84 1010 900 36;
        #0a4a66 b 126 100 978 868 26; #062c40 o 560 534 404 / o 980 240 92 / b 1018 560 56 360 12 /
        o 190 900 46; #0f1a26 o 560 534 386""")
    for groove in range(30):
        shine = "#0a121b" if groove % 5 == 0 else "#2a3a48"
        sheet.plates(f"{shine} r 560 534 {380 - groove * 7.6} 2")
    for turn in (200, 20):
        sheet.plates(
            f"#ffffff16 s 560 534 380 380 {turn} {turn + 36} / s 560 534 380 380 {turn + 10} {turn + 26}"
        )
    sheet.plates("""signal o 560 534 140; #f6683f r 560 534 120 3; amber s 560 534 96 96 180 360;
        paper r 560 534 96 4 / o 560 534 12 / o 190 900 26; #0b172350 l 22 990 262 962 626 830 734;
        #c9d3d3 o 980 240 70 / b 950 120 60 90 10; paper l 20 980 240 945 610 812 716 /
        o 980 240 40; ink p 832 682 856 718 770 776 746 738 / l 8 1046 590 1046 890;
        signal p 806 700 812 692 832 722 826 728""")
    for tick in range(13):
        colour, left = ("signal", "#8fb4c0")[tick != 5], 1024 if tick % 4 else 1018
        sheet.plates(f"{colour} b {left} {596 + tick * 24} 16 3")
    sheet.plates("signal b 1022 704 48 22 5")
    for x, y, cup in ((1330, 200, "paper"), (1440, 530, "teal"), (1310, 850, "signal")):
        sheet.plates(
            f"""#7a2f2440 o 14 20 150; #fbe9d2 o 0 0 150; #e8cfae r 0 0 116 4;
            {cup} o 0 0 94 / l 30 70 -70 112 -112; #3b1d16 o 0 0 76; #6b3a25 s 0 0 76 76 100 250;
            #f9f5ee30 r 0 0 50 6 / r 8 4 24 5""",
            x,
            y,
        )
    sheet.plates("#9c4a2a50 r 1180 1030 84 9 / r 1540 310 70 7")


def customs_house(sheet: Sheet) -> None:
    sheet.fade(0, 760, "#7fb6c4", "#cfdcc8", "#f8e3ba")
    sheet.plates("""#ffffff90 o 180 170 130 34 / o 270 142 80 44 / o 1390 120 120 30 /
        o 1320 98 70 36; #d9674a p 280 760 280 330 1320 330 1320 760; #c4533b p 560 760 560 250 620
        250 620 190 690 190 690 130 910 130 910 190 980 190 980 250 1040 250 1040 760;
        #7a2f2c p 250 336 330 220 560 220 560 336 / p 1040 336 1040 220 1270 220 1350 336;
        paper b 270 326 1060 14 / b 560 244 66 8 / b 974 244 66 8 / b 620 184 76 8 /
        b 904 184 76 8 / b 684 124 232 8; paper o 800 232 54; ink r 800 232 44 4 /
        l 6 800 232 800 200 / l 6 800 232 824 244""")
    for x in (330, 450, 1080, 1200, 596, 934):
        for y in (372, 532):
            sheet.plates(
                """paper s 35 30 43 43 180 360 / b -8 30 86 74;
                #0f4a60 s 35 30 35 35 180 360 / b 0 30 70 68; lit b 6 52 26 40;
                paper b 32 -4 6 104 / b 0 44 70 6""",
                x,
                y,
            )
    sheet.plates("""paper s 800 560 122 122 180 360 / b 678 560 244 200;
        #3a1a2c s 800 560 104 104 180 360 / b 696 560 208 200; lamp g 800 650 150 0.9""")
    sheet.fade(756, HEIGHT, "#ecc695", "#dba36f", "#b96a4b")
    garland = " ".join(f"{x} {330 + (800 - x) ** 2 / -6400 + 150:.0f}" for x in range(0, 1601, 40))
    sheet.plates(f"ink l 3 {garland}")
    for disc in range(11):
        x = disc * 148 + 60
        sheet.plates(
            "ink o 0 34 36; #2a3a48 r 0 34 26 2; signal o 0 34 13; paper o 0 34 3",
            x,
            480 - (800 - x) ** 2 / 6400,
        )
    for x, y, cloth in (
        (50, 590, "signal"),
        (1160, 590, "teal"),
        (330, 640, "amber"),
        (880, 640, "moss"),
    ):
        stall(sheet, x, y, cloth)
    for x, y, turn in (
        (120, 800, 2),
        (250, 810, 0),
        (790, 700, 3),
        (1400, 800, 1),
        (720, 860, 6),
        (1300, 850, 4),
    ):
        visitor = f"""#5a2a2650 o 0 182 60 10; ink l 17 -13 110 -15 176 / l 17 13 110 15 176;
            {COATS[turn]} b -34 0 68 126 28; {SKINS[turn % 5]} o 0 -26 22 25;
            #2a1a1c s 0 -32 25 25 180 360; {COATS[turn - 3]} b 16 40 52 52 2"""
        sheet.plates(visitor, x, y)


def stall(sheet: Sheet, x: float, y: float, cloth: str) -> None:
    sheet.plates(
        """#5a2a26 b 10 60 10 270 / b 370 60 10 270; #7a3f2a b 0 220 390 120 6;
        #8f4d32 b 0 220 390 24""",
        x,
        y,
    )
    for sleeve in range(14):
        sheet.plates(
            f"{COATS[sleeve * 3 % 7]} p 0 0 20 -8 20 64 0 64",
            x + 18 + sleeve * 26,
            y + 160 + sleeve * 5 % 9,
        )
    for stripe in range(8):
        left, top = stripe * 50 - 5, stripe * 40 + 35
        stripes = f"p {top} 0 {top + 40} 0 {left + 50} 90 {left} 90 / s {left + 25} 90 25 22 0 180"
        sheet.plates(f"{(cloth, 'paper')[stripe % 2]} {stripes}", x, y)


def cargo_bike(sheet: Sheet) -> None:
    sheet.fade(0, 600, "#f6d9a6", "#f6b877", "#ee7f52")
    sheet.plates("""#fff0cf30 o 1080 520 520 / o 1080 520 400; signal o 1080 520 290""")
    sheet.fade(600, 800, "#1f6f86", "deep")
    for step in range(9):
        wide, shift = 340 - step * 28, step % 3 * 24 - 24
        sheet.plates(
            f"#f9b98a90 b {shift - wide / 2} {step * (step * 2 + 4)} {wide} {5 + step * 0.5} 3",
            1080,
            612,
        )
    sheet.plates("""#0b4560 p 120 606 170 566 420 566 470 606; paper p 300 380 300 560 420 560 /
        p 288 410 288 560 200 560; ink l 6 572 152 588 148 600 162 612 148 628 152 /
        l 5 452 112 464 109 474 120 484 109 496 112 /
        l 5 312 222 324 219 334 230 344 219 356 222""")
    sheet.fade(790, HEIGHT, "#e9c79a", "#c98a61", "#8f4f45")
    sheet.plates("""paper b 0 790 1600 10; #5a2a2a55 o 770 962 580 24; ink l 14 330 870 430 690 /
        l 9 438 660 438 470 400 450; lamp g 400 506 150 1; ink p 372 484 400 450 428 484 /
        b 376 534 48 10 3; #fff4d2 b 380 484 40 50; ink l 24 590 640 548 330 / o 545 318 24 /
        l 9 520 352 582 342 / l 9 526 384 586 374; #8a4428 o 600 610 104 96;
        #5c2a18 l 6 560 560 566 620 / l 6 640 550 646 612; paper l 3 548 330 604 640 /
        l 3 554 330 612 640; #e8a53c p 716 640 752 560 738 488 854 488 784 570 752 640;
        #ffd27a p 716 640 752 560 738 488 762 488 768 562 730 640; #b9702a o 796 488 58 20;
        #6b2f24 o 796 490 46 13; teal b 664 590 40 60 10;
        signal l 16 1180 830 1010 840 880 910 450 910 / l 16 1010 840 1080 640 880 690 870 910 /
        l 16 1180 830 1080 640; ink l 12 880 690 850 570 806 560 / l 16 1046 610 1128 604""")
    for x, y, size in ((330, 870, 0.86), (1180, 836, 1.22)):
        sheet.plates(
            """ink r 0 0 100 13; #5a3a3a l 2 -96 0 96 0 / l 2 0 -96 0 96 /
            l 2 -68 -68 68 68 / l 2 -68 68 68 -68; ink o 0 0 13""",
            x,
            y,
            size,
        )
    sheet.plates("""amber b 420 640 420 240 14; #d9862f b 420 640 420 26 8; paper o 630 776 80;
        deep o 630 776 64; amber o 630 776 14; #062c40 l 40 1090 590 1000 690 1034 780 /
        l 14 1034 790 1004 796; ink o 1010 840 32; deep l 44 1090 590 968 700 978 870;
        ink l 26 978 886 940 890; paper l 92 1086 566 1030 440; teal l 20 1041 554 1107 524 /
        l 20 1025 518 1091 488 / l 20 1009 482 1075 452; #d9a279 o 990 336 46 50 /
        l 24 836 556 820 558; paper l 34 1034 440 930 530 846 556;
        amber l 22 970 400 1040 404 1120 380 1180 400; deep s 992 322 52 46 180 360 /
        l 12 950 322 920 326; signal o 992 276 12""")


DRAWINGS: dict[str, Callable[[Sheet], None]] = {
    "harbour-at-dusk": harbour_at_dusk,
    "umbrellas-in-the-rain": umbrellas_in_the_rain,
    "fish-hall": fish_hall,
    "second-mast": second_mast,
    "record-desk": record_desk,
    "customs-house": customs_house,
    "cargo-bike": cargo_bike,
}
NAMES = tuple(DRAWINGS)


def draw(name: str) -> bytes:
    """The picture of that name as a JPEG of 1600 × 1067: the same bytes every time.

    Raises KeyError for a name that is not in NAMES.
    """
    sheet = Sheet()
    DRAWINGS[name](sheet)
    picture = sheet.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=85)
    return jpeg.getvalue()
