"""form keys

A story is made once from each form, however often it is sent.

Revision ID: 8e42b6d1c7f0
Revises: 5d1f0c7e9a34
Create Date: 2026-11-27 18:15:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '8e42b6d1c7f0'
down_revision = '5d1f0c7e9a34'
branch_labels = None
depends_on = None


# Not in a batch: SQLite's would make the table anew, and its triggers (search) would be lost.


def upgrade():
    op.add_column('story', sa.Column('form_key', sa.String(length=40), nullable=True))
    op.create_index('story_form_key', 'story', ['owner_id', 'form_key'], unique=True)


def downgrade():
    op.drop_index('story_form_key', 'story')
    op.drop_column('story', 'form_key')
