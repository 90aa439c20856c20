"""open directions

Headlines and names that were stored before marks of direction had to be closed lose these marks.

Revision ID: a41c7be02d19
Revises: c3a91d5e0b72
Create Date: 2026-11-28 22:30:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a41c7be02d19'
down_revision = 'c3a91d5e0b72'
branch_labels = None
depends_on = None

CLOSED_BY = dict.fromkeys('\u202a\u202b\u202d\u202e', '\u202c') | dict.fromkeys('\u2066\u2067\u2068', '\u2069')
MARKS = {**CLOSED_BY, '\u202c': '', '\u2069': ''}
SHOWN = {
    'story': ('headline', 'byline', 'source_name'),
    'station_page': ('title',),
    'tag': ('name',),
    'artist': ('name',),
    'user': ('name',),
    'comment': ('name',),
    'play': ('title', 'artist', 'album'),
}


def upgrade():
    for name, columns in SHOWN.items():
        for column in columns:
            _close(name, column)
    _close_keys('artist', 'id')
    _close_keys('artist_alias', 'key')
    _close_keys('credit', 'play_id', 'key')


def downgrade():
    """Nothing needs the marks."""


def _close(name, column):
    connection = op.get_bind()
    table = sa.table(name, sa.column('id'), sa.column(column))
    text = table.c[column]
    marked = sa.or_(*(text.contains(mark) for mark in CLOSED_BY))
    for number, shown in connection.execute(sa.select(table.c.id, text).where(marked)).all():
        if _is_open(shown):
            closed = ''.join(letter for letter in shown if letter not in MARKS)
            connection.execute(table.update().where(table.c.id == number).values({column: closed}))


def _close_keys(name, *identity):
    """A key is its name's: it loses the same marks, unless another row has the key already."""
    connection = op.get_bind()
    table = sa.table(name, *map(sa.column, {*identity, 'key'}))
    marked = sa.or_(*(table.c.key.contains(mark) for mark in CLOSED_BY))
    for row in connection.execute(sa.select(table).where(marked)).mappings().all():
        closed = ' '.join(''.join(letter for letter in row['key'] if letter not in MARKS).split())
        others = [table.c[column] == row[column] for column in identity if column != 'key']
        same = sa.select(table.c.key).where(table.c.key == closed, *(others if name == 'credit' else []))
        if _is_open(row['key']) and closed and connection.execute(same).first() is None:
            this = [table.c[column] == row[column] for column in identity]
            connection.execute(table.update().where(*this).values(key=closed))


def _is_open(text):
    waiting = []
    for letter in text:
        if letter in CLOSED_BY:
            waiting.append(CLOSED_BY[letter])
        elif waiting and letter == waiting[-1]:
            waiting.pop()
    return bool(waiting)
