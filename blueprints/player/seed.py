"""The example station's music."""

from pathlib import Path

from blueprints.player.example_music import write_example_music


def write_music(instance: Path) -> list[str]:
    """Makes the music that is missing under instance/music; gives the files in queue order."""
    folder = instance / "music"
    return [path.relative_to(folder).as_posix() for path in write_example_music(folder)]
