"""record

Shows, slots, episodes; senders of plays; charts, quotas, listeners, titles to send, alarms.

Revision ID: 5c201cd924c5
Revises: 7d1c40e9ab35
Create Date: 2026-11-29 13:06:03.070693

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '5c201cd924c5'
down_revision = '7d1c40e9ab35'
branch_labels = None
depends_on = None

IS_SONG = "kind = 'music' AND NOT covered AND source NOT IN ('talk', 'live')"
IS_SONG_OF = "{0}.kind = 'music' AND NOT {0}.covered AND {0}.source NOT IN ('talk', 'live')"
COUNTED = (
    "INSERT INTO song_count (day, songs) SELECT date(NEW.started_at), 1 WHERE "
    + IS_SONG_OF.format("NEW")
    + " ON CONFLICT (day) DO UPDATE SET songs = song_count.songs + 1;"
)
TAKEN = (
    "UPDATE song_count SET songs = songs - 1 WHERE day = date(OLD.started_at) AND "
    + IS_SONG_OF.format("OLD")
    + ";"
)
CHANGED = "UPDATE OF kind, covered, source, started_at"
TRIGGERS = {"INSERT": COUNTED, "DELETE": TAKEN, CHANGED: TAKEN + COUNTED}


def upgrade():
    op.create_table('alarm',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=10), nullable=False),
    sa.Column('details', sa.Text(), nullable=False),
    sa.Column('began_at', sa.DateTime(), nullable=False),
    sa.Column('told_at', sa.DateTime(), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alarm'))
    )
    with op.batch_alter_table('alarm', schema=None) as batch_op:
        batch_op.create_index('alarm_open', ['what', 'ended_at'], unique=False)

    op.create_table('chart',
    sa.Column('period', sa.String(length=5), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('is_final', sa.Boolean(), nullable=False),
    sa.Column('last_edit', sa.Integer(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('period', 'starts_on', name=op.f('pk_chart'))
    )
    op.create_table('chart_entry',
    sa.Column('period', sa.String(length=5), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('of', sa.String(length=6), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=610), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('artist', sa.String(length=300), nullable=False),
    sa.Column('label', sa.String(length=300), nullable=False),
    sa.Column('plays', sa.Integer(), nullable=False),
    sa.Column('before', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('period', 'starts_on', 'of', 'place', name=op.f('pk_chart_entry'))
    )
    op.create_table('listener_count',
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('listeners', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('at', name=op.f('pk_listener_count'))
    )
    op.create_table('quota',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('rule', sa.String(length=10), nullable=False),
    sa.Column('value', sa.String(length=35), nullable=False),
    sa.Column('target', sa.Float(), nullable=True),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quota')),
    sa.UniqueConstraint('name', name=op.f('uq_quota_name'))
    )
    op.create_table('recording',
    sa.Column('artist_key', sa.String(length=300), nullable=False),
    sa.Column('title_key', sa.String(length=300), nullable=False),
    sa.Column('album', sa.String(length=300), nullable=False),
    sa.Column('label', sa.String(length=300), nullable=False),
    sa.Column('isrc', sa.String(length=20), nullable=False),
    sa.Column('composer', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('artist_key', 'title_key', name=op.f('pk_recording'))
    )
    op.create_table('schedule_state',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('episodes_until', sa.DateTime(), nullable=True),
    sa.CheckConstraint('id = 1', name=op.f('ck_schedule_state_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedule_state'))
    )
    op.create_table('title_notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('target', sa.String(length=10), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('failure', sa.String(length=500), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('given_up_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_title_notice'))
    )
    with op.batch_alter_table('title_notice', schema=None) as batch_op:
        batch_op.create_index('title_due', ['target', 'sent_at', 'given_up_at', 'due_at'], unique=False)

    op.create_table('play_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('last_used_at', sa.DateTime(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['user.id'], name=op.f('fk_play_token_made_by_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_play_token')),
    sa.UniqueConstraint('hash', name=op.f('uq_play_token_hash'))
    )
    op.create_table('quota_artist',
    sa.Column('quota_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=300), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['quota_id'], ['quota.id'], name=op.f('fk_quota_artist_quota_id_quota'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('quota_id', 'key', name=op.f('pk_quota_artist'))
    )
    op.create_table('quota_track',
    sa.Column('quota_id', sa.Integer(), nullable=False),
    sa.Column('track_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['quota_id'], ['quota.id'], name=op.f('fk_quota_track_quota_id_quota'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['track_id'], ['track.id'], name=op.f('fk_quota_track_track_id_track'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('quota_id', 'track_id', name=op.f('pk_quota_track'))
    )
    with op.batch_alter_table('quota_track', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quota_track_track_id'), ['track_id'], unique=False)

    op.create_table('presenter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('bio', sa.Text(), nullable=False),
    sa.Column('website', sa.String(length=2000), nullable=False),
    sa.Column('since', sa.Integer(), nullable=True),
    sa.Column('picture_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['picture_id'], ['picture.id'], name=op.f('fk_presenter_picture_id_picture')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_presenter_user_id_user'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presenter'))
    )
    with op.batch_alter_table('presenter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presenter_user_id'), ['user_id'], unique=False)

    op.create_table('show',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('description', sa.String(length=600), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('category', sa.String(length=80), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('since', sa.Integer(), nullable=True),
    sa.Column('picture_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['picture_id'], ['picture.id'], name=op.f('fk_show_picture_id_picture')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_show')),
    sa.UniqueConstraint('slug', name=op.f('uq_show_slug'))
    )
    op.create_table('show_presenter',
    sa.Column('show_id', sa.Integer(), nullable=False),
    sa.Column('presenter_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['presenter_id'], ['presenter.id'], name=op.f('fk_show_presenter_presenter_id_presenter'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['show_id'], ['show.id'], name=op.f('fk_show_presenter_show_id_show'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('show_id', 'presenter_id', name=op.f('pk_show_presenter'))
    )
    with op.batch_alter_table('show_presenter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_show_presenter_presenter_id'), ['presenter_id'], unique=False)

    op.create_table('slot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('show_id', sa.Integer(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('every', sa.Integer(), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=True),
    sa.CheckConstraint('every BETWEEN 1 AND 8', name=op.f('ck_slot_every_few_weeks')),
    sa.CheckConstraint('starts != ends', name=op.f('ck_slot_has_length')),
    sa.ForeignKeyConstraint(['show_id'], ['show.id'], name=op.f('fk_slot_show_id_show'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slot'))
    )
    with op.batch_alter_table('slot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_slot_show_id'), ['show_id'], unique=False)

    op.create_table('episode',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('show_id', sa.Integer(), nullable=True),
    sa.Column('slot_id', sa.Integer(), nullable=True),
    sa.Column('starts_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('one_off', sa.Boolean(), nullable=False),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_episode_ends_after_start')),
    sa.ForeignKeyConstraint(['show_id'], ['show.id'], name=op.f('fk_episode_show_id_show')),
    sa.ForeignKeyConstraint(['slot_id'], ['slot.id'], name=op.f('fk_episode_slot_id_slot'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_episode'))
    )
    with op.batch_alter_table('episode', schema=None) as batch_op:
        batch_op.create_index('episode_by_time', ['starts_at', 'ends_at'], unique=False)
        batch_op.create_index('episode_of_show', ['show_id', 'starts_at'], unique=True)
        batch_op.create_index(batch_op.f('ix_episode_ends_at'), ['ends_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_episode_slot_id'), ['slot_id'], unique=False)

    op.create_table('schedule_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('show_id', sa.Integer(), nullable=False),
    sa.Column('slot_id', sa.Integer(), nullable=True),
    sa.Column('what', sa.String(length=10), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=True),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('starts', sa.Time(), nullable=True),
    sa.Column('ends', sa.Time(), nullable=True),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['show_id'], ['show.id'], name=op.f('fk_schedule_change_show_id_show'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['slot_id'], ['slot.id'], name=op.f('fk_schedule_change_slot_id_slot'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schedule_change'))
    )
    with op.batch_alter_table('schedule_change', schema=None) as batch_op:
        batch_op.create_index('change_of_slot', ['slot_id', 'on_day'], unique=True)
        batch_op.create_index(batch_op.f('ix_schedule_change_day'), ['day'], unique=False)
        batch_op.create_index(batch_op.f('ix_schedule_change_show_id'), ['show_id'], unique=False)

    op.create_table('episode_story',
    sa.Column('episode_id', sa.Integer(), nullable=False),
    sa.Column('story_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('last_edit', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['episode_id'], ['episode.id'], name=op.f('fk_episode_story_episode_id_episode'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_episode_story_story_id_story'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('episode_id', name=op.f('pk_episode_story')),
    sa.UniqueConstraint('story_id', name=op.f('uq_episode_story_story_id'))
    )
    with op.batch_alter_table('play', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sent_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('sender_id', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('isrc', sa.String(length=20), server_default='', nullable=False))
        batch_op.add_column(sa.Column('composer', sa.String(length=300), server_default='', nullable=False))
        batch_op.add_column(sa.Column('genre', sa.String(length=100), server_default='', nullable=False))
        batch_op.create_index('play_posted_once', ['sent_by', 'sender_id'], unique=True)

    op.create_index('play_songs', 'play', ['started_at', 'id'], sqlite_where=sa.text(IS_SONG), postgresql_where=sa.text(IS_SONG))
    op.create_table('song_count',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('songs', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_song_count'))
    )
    op.execute(f"INSERT INTO song_count SELECT date(started_at), count(*) FROM play WHERE {IS_SONG} GROUP BY 1")
    keep_song_count()


def keep_song_count():
    """Make the triggers that keep song_count. One that rebuilds the table of plays loses them."""
    for event, action in TRIGGERS.items():
        name = f"song_count_{event.split()[0].lower()}"
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"CREATE TRIGGER {name} AFTER {event} ON play BEGIN {action} END")
            continue
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                   f"$$ BEGIN {action} RETURN NULL; END $$")
        op.execute(f"CREATE TRIGGER {name} AFTER {event} ON play"
                   f" FOR EACH ROW EXECUTE FUNCTION {name}()")


def forget_song_count():
    """Drop the triggers, the table and the index of songs."""
    for event in TRIGGERS:
        name = f"song_count_{event.split()[0].lower()}"
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP FUNCTION {name} CASCADE")
    op.drop_table('song_count')
    op.drop_index('play_songs', table_name='play')



def downgrade():
    forget_song_count()
    with op.batch_alter_table('play', schema=None) as batch_op:
        batch_op.drop_index('play_posted_once')
        batch_op.drop_column('genre')
        batch_op.drop_column('composer')
        batch_op.drop_column('isrc')
        batch_op.drop_column('sender_id')
        batch_op.drop_column('sent_by')

    op.drop_table('episode_story')
    with op.batch_alter_table('schedule_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_schedule_change_show_id'))
        batch_op.drop_index(batch_op.f('ix_schedule_change_day'))
        batch_op.drop_index('change_of_slot')

    op.drop_table('schedule_change')
    with op.batch_alter_table('episode', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_episode_slot_id'))
        batch_op.drop_index(batch_op.f('ix_episode_ends_at'))
        batch_op.drop_index('episode_of_show')
        batch_op.drop_index('episode_by_time')

    op.drop_table('episode')
    with op.batch_alter_table('slot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_slot_show_id'))

    op.drop_table('slot')
    with op.batch_alter_table('show_presenter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_show_presenter_presenter_id'))

    op.drop_table('show_presenter')
    op.drop_table('show')
    with op.batch_alter_table('presenter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_presenter_user_id'))

    op.drop_table('presenter')
    with op.batch_alter_table('quota_track', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quota_track_track_id'))

    op.drop_table('quota_track')
    op.drop_table('quota_artist')
    op.drop_table('play_token')
    with op.batch_alter_table('title_notice', schema=None) as batch_op:
        batch_op.drop_index('title_due')

    op.drop_table('title_notice')
    op.drop_table('schedule_state')
    op.drop_table('recording')
    op.drop_table('quota')
    op.drop_table('listener_count')
    op.drop_table('chart_entry')
    op.drop_table('chart')
    with op.batch_alter_table('alarm', schema=None) as batch_op:
        batch_op.drop_index('alarm_open')

    op.drop_table('alarm')
