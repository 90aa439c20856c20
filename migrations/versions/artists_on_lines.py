"""artists on lines

Unsaved texts name one artist a line: commas, which divided names before, are part of a name now.

Revision ID: c3a91d5e0b72
Revises: 3b7c91f2aa60
Create Date: 2026-11-27 20:10:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c3a91d5e0b72'
down_revision = '3b7c91f2aa60'
branch_labels = None
depends_on = None


def upgrade():
    _divide(',', '\n')


def downgrade():
    _divide('\n', ', ')


def _divide(before, after):
    connection = op.get_bind()
    copy = sa.table('working_copy', sa.column('user_id'), sa.column('key'), sa.column('fields', sa.JSON))
    for user, key, fields in connection.execute(sa.select(copy)).all():
        if before in fields.get('artists', ''):
            names = filter(None, map(str.strip, fields['artists'].split(before)))
            changed = copy.update().where(copy.c.user_id == user, copy.c.key == key)
            kept = fields | {'artists': after.join(names)}
            connection.execute(changed.values(fields=kept))
