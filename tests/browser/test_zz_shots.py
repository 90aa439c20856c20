import pytest
from pathlib import Path
from tests.browser.station import *
OUT = Path("/tmp/bshots"); OUT.mkdir(exist_ok=True)

def test_shots(make_station, free_port, open_page, amiss):
    station = make_station()
    amiss.forgiven += ["404", "ERR_"]
    st = station.studio
    st.has_played("Herring Song", "Ropes", "موج", "Salt", "Quay Dogs and the very long title that goes on and on for the second line and beyond")
    for w in (375, 1440):
        for scheme in ("light", "dark"):
            st.plays("Night ferry to Gdańsk", artist="The Lamplighters", album="Salt, 2019", elapsed=112, cover=True)
            page = open_page(viewport={"width": w, "height": 800}, color_scheme=scheme)
            for name, path in PAGES.items():
                page.goto(station.url + path)
                page.wait_for_timeout(300)
                page.screenshot(path=OUT / f"{name}-{w}-{scheme}.png")
            for state in STATES[1:]:
                st.brings_about(state)
                page.goto(station.url)
                page.wait_for_timeout(300)
                page.screenshot(path=OUT / f"state-{state}-{w}-{scheme}.png")
            page.context.close()
    for w, h, n in ((375, 800, "375"), (1440, 800, "1440"), (320, 700, "320"), (320, 256, "zoom")):
        page = open_page(viewport={"width": w, "height": h})
        st.plays("Why we still " * 23, artist="The Lamplighters", album="Salt, 2019", elapsed=100)
        page.goto(station.url); page.wait_for_timeout(300)
        page.screenshot(path=OUT / f"long-{n}.png")
        st.plays("نسم علينا الهوى", artist="فيروز", album="بياع الخواتم")
        page.goto(station.url); page.wait_for_timeout(300)
        page.screenshot(path=OUT / f"arabic-{n}.png", full_page=n=="zoom")
        page.locator(".just-played summary").click()
        page.screenshot(path=OUT / f"sheet-{n}.png", full_page=n=="zoom")
        page.keyboard.press("Escape")
        page.locator("[data-player] [data-listen]").click()
        page.wait_for_timeout(600)
        page.screenshot(path=OUT / f"trouble-{n}.png")
        if n in ("320", "zoom"):
            page.goto(station.url + PAGES["story"]); page.wait_for_timeout(300)
            page.screenshot(path=OUT / f"story-{n}.png")
        page.context.close()
