"""What opinions cost the database: few statements, and no more of them for more rows."""

import pytest

from tests.news.test_few_queries import MOST, count_of, write_stories  # noqa: F401 - a fixture


@pytest.fixture
def write_discussed(write_stories, write_many):  # noqa: F811 - the fixture
    """Write stories with so many opinions below each, by their numbers."""

    def write(numbers, opinions=3):
        write_stories(numbers)
        for number in numbers:
            write_many(f"/news/story-{number}", opinions)

    return write


@pytest.mark.parametrize(("address", "most"), [*MOST.items(), ("/news/story-0?c=3", 10)])
def test_sixty_stories_cost_what_five_cost(client, count_queries, write_discussed, address, most):
    write_discussed(range(5))
    few = count_of(client, count_queries, address)
    write_discussed(range(5, 60))
    assert count_of(client, count_queries, address) == few <= most


def test_sixty_opinions_cost_what_one_costs(client, count_queries, write_discussed):
    write_discussed([0], opinions=1)
    write_discussed([1], opinions=60)
    few, many = (count_of(client, count_queries, f"/news/story-{n}") for n in (0, 1))
    assert few == many <= 9
