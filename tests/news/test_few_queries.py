"""What the news costs the database: few statements, and no more of them for more rows."""

import pytest

ARTISTS = ("The Ferry", "Rain Lorry")
MOST = {"/": 8, "/news/": 6, "/news/tag/film": 6, "/news/story-0": 9}


def count_of(client, count_queries, address):
    """How many statements a page costs once the schedule is kept."""
    client.get(address)
    with count_queries() as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def write_stories(publish):
    """Write stories with all that belongs to them, by their numbers."""

    def write(numbers):
        for number in numbers:
            publish(
                f"story-{number}",
                tags=["film", "music", f"tag {number}"],
                artists=ARTISTS,
                picture={"caption": "c"},
                read_more=[{"title": "A", "url": "https://sheet.example/a"}],
            )

    return write


@pytest.mark.parametrize(("address", "most"), MOST.items())
def test_sixty_stories_cost_what_five_cost(client, count_queries, write_stories, address, most):
    write_stories(range(5))
    few = count_of(client, count_queries, address)
    write_stories(range(5, 60))
    assert count_of(client, count_queries, address) == few <= most


def test_many_tags_cost_what_few_cost(client, count_queries, publish):
    publish("few", tags=["film", "music"])
    publish("many", tags=["film", *(f"tag {number}" for number in range(30))])
    few, many = (count_of(client, count_queries, f"/news/{slug}") for slug in ("few", "many"))
    assert few == many <= 9
