"""A short day of a community station: whatever tells of it says what was heard."""

from tests.performance.day_compared import SETTINGS, compared, simulated
from tests.performance.day_script import short_day
from tests.staff import write_cast


def test_whatever_tells_of_a_day_says_what_was_heard(make_app):
    app = make_app(**SETTINGS)
    cast = write_cast(app)
    with simulated(app, cast, short_day) as day:
        results = list(compared(day, cast))
    assert {one.source: one.wrong for one in results if one.wrong} == {}
    assert min(one.rows for one in results) >= 2
