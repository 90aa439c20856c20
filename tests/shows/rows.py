"""Shows and presenters, written as the desk's forms send them; and what is in the tables."""

from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.shows.models import Episode, Presenter, Show
from tests.news.helpers import Page

SHOW = {"title": "Night Ferry", "description": "Slow music.", "body": "<p>Since the storm.</p>",
        "language": "en", "category": "Music", "since": "1998", "version": ""}  # fmt: skip
SLOT = {"weekday": "0", "starts": "19:00", "ends": "21:00", "every": "1", "first_on": "",
        "last_on": "", "zone": "Europe/Berlin"}  # fmt: skip


def number_of(answer):
    """The number at the end of the address that a saved form leads to."""
    assert answer.status_code == 303
    return int(answer.location.rstrip("/").split("/")[3])


def add_show(browser, **fields):
    """A show by the form; its number."""
    return number_of(browser.post("/desk/shows/", data=SHOW | fields))


def add_slot(browser, show, **fields):
    """A slot by the form; its number."""
    made = browser.post("/desk/shows/slots/", data=SLOT | {"show": str(show)} | fields)
    assert made.status_code == 303
    page = Page(browser.get(made.location).text)
    links = [found["href"] for found, _ in page.all("a") if "/shows/slots/" in found["href"]]
    return max(int(link.rsplit("/", 1)[1]) for link in links if link.rsplit("/", 1)[1].isdigit())


def give_presenter(app, show, user_id, name="Dana"):
    """Make a member of staff a presenter of a show; return the presenter's number."""
    with app.app_context():
        presenter = Presenter(name=name, user_id=user_id)
        presenter.shows = [db.session.get(Show, show)]
        db.session.add(presenter)
        db.session.commit()
        return presenter.id


def add_episode(app, show, starts_at, ends_at):
    """An episode of a show; its number."""
    with app.app_context():
        episode = Episode(show_id=show, starts_at=starts_at, ends_at=ends_at)
        db.session.add(episode)
        db.session.commit()
        return episode.id


def all_of(app, model):
    """Every row of `model`, read anew."""
    with app.app_context():
        return list(db.session.scalars(select(model).order_by(model.id)))
