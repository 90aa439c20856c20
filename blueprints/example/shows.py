"""The example station's shows and who presents them, as they are announced."""

from dataclasses import dataclass
from datetime import time

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WEEKDAYS = range(MONDAY, SATURDAY)


@dataclass(frozen=True)
class ExamplePresenter:
    """Somebody who presents; `email` is that of their account, if they have one."""

    name: str
    bio: str
    since: int
    email: str = ""


@dataclass(frozen=True)
class ExampleSlot:
    """A weekly time, by the station's clock."""

    weekday: int
    starts: time
    ends: time
    every: int = 1


@dataclass(frozen=True)
class ExampleShow:
    """A show; `picture` names a drawing of the stories or of show_posters, with its alt text."""

    slug: str
    title: str
    description: str
    body: str
    category: str
    since: int
    picture: str
    alternative_text: str
    presenters: tuple[str, ...]
    slots: tuple[ExampleSlot, ...]
    language: str = "en"


MARA = "Mara Ebb"
PRESENTERS = (
    ExamplePresenter(
        MARA,
        "Came in out of the rain to ask for directions to the ferry, and was handed a pair of "
        "headphones. Owns four thousand records and one chair.",
        2015,
        "mara@example.org",
    ),
    ExamplePresenter(
        "Noor Halyard",
        "Reads the news in three languages and will not talk over an ending in any of them.",
        2023,
    ),
    ExamplePresenter(
        "Tomas Quay",
        "Edits the news by day. At six he reads it out and finds the mistakes.",
        2018,
        "tomas@example.org",
    ),
    ExamplePresenter(
        "Oda Kettle",
        "Conducts a choir with a pencil and a soup with a ladle, and has been known to swap them.",
        2019,
    ),
    ExamplePresenter(
        "Bram Spindle",
        "Retired pilot. Has brought nine thousand ships in and still cannot park a bicycle.",
        2020,
    ),
    ExamplePresenter(
        "Ines Tallow",
        "Records foghorns. Some of them have thanked her.",
        2021,
    ),
)

SHOWS = (
    ExampleShow(
        "open-harbour",
        "Open Harbour",
        "The afternoon, with the door open: music, guests, the tide, and whoever has just come in "
        "to get warm.",
        "<p>Every weekday from two, and on Saturdays from noon, the studio window on the quay is "
        "open and so is the microphone behind it. There is always music. There is usually a "
        "guest. Once there was a seal.</p><p>If you have something to say to the harbour, knock "
        "twice: once for the door, once so that we turn the record down.</p>",
        "Magazine",
        2015,
        "harbour-at-dusk",
        "A harbour at dusk: a ferry with a red funnel and all its lamps lit, a lighthouse, "
        "bollards.",
        (MARA,),
        (
            *(ExampleSlot(day, time(14), time(18)) for day in WEEKDAYS),
            ExampleSlot(SATURDAY, time(12), time(16)),
        ),
    ),
    ExampleShow(
        "low-water",
        "Low Water",
        "Two hours of vinyl for when the boats lie on the mud: slow songs, sea songs, and the "
        "other sides.",
        "<p>At low water you can see what the harbour stands on: chains, bottles, a piano. "
        "<em>Low Water</em> does the same with records.</p><p>Nothing on this show was ever a "
        "hit, or if it was, it was in a town with a smaller radio.</p>",
        "Vinyl",
        2016,
        "record-desk",
        "A record on a red label turns on a turntable; three cups of coffee stand beside it.",
        (MARA,),
        (
            ExampleSlot(WEDNESDAY, time(20), time(22)),
            ExampleSlot(SUNDAY, time(19), time(21)),
        ),
    ),
    ExampleShow(
        "night-ferry",
        "Night Ferry",
        "From ten until the last lamp goes out: long pieces, low voices, and an hour of Noor’s "
        "records.",
        "<p>The night ferry leaves at twenty to eleven and is back by morning. We keep her "
        "company as far as the signal goes, which since the second mast is rather far.</p>"
        "<p>The first hour belongs to the sea. After that Noor plays what she likes, from end to "
        "end.</p>",
        "Night",
        2018,
        "night-ferry",
        "A ferry with rows of lit windows far out on a dark sea, under a full moon.",
        ("Noor Halyard", "Ines Tallow"),
        (
            ExampleSlot(FRIDAY, time(22), time(1)),
            ExampleSlot(SATURDAY, time(22), time(1)),
        ),
    ),
    ExampleShow(
        "kitchen-table",
        "Kitchen Table",
        "A pot, a guest and a question that takes an hour. The recipe is read out at the end, "
        "slowly.",
        "<p>We cook in the big pot in the customs house, and whoever is hungry is on the show. "
        "Guests have so far included two mayors, a lock keeper, and a man who was looking for "
        "another building.</p><p>Bring a bowl.</p>",
        "Talk",
        2019,
        "kitchen-table",
        "A big pot of yellow soup on a table, seen from above, with six bowls and a loaf of bread.",
        ("Oda Kettle", "Bram Spindle"),
        (ExampleSlot(SATURDAY, time(10), time(11)),),
    ),
    ExampleShow(
        "news-in-three-languages",
        "News in three languages",
        "What happened, said three times. It is not always the same.",
        "<p>Half an hour at six: the news of the harbour in English, Arabic and Polish, and the "
        "depths from the lock to the light, which are the same in all three.</p>",
        "News",
        2017,
        "three-languages",
        "Three speech balloons with lines of writing, one of them from right to left.",
        ("Tomas Quay", "Noor Halyard"),
        tuple(ExampleSlot(day, time(18), time(18, 30)) for day in WEEKDAYS),
    ),
    ExampleShow(
        "customs-house-live",
        "Customs House Live",
        "Every other Sunday a band, a cellar and one microphone, hung where the duty used to be "
        "weighed.",
        "<p>The cellar of the customs house holds eighty people, or sixty and a double bass. "
        "What is played there goes out as it is played. If something falls over, it falls over "
        "in all the valley at once.</p>",
        "Live music",
        2021,
        "customs-house",
        "The brick front of the customs house behind market stalls full of records.",
        ("Ines Tallow",),
        (ExampleSlot(SUNDAY, time(16), time(18), every=2),),
    ),
)
