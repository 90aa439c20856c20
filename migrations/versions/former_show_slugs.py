"""former show slugs

Revision ID: 2e6c0f7a91b4
Revises: 5c201cd924c5
Create Date: 2026-11-29 18:30:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '2e6c0f7a91b4'
down_revision = '5c201cd924c5'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('former_show_slug',
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('show_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['show_id'], ['show.id'], name=op.f('fk_former_show_slug_show_id_show'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_former_show_slug'))
    )
    op.create_index(op.f('ix_former_show_slug_show_id'), 'former_show_slug', ['show_id'], unique=False)


def downgrade():
    op.drop_index(op.f('ix_former_show_slug_show_id'), table_name='former_show_slug')
    op.drop_table('former_show_slug')
