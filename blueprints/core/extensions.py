"""Flask's extensions, each created once here and initialised by app.py."""

from typing import TYPE_CHECKING, Any, TypeVarTuple

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mailman import Mail
from flask_security import Security
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Result, func, select
from sqlalchemy.sql.selectable import TypedReturnsRows

from blueprints.core.database import Base

# Without hide_parameters a traceback in the log would hold what a reader sent.
db = SQLAlchemy(model_class=Base, engine_options={"hide_parameters": True})
csrf = CSRFProtect()
babel = Babel()
security = Security()
mail = Mail()
limiter = Limiter(get_remote_address, headers_enabled=False)

# Tables subclass Model: Flask-SQLAlchemy makes its base at run time, where mypy cannot see it.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


Columns = TypeVarTuple("Columns")
WRITERS = 8790  # the number of PostgreSQL's lock for which writers queue


def rows(statement: TypedReturnsRows[*Columns], values: dict[str, Any]) -> Result[*Columns]:
    """Return the rows of a statement that selects columns, not records.

    They come from the session's own connection: through the session they cost a third more.
    """
    return db.session.connection().execute(statement, values)


def begin_write() -> None:
    """End the reading transaction and begin the writing one.

    Call it at the top of each writing route and step. SQLite takes the write lock at once, so
    that what is read next cannot change before the commit; on PostgreSQL writers queue for one
    lock, which comes to the same. A lock held by another for longer than the busy timeout raises
    sqlalchemy.exc.OperationalError (answered 503).
    """
    db.session.commit()
    connection = db.session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(WRITERS)))
