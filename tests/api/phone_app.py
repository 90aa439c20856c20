"""What an app that was made for Spinitron does: plain addresses, and links that are followed."""

import json
from collections import defaultdict
from urllib.request import Request, urlopen


class PhoneApp:
    """An app that knows the address of the API, and sends its token as it does to Spinitron."""

    def __init__(self, address):
        self.address, self.asked = address, 0

    def read(self, href):
        """The JSON behind a link."""
        self.asked += 1
        request = Request(href, headers={"Authorization": "Bearer of-spinitron"})
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def walk(self, href):
        """Every item of a list, page after page."""
        while href:
            body = self.read(href)
            yield from body["items"]
            href = body["_links"].get("next", {}).get("href")

    def now_and_next(self):
        """The song that began last, and the shows that are on and come next."""
        spin = self.read(f"{self.address}/spins?count=1")["items"][0]
        shows = self.read(f"{self.address}/shows?count=2")["items"]
        return (spin["artist"], spin["song"]), [show["title"] for show in shows]

    def spins_by_playlist(self):
        """The numbers of all spins by the number of the playlist that each links to."""
        found = defaultdict(list)
        for spin in self.walk(f"{self.address}/spins?count=50"):
            found[spin["_links"]["playlist"]["href"]].append(spin["id"])
        return {self.read(href)["id"]: spins for href, spins in found.items()}

    def spins_of_playlists(self):
        """The numbers of the spins behind each playlist's link."""
        return {
            playlist["id"]: [spin["id"] for spin in self.walk(playlist["_links"]["spins"]["href"])]
            for playlist in self.walk(f"{self.address}/playlists?count=2")
        }

    def spins_of_shows(self):
        """The numbers of the spins of each show, by its number."""
        return {
            show["id"]: [spin["id"] for spin in
                         self.walk(f"{self.address}/spins?count=7&show_id={show['id']}")]
            for show in self.walk(f"{self.address}/shows")
        }  # fmt: skip
