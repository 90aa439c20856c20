"""studio

The DJs' console: MPD's queue and library, rows of the log by hand, ledgers, crates, practice.

Revision ID: 7d1c40e9ab35
Revises: f4e2a7c81b96
Create Date: 2026-11-29 06:10:20.483614

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '7d1c40e9ab35'
down_revision = 'f4e2a7c81b96'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('jingle_slot',
    sa.Column('key', sa.String(length=1), nullable=False),
    sa.Column('file', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_jingle_slot'))
    )
    op.create_table('library_state',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('db_update', sa.Integer(), nullable=False),
    sa.Column('kinds', sa.Text(), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint('id = 1', name=op.f('ck_library_state_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_library_state'))
    )
    op.create_table('mpd_state',
    sa.Column('studio', sa.String(length=10), nullable=False),
    sa.Column('tag', sa.String(length=60), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('etag', sa.String(length=40), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=True),
    sa.Column('listeners', sa.Integer(), nullable=True),
    sa.Column('stop_after', sa.JSON(), nullable=True),
    sa.PrimaryKeyConstraint('studio', name=op.f('pk_mpd_state'))
    )
    op.create_table('practice_play',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=10), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('artist', sa.String(length=300), nullable=False),
    sa.Column('album', sa.String(length=300), nullable=False),
    sa.Column('label', sa.String(length=300), server_default='', nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('file', sa.Text(), nullable=False),
    sa.Column('duration', sa.Float(), nullable=True),
    sa.Column('started_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.Column('ends_by', sa.DateTime(), nullable=True),
    sa.Column('how', sa.String(length=10), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_play'))
    )
    with op.batch_alter_table('practice_play', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_play_started_at'), ['started_at'], unique=False)

    op.create_table('track',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file', sa.Text(), nullable=False),
    sa.Column('folder', sa.Text(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('artist', sa.String(length=300), nullable=False),
    sa.Column('artist_key', sa.String(length=300), nullable=False),
    sa.Column('album', sa.String(length=300), nullable=False),
    sa.Column('album_artist', sa.String(length=300), nullable=False),
    sa.Column('genre', sa.String(length=300), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('duration', sa.Float(), nullable=True),
    sa.Column('search', sa.Text(), nullable=False),
    sa.Column('modified_at', sa.DateTime(), nullable=True),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.Column('is_gone', sa.Boolean(), nullable=False),
    sa.Column('tags_read_at', sa.DateTime(), nullable=True),
    sa.Column('label', sa.String(length=300), nullable=False),
    sa.Column('isrc', sa.String(length=20), nullable=False),
    sa.Column('explicit', sa.Boolean(), nullable=True),
    sa.Column('rotation', sa.String(length=6), nullable=False),
    sa.Column('local', sa.Boolean(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_track')),
    sa.UniqueConstraint('file', name=op.f('uq_track_file'))
    )
    with op.batch_alter_table('track', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_track_added_at'), ['added_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_track_album'), ['album'], unique=False)
        batch_op.create_index('track_by_artist', ['artist_key', 'album'], unique=False)
        batch_op.create_index(batch_op.f('ix_track_folder'), ['folder'], unique=False)

    op.create_table('crate_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('artist', sa.String(length=300), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('album', sa.String(length=300), nullable=False),
    sa.Column('label', sa.String(length=300), nullable=False),
    sa.Column('duration', sa.Float(), nullable=True),
    sa.Column('played_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_crate_item_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_crate_item'))
    )
    with op.batch_alter_table('crate_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_crate_item_user_id'), ['user_id'], unique=False)

    op.create_table('log_edit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('play_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('who', sa.String(length=200), nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('after', sa.JSON(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['play_id'], ['play.id'], name=op.f('fk_log_edit_play_id_play'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_log_edit_user_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_edit'))
    )
    with op.batch_alter_table('log_edit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_log_edit_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_log_edit_play_id'), ['play_id'], unique=False)

    op.create_table('practice_task',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('task', sa.String(length=20), nullable=False),
    sa.Column('done_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_practice_task_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'task', name=op.f('pk_practice_task'))
    )
    op.create_table('queue_edit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('studio', sa.String(length=10), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('who', sa.String(length=200), nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('after', sa.JSON(), nullable=True),
    sa.Column('epoch', sa.Float(), nullable=False),
    sa.Column('tag', sa.String(length=60), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('undoes_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['undoes_id'], ['queue_edit.id'], name=op.f('fk_queue_edit_undoes_id_queue_edit'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_queue_edit_user_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_queue_edit')),
    sa.UniqueConstraint('undoes_id', name=op.f('uq_queue_edit_undoes_id'))
    )
    with op.batch_alter_table('queue_edit', schema=None) as batch_op:
        batch_op.create_index('queue_edit_of_studio', ['studio', 'id'], unique=False)

    op.create_table('studio_desk',
    sa.Column('studio', sa.String(length=10), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('taken_at', sa.DateTime(), nullable=True),
    sa.Column('active_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_studio_desk_user_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('studio', name=op.f('pk_studio_desk'))
    )
    op.create_table('studio_presence',
    sa.Column('studio', sa.String(length=10), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('seen_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_studio_presence_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('studio', 'user_id', name=op.f('pk_studio_presence'))
    )
    op.create_table('studio_upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('ending', sa.String(length=5), nullable=False),
    sa.Column('duration', sa.Float(), nullable=False),
    sa.Column('tags', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_studio_upload_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_studio_upload'))
    )
    with op.batch_alter_table('studio_upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_studio_upload_user_id'), ['user_id'], unique=False)

    with op.batch_alter_table('play', schema=None) as batch_op:
        batch_op.add_column(sa.Column('label', sa.String(length=300), server_default='', nullable=False))
        batch_op.add_column(sa.Column('note', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('ends_by', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('last_called', sa.Text(), nullable=True))
        batch_op.create_index('play_by_source', ['source', 'started_at'], unique=False)
        batch_op.create_index('play_open', ['started_at'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index('play_of_file', ['file', 'started_at'], unique=False)

    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.add_column(sa.Column('manual_until', sa.DateTime(), nullable=True))


def downgrade():
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.drop_column('manual_until')

    with op.batch_alter_table('play', schema=None) as batch_op:
        batch_op.drop_index('play_of_file')
        batch_op.drop_index('play_open', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('play_by_source')
        batch_op.drop_column('last_called')
        batch_op.drop_column('ends_by')
        batch_op.drop_column('note')
        batch_op.drop_column('label')

    with op.batch_alter_table('studio_upload', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_studio_upload_user_id'))

    op.drop_table('studio_upload')
    op.drop_table('studio_presence')
    op.drop_table('studio_desk')
    with op.batch_alter_table('queue_edit', schema=None) as batch_op:
        batch_op.drop_index('queue_edit_of_studio')

    op.drop_table('queue_edit')
    op.drop_table('practice_task')
    with op.batch_alter_table('log_edit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_log_edit_play_id'))
        batch_op.drop_index(batch_op.f('ix_log_edit_at'))

    op.drop_table('log_edit')
    with op.batch_alter_table('crate_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_crate_item_user_id'))

    op.drop_table('crate_item')
    with op.batch_alter_table('track', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_track_folder'))
        batch_op.drop_index('track_by_artist')
        batch_op.drop_index(batch_op.f('ix_track_album'))
        batch_op.drop_index(batch_op.f('ix_track_added_at'))

    op.drop_table('track')
    with op.batch_alter_table('practice_play', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_practice_play_started_at'))

    op.drop_table('practice_play')
    op.drop_table('mpd_state')
    op.drop_table('library_state')
    op.drop_table('jingle_slot')
