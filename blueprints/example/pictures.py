"""The example station's pictures: flat posters of a harbour town."""

import io
from collections.abc import Callable

from blueprints.example.poster import HEIGHT, PALETTE, SCALE, Sheet

COATS = ("signal", "amber", "teal", "paper", "sage", "coral", "plum")
SKINS = ("#f2c9a5", "#8c5a3c", "#d9a279", "#5d3a2a", "#e8b68e")


def harbour_at_dusk(sheet: Sheet) -> None:
    sheet.fade(0, 620, "#2c2450", "#6d3a66", "#c95760", "coral", "amber", "#fbd9a0")
    sheet.plates("""#ffe3a81c o 520 600 620 / o 520 600 480 / o 520 600 350 / o 520 600 240;
        #fff0cb o 520 600 150; #a34f5f p 0 620 0 560 140 530 300 572 420 596 560 620;
        #8a4763 p 1000 620 1180 568 1340 520 1480 548 1600 500 1600 620""")
    sheet.fade(620, HEIGHT, "#d97860", "#5b4a6b", "deep", "#04263b", "#031b2c")
    for step in range(17):
        half, left = 165 - step * 7 + step % 3 * 34 - 34, 496 + step % 4 * 16
        bar = f"b {left - half} {632 + step * (step * 0.9 + 3)} {2 * half} {5 + step * 0.45} 3"
        sheet.plates(f"#ffc98088 {bar}")
    sheet.plates("""#ffe9b41e p 1440 350 -60 90 -60 250 / p 1440 350 -60 120 -60 220; #0a2233
        p 1250 672 1310 634 1400 614 1600 604 1600 684 1300 676 / p 1410 328 1440 288 1470 328;
        signal p 1414 390 1466 390 1486 620 1394 620; paper p 1410 436 1470 436 1474 482 1406 482 /
        p 1402 528 1478 528 1482 574 1398 574; #fff3cf b 1420 328 40 52 / g 1440 352 120 0.8;
        #0a2233 b 1400 380 80 12 3 / p 1410 328 1440 288 1470 328;
        #03203370 b 640 654 640 24 12; signal p 1030 356 1110 362 1122 452 1020 452;
        ink p 1030 356 1110 362 1113 388 1027 382; #0f3a52 p 800 446 1172 446 1190 510 780 510;
        #0b2f45 p 736 505 1230 505 1250 590 712 590; #154d66 p 842 398 952 398 962 446 824 446;
        #04202f p 600 544 690 578 1286 584 1276 666 660 666 / l 5 890 398 890 318 /
        l 3 890 330 620 546; paper p 607 556 692 590 1285 596 1284 604 690 598 612 566;
        #ffedc2 b 842 412 96 16 4 / g 890 318 44 0.9""")
    for port in range(15):
        sheet.plates("lit b 0 528 18 24 4 / o -10 630 5", 750 + port * 32)
        sheet.plates("#ffedc2 b 0 466 14 20 4", 812 + port * 24.6)
    sheet.fade(930, HEIGHT, "#0a1c2b", "#050f18")
    sheet.plates("""#27435a b 0 930 1600 5; #f4bf8c30 b 180 1026 240 9 4 / b 560 988 310 8 4 /
        b 1080 1012 220 10 5 / b 1390 974 160 7 3; ink bollard 110 930 / bollard 660 930 /
        bollard 1010 930 / bollard 1500 930 / l 10 300 700 215 944 / l 10 300 700 300 944 /
        l 10 300 700 385 944 / p 222 556 384 600 356 706 194 662 / l 14 290 630 300 720 /
        l 7 300 800 420 930 560 1067 / p 380 596 402 524 416 528 400 602 /
        p 352 704 404 760 396 770 346 712; lit p 384 600 400 604 372 710 356 706 /
        g 385 656 190 0.7; ink l 11 1200 944 1330 830 1320 744 / l 11 1330 944 1200 830 1210 744 /
        b 1194 820 142 18 5; signal b 1200 738 130 48 5""")


def umbrellas_in_the_rain(sheet: Sheet) -> None:
    sheet.fade(0, 700, "#0a1230", "#1c2a5c", "#574a80")
    for house in range(9):
        left, eaves = house * 190 - 60, 400 + house * 83 % 120
        sheet.plates("#18244f p 0 0 88 -95 176 0 176 400 0 400", left, eaves)
        for lit in range(house % 2, 6, 2):
            sheet.plates("amber b 34 30 24 36 3", left + lit % 3 * 40, eaves + lit // 3 * 70)
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
    canopy, coat = COATS[turn % 7], COATS[(turn + 3) % 7]
    person = f"""{PALETTE[canopy]}48 o 0 232 96 30; #1a1430 b -32 150 24 50 / b 8 150 24 50;
        {("signal", "amber")[turn % 2]} b -36 185 33 36 10 / b 4 185 33 36 10;
        {coat} p -36 0 36 0 56 165 -56 165; {SKINS[turn % 5]} o 0 0 25 30; {canopy} canopy 0 0"""
    sheet.plates(person, x, y, size)


def fish_hall(sheet: Sheet) -> None:
    sheet.fade(0, 700, "#0b3145", "#1d5a70", "#3f8791")
    for top in range(-120, 1000, 100):  # planks that run to the vanishing point
        ends = f"1600 {top} 1600 {top + 50} 800 480 0 {top + 50}"
        sheet.plates(f"#15485e p 0 {top} 800 480 {ends}")
    sheet.plates("""#2f7380 p 470 660 470 330 800 205 1130 330 1130 660;
        peach s 800 400 150 150 180 360 / b 650 400 300 200; #ffe9bd o 800 440 66;
        #3a8a99 b 650 470 300 130; #143f52 b 745 255 10 340 / b 845 255 10 340 / b 650 340 300 10;
        #0a3042 frame 800 480 0.52 / frame 800 480 0.8 / frame 800 480 1.25 / frame 800 480 2""")
    sheet.fade(660, HEIGHT, "#24505c", "#123a49", "#0a2635")
    sheet.plates("""signal lamp 650 348 0.36 / lamp 950 348 0.36 / lamp 562 271 0.57 /
        lamp 1038 271 0.57 / lamp 425 150 0.9 / lamp 1175 150 0.9""")
    for row, count, left in ((0, 13, 404), (1, 13, 404), (2, 14, 371)):
        for place in range(count):
            singer(sheet, left + place * 66, 520 + row * 66, place * 4 + row * 2)
    sheet.plates("""#dd9450 crate -40 830 / crate 190 830 / crate -90 700 / crate 1230 830 /
        crate 1450 830 / crate 1400 700; #ffe9b440 r 800 800 130 7 / r 800 800 192 7 /
        r 800 800 254 7 / r 800 800 316 7; ink l 16 800 880 800 1067 /
        l 12 706 780 706 850 740 900 800 916 860 900 894 850 894 780; paper b 738 690 124 210 60;
        signal b 738 793 124 14; #44606b slots 758 720 / slots 758 820""")


def singer(sheet: Sheet, x: float, y: float, turn: int) -> None:
    hair = ("brown", "#e9d8b8", "#5a2f22")[turn % 3]
    person = f"""{COATS[turn % 7]} s 0 74 37 37 180 360 / b -37 72 74 66; {hair} s 0 14 25 25 170
        370; {SKINS[turn * 3 % 5]} o 0 22 20 23; #4a1518 o 0 32 5 {4 + turn % 4}"""
    sheet.plates(person, x, y)


def second_mast(sheet: Sheet) -> None:
    sheet.fade(0, HEIGHT, "#3f8ba3", "#8dbcb9", "#f0e2b8", "#f8c98c", "moss")
    for ring in range(7):
        sheet.plates(f"#fff6e0{70 - ring * 8:02x} r 960 190 {80 + ring * 105} {16 - ring}")
    sheet.plates("""#fff1cf o 300 560 110; #8fb3a5 p 0 1000 0 610 200 560 430 620 640 570 900 640
        1200 560 1420 610 1600 540 1600 1000; #ffffff80 cloud 1330 150 / cloud 210 250 0.8;
        #55707a mast 560 490 0.62; ink mast 960 190""")
    for x, y, size, steel in ((560, 490, 0.62, "#55707a"), (960, 190, 1, "ink")):
        for step in range(13):
            a, b, top = 6 + step * 2.1, 8 + step * 2.1, 20 + step * 48
            brace = f"l 4 {-a} 0 {b} 48 / l 4 {a} 0 {-b} 48 / l 4 {-b} 48 {b} 48"
            sheet.plates(f"{steel} {brace}", x, y + top * size, size)
    sheet.plates("""leaf s 800 1500 1200 800 180 360; #578047 s 800 1540 900 780 180 360;
        moss s 1500 1500 1100 560 180 360 / s 0 1400 760 470 180 360; signal house 180 850 /
        house 330 890 1.2 / house 70 900 1.1 / house 1250 900 / house 1420 870 1.1; paper
        sheep 620 800 / sheep 720 775 / sheep 1240 815 / sheep 540 850;
        signal volunteer 1020 655; amber volunteer 1068 655""")


def record_desk(sheet: Sheet) -> None:
    sheet.fade(0, HEIGHT, "#f6c48f", "#ee9d62", "#e27f50")
    for grain in range(9):
        sheet.plates(f"#a13f2a22 b 0 {grain * 128 + grain * 37 % 60} 1600 {3 + grain % 3 * 2}")
    sheet.plates("""#7a2f2440 b 128 112 1010 900 36; deep b 110 84 1010 900 36;
        #0a4a66 b 126 100 978 868 26; #062c40 o 560 534 404 / o 980 240 92 / o 190 900 46 /
        b 1018 560 56 360 12; #0f1a26 o 560 534 386""")
    for groove in range(30):
        shine = "#2a3a48" if groove % 5 else "#0a121b"
        sheet.plates(f"{shine} r 560 534 {380 - groove * 7.6} 2")
    sheet.plates("""#ffffff16 s 560 534 380 380 200 236 / s 560 534 380 380 210 226 /
        s 560 534 380 380 20 56 / s 560 534 380 380 30 46; signal o 560 534 140;
        #f6683f r 560 534 120 3; amber s 560 534 96 96 180 360; paper r 560 534 96 4 /
        o 560 534 12 / o 190 900 26; #0b172350 l 22 990 262 962 626 830 734;
        #c9d3d3 o 980 240 70 / b 950 120 60 90 10; paper l 20 980 240 945 610 812 716 /
        o 980 240 40; ink p 832 682 856 718 770 776 746 738 / l 8 1046 590 1046 890;
        signal p 806 700 812 692 832 722 826 728""")
    for tick in range(13):
        left, wide = (1024, 16) if tick % 4 else (1020, 24)
        sheet.plates(f"#8fb4c0 b {left} {596 + tick * 24} {wide} 3")
    sheet.plates("""signal b 1022 704 48 22 5; paper cup 1330 200; teal cup 1440 530;
        signal cup 1310 850; #9c4a2a50 r 1180 1030 84 9 / r 1540 310 70 7""")


def customs_house(sheet: Sheet) -> None:
    sheet.fade(0, 760, "#7fb6c4", "#cfdcc8", "#f8e3ba")
    sheet.plates("""#ffffff90 cloud 180 160 1.2 / cloud 1370 120 1.1;
        #d9674a p 280 760 280 330 1320 330 1320 760; #c4533b p 560 760 560 250 620 250 620 190
        690 190 690 130 910 130 910 190 980 190 980 250 1040 250 1040 760;
        #7a2f2c p 250 336 330 220 560 220 560 336 / p 1040 336 1040 220 1270 220 1350 336;
        paper b 270 326 1060 14 / b 560 244 66 8 / b 974 244 66 8 / b 620 184 76 8 /
        b 904 184 76 8 / b 684 124 232 8 / o 800 232 54 / s 800 560 122 122 180 360 /
        b 678 560 244 200; ink r 800 232 44 4 / l 6 800 232 800 200 / l 6 800 232 824 244;
        #3a1a2c s 800 560 104 104 180 360 / b 696 560 208 200; lamp g 800 650 150 0.9""")
    for x in (330, 450, 1080, 1200, 596, 934):
        sheet.plates(f"lit window {x} 372 / window {x} 532")
    sheet.fade(756, HEIGHT, "#ecc695", "#dba36f", "#b96a4b")
    garland = " ".join(f"{x} {480 - (800 - x) ** 2 / 6400}" for x in range(0, 1601, 40))
    sheet.plates(f"ink l 3 {garland}")
    for x in range(60, 1600, 148):
        sheet.plates(f"signal record {x} {480 - (800 - x) ** 2 / 6400}")
    for x, y, cloth in ((50, 590, "signal"), (1160, 590, "teal"), (330, 640, "amber")):
        stall(sheet, x, y, cloth)
    stall(sheet, 880, 640, "moss")
    sheet.plates("""teal visitor 120 800; signal visitor 250 810; paper visitor 790 700;
        amber visitor 1400 800; plum visitor 720 860; sage visitor 1300 850; plum b 136 840 52 52;
        sage b 266 850 52 52; signal b 806 740 52 52; coral b 1416 840 52 52; paper b 736 900 52
        52; amber b 1316 890 52 52""")


def stall(sheet: Sheet, x: float, y: float, cloth: str) -> None:
    sheet.plates("ink stall 0 0", x, y)
    for sleeve in range(14):
        spot = f"sleeve {18 + sleeve * 26} {160 + sleeve * 5 % 9}"
        sheet.plates(f"{COATS[sleeve * 3 % 7]} {spot}", x, y)
    for stripe in range(8):
        left, top = stripe * 50 - 5, stripe * 40 + 35
        shape = f"p {top} 0 {top + 40} 0 {left + 50} 90 {left} 90 / s {left + 25} 90 25 22 0 180"
        sheet.plates(f"{('paper', cloth)[stripe % 2]} {shape}", x, y)


def cargo_bike(sheet: Sheet) -> None:
    sheet.fade(0, 600, "#f6d9a6", "#f6b877", "#ee7f52")
    sheet.plates("#fff0cf30 o 1080 520 520 / o 1080 520 400; signal o 1080 520 290")
    sheet.fade(600, 800, "#1f6f86", "deep")
    for step in range(9):
        left, wide = 886 + step % 3 * 24 + step * 14, 340 - step * 28
        sheet.plates(f"#f9b98a90 b {left} {612 + step * (step * 2 + 4)} {wide} {5 + step / 2} 3")
    sheet.plates("""#0b4560 p 120 606 170 566 420 566 470 606; paper p 300 380 300 560 420 560 /
        p 288 410 288 560 200 560; ink gull 596 162 / gull 470 122 0.8 / gull 330 232 0.8""")
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
        l 16 1180 830 1080 640; ink l 12 880 690 850 570 806 560 / l 16 1046 610 1128 604 /
        wheel 330 870 0.86 / wheel 1180 836 1.22; amber b 420 640 420 240 14;
        #d9862f b 420 640 420 26 8; paper o 630 776 80; deep o 630 776 64; amber o 630 776 14;
        #062c40 l 40 1090 590 1000 690 1034 780 / l 14 1034 790 1004 796; ink o 1010 840 32;
        deep l 44 1090 590 968 700 978 870; ink l 26 978 886 940 890; paper l 92 1086 566 1030 440;
        teal l 20 1041 554 1107 524 / l 20 1025 518 1091 488 / l 20 1009 482 1075 452;
        #d9a279 o 990 336 46 50 / l 24 836 556 820 558; paper l 34 1034 440 930 530 846 556;
        amber l 22 970 400 1040 404 1120 380 1180 400; deep s 992 322 52 46 180 360 /
        l 12 950 322 920 326; paper o 992 276 12""")


DRAWINGS = {
    **{"harbour-at-dusk": harbour_at_dusk, "umbrellas-in-the-rain": umbrellas_in_the_rain},
    **{"fish-hall": fish_hall, "second-mast": second_mast, "record-desk": record_desk},
    **{"customs-house": customs_house, "cargo-bike": cargo_bike},
}
NAMES = tuple(DRAWINGS)


def draw(name: str) -> bytes:
    """Return the picture of that name as a JPEG. Raises KeyError for a name not in NAMES."""
    return printed(DRAWINGS[name])


def printed(drawing: Callable[[Sheet], None]) -> bytes:
    """Return a drawing as a JPEG of 1600 × 1067: the same bytes every time."""
    sheet = Sheet()
    drawing(sheet)
    picture = sheet.image.reduce(SCALE)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=85)
    return jpeg.getvalue()
