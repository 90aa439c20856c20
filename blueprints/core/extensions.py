"""The extensions of Flask, each made once here and joined to the app by app.py."""

from typing import TYPE_CHECKING

from flask_babel import Babel
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from blueprints.core.database import Base

db = SQLAlchemy(model_class=Base)
migrate = Migrate(db=db, render_as_batch=True, compare_type=True)
csrf = CSRFProtect()
babel = Babel()

# Tables subclass Model: Flask-SQLAlchemy makes its base at run time, where mypy cannot see it.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def begin_write() -> None:
    """Ends the reading transaction and begins the writing one.

    It stands at the top of each writing route and step. SQLite takes the write lock at once, so
    that what is read next cannot change before the commit; a lock held by another for longer
    than the busy timeout raises sqlalchemy.exc.OperationalError (answered 503).
    """
    db.session.commit()
    db.session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
