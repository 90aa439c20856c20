"""The example station's news: six stories of a harbour town, for `flask seed`."""

from dataclasses import dataclass

from blueprints.example.texts import (
    CARGO_BIKE,
    CHOIR_OF_FORTY,
    SECOND_MAST,
    SEVENTEEN_TAKES,
    THREE_NEWCOMERS,
    VINYL_FAIR,
)

OWN_CREDIT = "Drawing: the newsroom"


@dataclass(frozen=True)
class ExamplePicture:
    """A picture of `example_pictures` by its name, with the words that belong to it here."""

    name: str
    alternative_text: str
    caption: str
    credit: str = OWN_CREDIT


@dataclass(frozen=True)
class ExampleStory:
    """A story as an editor would have filed it, `hours_ago` before the seed's moment.

    The body is HTML. Where a picture stands in it there is a line `<!-- picture: NAME -->`, and
    `pictures` holds that picture's words. An empty byline is the newsroom's own. A story with a
    `source_url` was first published elsewhere, and `rights` says how much of it may be shown.
    """

    slug: str
    headline: str
    standfirst: str
    byline: str
    tags: tuple[str, ...]
    lead: ExamplePicture | None
    body: str
    hours_ago: float
    pictures: tuple[ExamplePicture, ...] = ()
    language: str = "en"
    source_name: str = ""
    source_url: str = ""
    rights: str = ""
    artists: tuple[str, ...] = ()
    read_more: tuple[tuple[str, str], ...] = ()
    corrections: tuple[tuple[float, str], ...] = ()  # (hours ago, note)


STORIES: tuple[ExampleStory, ...] = (
    ExampleStory(
        slug="seventeen-takes-in-the-rain",
        headline="Seventeen takes in the rain: the night the harbour became a film set",
        standfirst="Forty extras, one rain machine and a ferry that would not wait. "
        "What the crew of Tide Tables left behind, and what the town kept.",
        byline="",
        tags=("Film", "Tide Tables"),
        lead=ExamplePicture(
            "harbour-at-dusk",
            "A ferry with lit windows lies in the harbour at sunset, beside a striped lighthouse. "
            "On the quay stand a film lamp on a tripod and an empty red folding chair.",
            "The quay an hour before the rain was switched on.",
        ),
        body=SEVENTEEN_TAKES,
        hours_ago=5,
        read_more=(
            (
                "The set diary: one night, eleven puddles",
                "https://lighthouse-sheet.example/set-diary",
            ),
            (
                "How a rain lorry works, with a drawing",
                "https://lighthouse-sheet.example/rain-lorry",
            ),
        ),
        corrections=(
            (3.2, "The left boot is size 46, not 45. Its owner rang, and sounded taller."),
        ),
        pictures=(
            ExamplePicture(
                "umbrellas-in-the-rain",
                "Eleven people in long coats stand in two rows on a wet quay at night, their faces "
                "hidden by bright umbrellas; a film lamp shines on them through the rain.",
                "Eleven of the forty, between takes twelve and thirteen.",
            ),
        ),
    ),
    ExampleStory(
        slug="a-choir-of-forty-in-a-fish-hall",
        headline="A choir of forty records its first album in a fish hall",
        standfirst="One microphone, and the smell of herring.",
        byline="",
        tags=("Music", "Amber Choir"),
        artists=("Amber Choir",),
        read_more=(
            (
                "“Tide Tables” review: slow water, deep water",
                "https://lighthouse-sheet.example/tide-tables-review",
            ),
        ),
        lead=ExamplePicture(
            "fish-hall",
            "Forty singers in bright jumpers stand in three rows under red lamps in a fish hall, "
            "mouths open, before one large microphone. Left and right, crates of fish.",
            "Hall 3, third morning, second side.",
        ),
        body=CHOIR_OF_FORTY,
        hours_ago=27,
        source_name="The Lighthouse Sheet",
        source_url="https://lighthouse-sheet.example/a-choir-of-forty",
        rights="full",
    ),
    ExampleStory(
        slug="community-transmitter-gets-its-second-mast",
        headline="Community transmitter gets its second mast",
        standfirst="From Tuesday the valley hears us without the hiss.",
        byline="two volunteers",
        tags=("Station",),
        lead=ExamplePicture(
            "second-mast",
            "A tall lattice mast with a red light stands on a green hill, rings spreading from it; "
            "a smaller mast behind, two people in helmets, sheep, and houses with red roofs.",
            "Signal Hill, with both masts, both volunteers, and four of the sheep.",
        ),
        body=SECOND_MAST,
        hours_ago=53,
    ),
    ExampleStory(
        slug="who-turns-the-records",
        headline="Who turns the records? Three newcomers at the desk",
        standfirst="They came for the coffee and stayed for the faders.",
        byline="the tide desk",
        tags=("Station", "People"),
        artists=("Quay Dogs",),
        lead=ExamplePicture(
            "record-desk",
            "A record with a red label turns on a blue record player, seen from above; "
            "beside it on the orange desk stand three cups of coffee, white, blue and red.",
            "Pim’s, Noor’s, and the one that Jun only likes to hold.",
        ),
        body=THREE_NEWCOMERS,
        hours_ago=76,
    ),
    ExampleStory(
        slug="vinyl-fair-returns-to-the-customs-house",
        headline="Vinyl fair returns to the old customs house",
        standfirst="Forty tables, and a listening room.",
        byline="",
        tags=("Music", "Town"),
        artists=("Quay Dogs",),
        lead=None,
        body=VINYL_FAIR,
        hours_ago=101,
        pictures=(
            ExamplePicture(
                "customs-house",
                "A red brick customs house with a clock. Before it, people with records under "
                "their arms at four stalls with striped awnings, under a garland of records.",
                "As we remember it, and as it will be on Saturday if the weather reads this.",
            ),
        ),
    ),
    ExampleStory(
        slug="a-tour-by-cargo-bike",
        headline="A tour by cargo bike",
        standfirst="Nine villages, one double bass and no van: The Lamplighters took the long way "
        "home.",
        byline="the Night Ferry desk",
        tags=("Music", "The Lamplighters"),
        artists=("The Lamplighters", "Layal Trio"),
        lead=ExamplePicture(
            "cargo-bike",
            "A rider in a striped jersey pedals a cargo bike along the quay before a huge red sun. "
            "In its yellow box stand a double bass and a brass horn; a lantern glows in front.",
            "The loser at cards, on the last evening.",
        ),
        body=CARGO_BIKE,
        hours_ago=148,
    ),
)
