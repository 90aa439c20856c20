"""Records that the example station has in its archive, on top of the music that it plays.

The artists are invented, and so are their songs: each has an album, a label and a few titles, made
of the words below, always the same.
"""

from dataclasses import dataclass
from functools import cache
from random import Random

LOCALS = (
    "The Lamplighters", "Amber Choir", "Quay Dogs", "Layal Trio", "Semaphore Aunts",
    "Ines Tallow", "Bollard Sisters", "Kitchen Sloop", "Valley Hiss",
    "The Committee for the Naming of Ferries",
)  # fmt: skip
OTHERS = (
    "Hotel Meridian", "Anselm Fourth", "Las Compuertas", "Petrichor Assembly", "Wanda & the Silt",
    "Juno Archipelago", "Old Tin Weather", "Mbira Post Office", "Ghost Tram", "Sunday Engines",
    "Velvet Abacus", "Kaya Northwind", "Dead Letter Dance Band", "The Understudies", "Paper Comet",
    "Rosa Longwave", "Eleven Fathoms", "Moth Parliament", "Tender Machinery", "Yusuf of the Lines",
    "Glass Orchard", "Second Breakfast", "Nightwatch Quartet", "Sisters of the Semitone",
    "Boris & the Barometers", "Lemon Cartography", "Slow Telegraph", "Aunt Electric",
    "The Long Division", "Marzipan Republic", "Tidewater Fanfare", "Copper Kites",
    "Nadia Undertow", "Hush Arcade", "Winter Allotment", "Field Recording Society",
)  # fmt: skip
LABELS = ("Ice House", "Second Mast", "Slipway Records", "Pilot", "Lanternfish", "Plain Sleeve",
          "Custom & Excise", "Low Tide Editions")  # fmt: skip
GENRES = ("Folk", "Dub", "Jazz", "Indie", "Electronic", "Soul", "Brass", "Ambient")
ADJECTIVES = ("Borrowed", "Quiet", "Northern", "Salted", "Unsent", "Paper", "Second", "Crooked",
              "Lighted", "Folded", "Patient", "Half", "Foreign", "Smaller", "Counted", "Early",
              "Unlikely", "Wooden", "Rented", "Homemade")  # fmt: skip
NOUNS = ("harbour", "letters", "weather", "ladder", "Sunday", "orchard", "signal", "kitchen",
         "lanterns", "timetable", "ferry", "overcoat", "gulls", "postcard", "piano", "thunder",
         "bicycle", "windows", "tenor", "bread")  # fmt: skip
PLACES = ("under the stairs", "in the wrong key", "for two radios", "after the fair",
          "at slack tide", "from the upper deck", "without an umbrella",
          "on the last tram")  # fmt: skip
SONGS_OF_ONE = 6
WITH_ISRC, WITH_LABEL = 0.6, 0.8


@dataclass(frozen=True)
class Song:
    """A song of the archive; `length` in seconds. ISRC and label may be unknown, as in life."""

    artist: str
    title: str
    album: str
    label: str
    genre: str
    isrc: str
    length: float

    @property
    def file(self) -> str:
        """Return its place in the archive."""
        return f"archive/{self.artist}/{self.title}.flac"


@cache
def songs() -> tuple[Song, ...]:
    """Return every song of the archive, in no order, but always the same."""
    chance = Random("the archive of Aerial 87.9")  # noqa: S311 - no secret
    artists = enumerate(LOCALS + OTHERS)
    found = [song for place, artist in artists for song in _songs_of(artist, place, chance)]
    chance.shuffle(found)
    return tuple(found)


def _songs_of(artist: str, place: int, chance: Random) -> list[Song]:
    titles: set[str] = set()
    while len(titles) < SONGS_OF_ONE + 1:
        titles.add(_title(chance))
    album, *rest = sorted(titles)
    label = chance.choice(LABELS) if chance.random() < WITH_LABEL else ""
    genre = chance.choice(GENRES)
    return [
        Song(
            artist, title, album, label, genre,
            f"ZZAER26{place:03}{number:02}" if chance.random() < WITH_ISRC else "",
            round(chance.uniform(140, 400), 3),
        )
        for number, title in enumerate(rest)
    ]  # fmt: skip


def _title(chance: Random) -> str:
    adjective, noun = chance.choice(ADJECTIVES), chance.choice(NOUNS)
    forms = (
        f"{adjective} {noun}",
        f"{noun.capitalize()} {chance.choice(PLACES)}",
        f"{noun.capitalize()} and {chance.choice(NOUNS)}",
        f"{adjective} {noun} {chance.choice(PLACES)}",
    )
    return chance.choice(forms)
