"""The desk's list of stories says how many comments each has."""

from tests.news.desk_lists.test_search import LIST
from tests.news.helpers import Page


def test_a_row_says_how_many_comments_there_are(as_staff, publish, write_many):
    write_many(publish("told"), 2)
    (facts,) = Page(as_staff("editor").get(LIST).text).texts("p", class_="facts")
    assert "2 comments" in facts


def test_many_rows_cost_what_few_cost(as_staff, publish, write_many, count_queries):
    editor = as_staff("editor")

    def cost():
        with count_queries() as queries:
            assert editor.get(LIST).status_code == 200
        return len(queries)

    for number in range(3):
        write_many(publish(f"story-{number}"), 1)
    few = cost()
    for number in range(3, 20):
        write_many(publish(f"story-{number}"), 2)
    assert cost() == few <= 12
