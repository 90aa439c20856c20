"""/api/personas: presenters, as listeners know them."""


def test_presenters_without_their_email(get):
    ada, ben = get("personas")["items"]
    links = ada.pop("_links")
    assert ada == {
        "id": ada["id"], "name": "Ada", "since": 1991, "email": None,
        "bio": '<p>Plays &lt;tides&gt;.</p><p><a href="https://tides.example" '
               'rel="ugc nofollow noopener">https://tides.example</a></p>',
        "website": "https://ada.example",
        "image": "https://radio.example/media/0123456789abcdef0123-640.jpg",
    }  # fmt: skip
    assert links["self"] == {"href": f"https://radio.example/api/personas/{ada['id']}"}
    assert [ben[name] for name in ("bio", "since", "website", "image")] == [None] * 4
    assert get(f"personas/{ben['id']}") == ben


def test_by_name_however_it_is_spelt(get):
    assert [one["name"] for one in get("personas", name="ben adam")["items"]] == ["Ben Ádám"]
    assert get("personas", name="a\0")["items"] == []


def test_their_shows_can_be_put_in(get):
    ada = get("personas", name="Ada", expand="shows")["items"][0]
    assert {show["title"] for show in ada["shows"]} == {"Harbour-Hours", "Night-Tide"}
    assert {link["href"] for link in ada["_links"]["shows"]} == {
        show["_links"]["self"]["href"] for show in ada["shows"]
    }


def test_one_that_does_not_exist_is_not_found(station):
    client = station.test_client()
    for number in ("999", "0", "-1", "x", "9" * 30):
        assert client.get(f"/api/personas/{number}").status_code == 404
