"""titles at desk

The index that the desk's list of stories reads has their headlines, so that it sorts by them.

Revision ID: e25d90b7c183
Revises: a41c7be02d19
Create Date: 2026-11-28 22:40:00

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = 'e25d90b7c183'
down_revision = 'a41c7be02d19'
branch_labels = None
depends_on = None

COLUMNS = ['changed_at', 'id', 'publish_at', 'withdrawn_at', 'handed_in_at', 'owner_id', 'byline']


def upgrade():
    op.drop_index('story_at_desk', 'story')
    op.create_index('story_at_desk', 'story', [*COLUMNS, 'headline'])


def downgrade():
    op.drop_index('story_at_desk', 'story')
    op.create_index('story_at_desk', 'story', COLUMNS)
