"""plain words

Values that people read, or that a filter in an address names, use the terms of the screen.

Revision ID: 5d1f0c7e9a34
Revises: 7b93a6584258
Create Date: 2026-11-27 14:30:00

"""
import json

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '5d1f0c7e9a34'
down_revision = '7b93a6584258'
branch_labels = None
depends_on = None

VALUES = {
    ('revision', 'act'): {
        'found': 'existing',
        'handed in': 'submitted',
        'taken back': 'returned to draft',
        'withdrawn': 'unpublished',
        'reinstated': 'published again',
        'undone': 'bulk edit undone',
    },
    ('bulk_edit', 'act'): {'withdrawal': 'unpublish'},
    ('comment', 'state'): {'published': 'approved', 'held': 'pending', 'erased': 'deleted'},
    ('comment', 'why'): {'back': 'returned'},
    ('moderation_entry', 'act'): {'erase': 'delete'},
    ('audit_entry', 'act'): {
        'reset asked for': 'password reset requested',
        'invitation withdrawn': 'invitation revoked',
        'codes added': 'authenticator app added',
        'codes removed': 'authenticator app removed',
        'address change asked for': 'email change requested',
        'address changed': 'email changed',
        'notice put up': 'notice shown',
        'notice ended': 'notice removed',
    },
}
FACTORS = {'second factor': 'two-factor authentication'}


def upgrade():
    _rename(VALUES, FACTORS)


def downgrade():
    back = {place: {new: old for old, new in values.items()} for place, values in VALUES.items()}
    _rename(back, {new: old for old, new in FACTORS.items()})


def _rename(places, factors):
    connection = op.get_bind()
    for (table, column), values in places.items():
        rows = sa.table(table, sa.column(column))
        for old, new in values.items():
            changed = rows.update().where(rows.c[column] == old).values({column: new})
            connection.execute(changed)
    _rename_factors(connection, factors)


def _rename_factors(connection, factors):
    entry = sa.table('audit_entry', sa.column('id'), sa.column('details', sa.JSON))
    kept = sa.select(entry.c.id, entry.c.details).where(sa.cast(entry.c.details, sa.Text).like('%factor%'))
    for number, details in connection.execute(kept).all():
        named = json.dumps(details)
        for old, new in factors.items():
            named = named.replace(json.dumps(old), json.dumps(new))
        changed = entry.update().where(entry.c.id == number).values(details=json.loads(named))
        connection.execute(changed)
