"""page history

The ledger of the saves of the station's pages, and their former addresses.

Revision ID: 3b7c91f2aa60
Revises: 8e42b6d1c7f0
Create Date: 2026-11-27 18:30:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '3b7c91f2aa60'
down_revision = '8e42b6d1c7f0'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('page_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(length=20), nullable=False),
    sa.Column('by', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['page_id'], ['station_page.id'], name=op.f('fk_page_revision_page_id_station_page'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_revision'))
    )
    op.create_index('revision_of_page', 'page_revision', ['page_id', 'number'], unique=True)
    op.create_table('former_page',
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['page_id'], ['station_page.id'], name=op.f('fk_former_page_page_id_station_page'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_former_page'))
    )
    op.create_index(op.f('ix_former_page_page_id'), 'former_page', ['page_id'], unique=False)


def downgrade():
    op.drop_table('former_page')
    op.drop_table('page_revision')
