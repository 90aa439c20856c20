"""Files of media/ and covers/: whole or not there, and for the web server to read."""

import os
import stat

import pytest

from blueprints.media.storage import draft_in, keep


@pytest.fixture
def private():
    """Everything that this process makes is for its owner alone."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_whole_for_the_web_server_to_read(folder, private):
    keep(folder / "a.jpg", b"data")
    assert (folder / "a.jpg").read_bytes() == b"data"
    assert (mode(folder), mode(folder / "a.jpg")) == (0o755, 0o644)
    assert os.listdir(folder) == ["a.jpg"]


def test_a_file_that_is_there_is_left_alone(folder):
    keep(folder / "a.jpg", b"data")
    keep(folder / "a.jpg", b"other")
    assert (folder / "a.jpg").read_bytes() == b"data"


def test_a_file_that_cannot_be_written_leaves_no_draft(folder):
    with pytest.raises(TypeError):
        keep(folder / "a.jpg", "text")
    assert os.listdir(folder) == []


def test_a_draft_that_is_not_published_goes_again(folder):
    with draft_in(folder) as (file, draft):
        file.write(b"half")
        assert draft.parent == folder
    assert os.listdir(folder) == []
