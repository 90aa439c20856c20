"""wire and conversation

Subscriptions to feeds and their entries; reports, notices and digests of comments, blocked writers;
messages to the studio.

Revision ID: 8a41d3c7f026
Revises: 2e6c0f7a91b4
Create Date: 2026-11-29 21:33:49.950321

"""
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '8a41d3c7f026'
down_revision = '2e6c0f7a91b4'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('blocked_writer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=True),
    sa.Column('comment_id', sa.Integer(), nullable=True),
    sa.Column('by', sa.String(length=200), nullable=False),
    sa.Column('why', sa.String(length=500), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blocked_writer')),
    sa.UniqueConstraint('key', name=op.f('uq_blocked_writer_key'))
    )
    op.create_table('comment_digest',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('is_on', sa.Boolean(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_comment_digest_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_comment_digest'))
    )
    op.create_table('studio_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('why', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=245), nullable=False),
    sa.Column('email', sa.String(length=100), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('address_hash', sa.String(length=64), nullable=True),
    sa.Column('network_hash', sa.String(length=64), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('thanked_at', sa.DateTime(), nullable=True),
    sa.Column('thanked_by', sa.String(length=200), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=True),
    sa.Column('read_play_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['read_play_id'], ['play.id'], name=op.f('fk_studio_message_read_play_id_play'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_studio_message')),
    sa.UniqueConstraint('fingerprint', name=op.f('uq_studio_message_fingerprint')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('studio_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_studio_message_read_play_id'), ['read_play_id'], unique=False)
        batch_op.create_index('studio_message_by_address', ['address_hash', 'created_at'], unique=False)
        batch_op.create_index('studio_message_by_email', ['email', 'created_at'], unique=False)
        batch_op.create_index('studio_message_newest', ['state', 'id'], unique=False)

    op.create_table('wire_source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('url_key', sa.String(length=64), nullable=False),
    sa.Column('host', sa.String(length=255), nullable=False),
    sa.Column('site_url', sa.String(length=2000), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('interval', sa.Integer(), nullable=False),
    sa.Column('tags', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('rights', sa.String(length=10), nullable=False),
    sa.Column('licence', sa.String(length=300), nullable=False),
    sa.Column('mode', sa.String(length=10), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('paused_at', sa.DateTime(), nullable=True),
    sa.Column('gone_at', sa.DateTime(), nullable=True),
    sa.Column('next_at', sa.DateTime(), nullable=False),
    sa.Column('lease_until', sa.DateTime(), nullable=True),
    sa.Column('etag', sa.String(length=500), nullable=False),
    sa.Column('last_modified', sa.String(length=100), nullable=False),
    sa.Column('body_hash', sa.String(length=64), nullable=False),
    sa.Column('fetched_at', sa.DateTime(), nullable=True),
    sa.Column('succeeded_at', sa.DateTime(), nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('fault', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['user.id'], name=op.f('fk_wire_source_created_by_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wire_source')),
    sa.UniqueConstraint('url_key', name=op.f('uq_wire_source_url_key'))
    )
    with op.batch_alter_table('wire_source', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wire_source_host'), ['host'], unique=False)
        batch_op.create_index('wire_source_due', ['next_at'], unique=False)

    op.create_table('wire_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('text', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['wire_source.id'], name=op.f('fk_wire_event_source_id_wire_source'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wire_event'))
    )
    with op.batch_alter_table('wire_event', schema=None) as batch_op:
        batch_op.create_index('wire_event_of_source', ['source_id', 'id'], unique=False)

    op.create_table('wire_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('guid_key', sa.String(length=64), nullable=False),
    sa.Column('url_key', sa.String(length=64), nullable=False),
    sa.Column('content_key', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('headline', sa.String(length=300), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('author', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=True),
    sa.Column('first_seen_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('tags', sa.JSON(), nullable=False),
    sa.Column('pictures', sa.JSON(), nullable=False),
    sa.Column('read_more', sa.JSON(), nullable=False),
    sa.Column('remarks', sa.JSON(), nullable=False),
    sa.Column('update', sa.JSON(), nullable=True),
    sa.Column('update_at', sa.DateTime(), nullable=True),
    sa.Column('story_id', sa.Integer(), nullable=True),
    sa.Column('decided_by', sa.String(length=200), nullable=False),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['source_id'], ['wire_source.id'], name=op.f('fk_wire_entry_source_id_wire_source'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_wire_entry_story_id_story'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wire_entry')),
    sa.UniqueConstraint('source_id', 'guid_key', name='uq_wire_entry_guid')
    )
    with op.batch_alter_table('wire_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wire_entry_content_key'), ['content_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_wire_entry_story_id'), ['story_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_wire_entry_url_key'), ['url_key'], unique=False)
        batch_op.create_index('wire_entry_in_state', ['state', 'published_at', 'id'], unique=False)
        batch_op.create_index('wire_entry_of_source', ['source_id', 'state'], unique=False)

    op.create_table('answer_notice',
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_answer_notice_comment_id_comment'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_answer_notice'))
    )
    op.create_table('comment_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('name', sa.String(length=245), nullable=False),
    sa.Column('email', sa.String(length=100), nullable=False),
    sa.Column('address_hash', sa.String(length=64), nullable=True),
    sa.Column('network_hash', sa.String(length=64), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_by', sa.String(length=200), nullable=False),
    sa.Column('decision', sa.String(length=10), nullable=False),
    sa.Column('mail_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_comment_report_comment_id_comment'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment_report'))
    )
    with op.batch_alter_table('comment_report', schema=None) as batch_op:
        batch_op.create_index('comment_report_by_address', ['address_hash', 'created_at'], unique=False)
        batch_op.create_index('comment_report_open', ['decided_at', 'comment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_report_comment_id'), ['comment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_report_email'), ['email'], unique=False)

    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('reviewed_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('edited_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('edited_by', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('by_station', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('user_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('read_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('read_play_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('told_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('answers_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_comment_answers_id'), ['answers_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_comment_answers_id_comment'), 'comment', ['answers_id'], ['id'], ondelete='SET NULL')
        batch_op.create_index('comment_of_writer', ['email', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_read_play_id'), ['read_play_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_user_id'), ['user_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_comment_user_id_user'), 'user', ['user_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_comment_read_play_id_play'), 'play', ['read_play_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('moderation_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('story_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('why', sa.String(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('before', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('batch', sa.String(length=32), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('undoes_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('mail_id', sa.Integer(), nullable=True))
        batch_op.alter_column('comment_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_moderation_entry_batch'), ['batch'], unique=False)
        batch_op.create_index(batch_op.f('ix_moderation_entry_story_id'), ['story_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_moderation_entry_undoes_id'), ['undoes_id'])

    with op.batch_alter_table('outgoing_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=20), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('unsubscribe_url', sa.String(length=500), nullable=False, server_default=''))
    op.execute(
        'UPDATE comment SET reviewed_at = (SELECT max(entry.at) FROM moderation_entry AS entry'
        ' WHERE entry.comment_id = comment.id)'
    )
    op.execute('UPDATE comment SET answers_id = parent_id')


def downgrade():
    op.execute("DELETE FROM moderation_entry WHERE comment_id IS NULL")
    op.execute("UPDATE comment SET state = 'spam' WHERE state = 'rejected'")
    with op.batch_alter_table('outgoing_mail', schema=None) as batch_op:
        batch_op.drop_column('unsubscribe_url')
        batch_op.drop_column('kind')

    with op.batch_alter_table('moderation_entry', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_moderation_entry_undoes_id'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_moderation_entry_story_id'))
        batch_op.drop_index(batch_op.f('ix_moderation_entry_batch'))
        batch_op.alter_column('comment_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('mail_id')
        batch_op.drop_column('undoes_id')
        batch_op.drop_column('batch')
        batch_op.drop_column('before')
        batch_op.drop_column('why')
        batch_op.drop_column('story_id')

    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_comment_read_play_id_play'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_comment_user_id_user'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_comment_user_id'))
        batch_op.drop_index(batch_op.f('ix_comment_read_play_id'))
        batch_op.drop_index('comment_of_writer')
        batch_op.drop_constraint(batch_op.f('fk_comment_answers_id_comment'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_comment_answers_id'))
        batch_op.drop_column('answers_id')
        batch_op.drop_column('told_at')
        batch_op.drop_column('read_play_id')
        batch_op.drop_column('read_at')
        batch_op.drop_column('user_id')
        batch_op.drop_column('by_station')
        batch_op.drop_column('edited_by')
        batch_op.drop_column('edited_at')
        batch_op.drop_column('reviewed_at')
        batch_op.drop_column('version')

    with op.batch_alter_table('comment_report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comment_report_email'))
        batch_op.drop_index(batch_op.f('ix_comment_report_comment_id'))
        batch_op.drop_index('comment_report_open')
        batch_op.drop_index('comment_report_by_address')

    op.drop_table('comment_report')
    op.drop_table('answer_notice')
    with op.batch_alter_table('wire_entry', schema=None) as batch_op:
        batch_op.drop_index('wire_entry_of_source')
        batch_op.drop_index('wire_entry_in_state')
        batch_op.drop_index(batch_op.f('ix_wire_entry_url_key'))
        batch_op.drop_index(batch_op.f('ix_wire_entry_story_id'))
        batch_op.drop_index(batch_op.f('ix_wire_entry_content_key'))

    op.drop_table('wire_entry')
    with op.batch_alter_table('wire_event', schema=None) as batch_op:
        batch_op.drop_index('wire_event_of_source')

    op.drop_table('wire_event')
    with op.batch_alter_table('wire_source', schema=None) as batch_op:
        batch_op.drop_index('wire_source_due')
        batch_op.drop_index(batch_op.f('ix_wire_source_host'))

    op.drop_table('wire_source')
    with op.batch_alter_table('studio_message', schema=None) as batch_op:
        batch_op.drop_index('studio_message_newest')
        batch_op.drop_index('studio_message_by_email')
        batch_op.drop_index('studio_message_by_address')
        batch_op.drop_index(batch_op.f('ix_studio_message_read_play_id'))

    op.drop_table('studio_message')
    op.drop_table('comment_digest')
    op.drop_table('blocked_writer')
