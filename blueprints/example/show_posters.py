"""Posters of the example station's shows, printed as the stories' pictures are."""

from blueprints.example.poster import HEIGHT, Sheet

BOWLS = (
    (300, 260, "teal"), (1290, 250, "signal"), (240, 790, "plum"),
    (1350, 810, "moss"), (790, 120, "deep"), (830, 960, "sky"),
)  # fmt: skip


def night_ferry(sheet: Sheet) -> None:
    """Print a ferry with all its lamps on, far out under the moon."""
    sheet.fade(0, 640, "#050b22", "#0f1f48", "#27406e", "#5d5f86")
    for star in range(90):
        x, y = star * 0.618034 % 1 * 1600, star * 0.754878 % 1 * 520
        sheet.plates(f"#fff3d0{90 - star % 4 * 20} o 0 0 {1.5 + star % 3}", x, y)
    sheet.plates("""#fff0cb1c o 1280 230 330 / o 1280 230 230; #fff0cb o 1280 230 120;
        #e9d3a5 o 1250 210 26 / o 1314 256 16 / o 1290 188 10""")
    sheet.fade(640, HEIGHT, "#1c3358", "#0b1f3d", "#040d1f")
    for step in range(15):
        half, left = 170 - step * 6 + step % 3 * 30, 1280 + step % 4 * 14
        bar = f"b {left - half} {660 + step * (step + 8)} {2 * half} {4 + step * 0.5} 3"
        sheet.plates(f"#fff0cb{90 - step * 4} {bar}")
    sheet.plates("""#060f20 p 170 560 1010 560 1070 500 1110 500 1060 672 250 672;
        #123056 p 300 470 900 470 930 560 270 560 / p 420 396 760 396 786 470 400 470;
        signal p 560 290 650 290 660 396 546 396; ink b 556 290 98 26 4;
        paper p 176 574 1056 574 1052 584 180 584; #123056 l 7 820 396 820 250 /
        l 4 820 262 1090 506 / l 4 820 262 300 470; lit g 820 250 60 1 / g 1096 500 50 0.9""")
    for lamp in range(17):
        sheet.plates("lit b 0 604 20 26 5; #ffdf9a30 b -4 700 28 130 8", 300 + lamp * 41)
    for lamp in range(13):
        sheet.plates("lit b 0 500 18 24 4; amber b 60 420 16 22 4", 330 + lamp * 34)


def kitchen_table(sheet: Sheet) -> None:
    """Print a table from above: the big pot in the middle, and bowls for whoever comes."""
    sheet.fade(0, HEIGHT, "#f3b26a", "#e58f52", "#c96a44")
    for board in range(7):
        sheet.plates(f"#7a2f2430 b 0 {board * 160 + 20} 1600 5 2")
    for x, y, tint in BOWLS:
        sheet.plates("""#7a2f2440 o 16 22 128; paper o 0 0 124; tint o 0 0 108;
            #e3b94f o 0 0 88; #f6d98a80 r 0 0 60 8; #5c7a3a o -20 -18 9 / o 26 14 8 / o 6 34 7;
            #c9d3d3 o 176 -30 22 34 / l 14 176 0 176 120""", x, y, 1, tint)  # fmt: skip
    sheet.plates("""#7a2f2450 o 830 566 330; ink o 800 534 322; #3c4a55 o 800 534 298;
        ink b 420 500 90 68 30 / b 1090 500 90 68 30; #d9a441 o 800 534 270;
        #f0c968a0 r 800 534 200 14 / r 800 534 110 12; #5c7a3a o 700 450 22 / o 900 480 18 /
        o 840 640 24 / o 690 620 16 / o 940 600 14; #8a4428 l 40 860 500 1240 560;
        #a85a34 o 850 498 74 60; #7a3f22 o 850 498 52 40; #f9d9a0 p 480 890 640 850 690 940 520 990;
        #b9702a l 12 500 900 660 860 / l 12 515 940 675 900""")


def three_languages(sheet: Sheet) -> None:
    """Print three voices at once: balloons with lines of writing, one from right to left."""
    sheet.fade(0, HEIGHT, "#cfe3e0", "#9cc7cc", "#5fa0b0")
    for ring in range(9):
        sheet.plates(f"#ffffff{60 - ring * 5} r 800 1100 {300 + ring * 120} 8")
    sheet.plates("""#00304630 b 146 146 700 380 60; signal b 120 120 700 380 60 /
        p 220 480 360 480 200 620; #00304630 b 806 286 700 380 60; deep b 780 260 700 380 60 /
        p 1240 620 1380 620 1420 770; #00304630 b 386 576 700 360 60; amber b 360 550 700 360 60 /
        p 560 890 700 890 560 1010""")
    for line, wide in enumerate((540, 430, 500)):
        top = line * 90
        sheet.plates(f"paper b 190 {190 + top} {wide} 40 20", 0, 0)
        sheet.plates(f"lit b {1410 - wide} {330 + top} {wide} 40 20")
        sheet.plates(f"deep b 430 {620 + top} {wide - 30} 40 20")


POSTERS = {
    "night-ferry": night_ferry,
    "kitchen-table": kitchen_table,
    "three-languages": three_languages,
}
