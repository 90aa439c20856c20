"""pytest-based screenshots"""
import pytest
from pathlib import Path
OUT = Path("/tmp/bshots"); OUT.mkdir(exist_ok=True)
PAGES = {"front": "/", "list": "/news/", "story": "/news/seventeen-takes-in-the-rain", "error": "/nowhere"}

def test_shots(station, open_page, amiss):
    amiss.forgiven.append("404")
    station.studio.has_played("Herring Song", "Ropes", "موج", "Salt", "Quay Dogs")
    station.studio.plays("Night ferry to Gdańsk", artist="The Lamplighters", album="Salt, 2019", elapsed=112, cover=True)
    for w in (375, 1440):
        for scheme in ("light", "dark"):
            page = open_page(viewport={"width": w, "height": 800}, color_scheme=scheme)
            for name, path in PAGES.items():
                page.goto(station.url + path)
                page.wait_for_timeout(400)
                page.screenshot(path=OUT / f"{name}-{w}-{scheme}.png", full_page=False)
                page.screenshot(path=OUT / f"{name}-{w}-{scheme}-full.png", full_page=True)
            page.context.close()
