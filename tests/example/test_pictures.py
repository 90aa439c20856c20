"""The example pictures: all there, all different, the same every time."""

import io

import pytest
from PIL import Image

from blueprints.example import pictures


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {name: pictures.draw(name) for name in pictures.NAMES}


def test_there_are_at_least_seven_pictures() -> None:
    assert len(pictures.NAMES) >= 7


@pytest.mark.parametrize("name", pictures.NAMES)
def test_a_picture_is_a_jpeg_of_the_promised_size(name: str, drawn: dict[str, bytes]) -> None:
    with Image.open(io.BytesIO(drawn[name])) as picture:
        picture.load()
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1600, 1067))


@pytest.mark.parametrize("name", pictures.NAMES)
def test_a_picture_is_never_a_grey_box(name: str, drawn: dict[str, bytes]) -> None:
    with Image.open(io.BytesIO(drawn[name])) as picture:
        strong = picture.convert("HSV").getchannel("S").histogram()[100:]
        colours = picture.reduce(16).quantize(64).getcolors()
    assert sum(strong) > 1600 * 1067 / 20, "a good part of it is of a strong colour"
    assert colours is not None
    assert len(colours) > 40, "and there is much to see"


@pytest.mark.parametrize("name", pictures.NAMES)
def test_drawing_again_gives_the_same_bytes(name: str, drawn: dict[str, bytes]) -> None:
    assert pictures.draw(name) == drawn[name]


def test_no_two_pictures_are_alike(drawn: dict[str, bytes]) -> None:
    assert len(set(drawn.values())) == len(drawn)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        pictures.draw("grey-box")
