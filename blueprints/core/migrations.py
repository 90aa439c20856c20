"""Flask-Migrate, apart from the other extensions: only commands need it, and it loads Alembic."""

from flask_migrate import Migrate

from blueprints.core.extensions import db

migrate = Migrate(db=db, render_as_batch=True, compare_type=True)
