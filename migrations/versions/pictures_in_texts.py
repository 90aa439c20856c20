"""pictures in texts

Every picture that a text shows is in the library. The first example stations kept pictures for
which there was no row: a text lost them when it was saved again at the desk.

Revision ID: f4e2a7c81b96
Revises: e25d90b7c183
Create Date: 2026-11-28 23:30:00

"""
from html.parser import HTMLParser
from pathlib import Path
import re

from alembic import op
from flask import current_app
from PIL import Image
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f4e2a7c81b96'
down_revision = 'e25d90b7c183'
branch_labels = None
depends_on = None

SOURCE = re.compile(r'(?:https?://[^/]+)?/media/([0-9a-f]{20})-\d{1,5}\.(?:jpg|webp)')
LARGEST = 100_000  # pixels on a side
PICTURE = sa.table('picture', *map(sa.column, (
    'id', 'hash', 'crop', 'width', 'height', 'alternative_text', 'caption', 'credit',
    'is_decorative', 'filename', 'focus_x', 'focus_y',
)))
STORY = sa.table('story', sa.column('id'), sa.column('body'))
USED = sa.table('story_picture', sa.column('story_id'), sa.column('picture_id'))
PAGE = sa.table('station_page', sa.column('id'), sa.column('body'))
LEDGERS = [sa.table(name, sa.column('fields', sa.JSON))
           for name in ('revision', 'page_revision', 'working_copy')]


def upgrade():
    connection = op.get_bind()
    in_stories = {number: figures_of(body) for number, body in bodies(connection, STORY)}
    known = dict(connection.execute(sa.select(PICTURE.c.hash, PICTURE.c.id)).all())
    crops = set(connection.scalars(sa.select(PICTURE.c.crop)))
    figures = [figure for found in in_stories.values() for figure in found]
    for _, body in bodies(connection, PAGE):
        figures += figures_of(body)
    for ledger in LEDGERS:
        for (fields,) in connection.execute(sa.select(ledger.c.fields).where(names_media(ledger.c.fields))).yield_per(100):
            figures += [one for one in figures_of(str(fields.get('body') or '')) if one['hash'] not in known]
    for figure in figures:
        if figure['hash'] not in known and figure['hash'] not in crops:
            add_picture(connection, figure, known)
    note_uses(connection, in_stories, known)


def downgrade():
    pass  # the pictures stay in the library


def bodies(connection, table):
    query = sa.select(table.c.id, table.c.body).where(names_media(table.c.body))
    return connection.execute(query.order_by(table.c.id)).all()


def names_media(column):
    return sa.cast(column, sa.Text).like('%/media/%')


def add_picture(connection, figure, known):
    """Adds the row of a picture whose files are there."""
    size = figure['size'] or size_of_file(figure['hash'])
    if size is None or not files_of(figure['hash']):
        return
    row = {
        'hash': figure['hash'], 'width': size[0], 'height': size[1], 'crop': '', 'filename': '',
        'alternative_text': figure['words'][:500], 'caption': figure['caption'][:500],
        'credit': figure['credit'][:200], 'is_decorative': figure['is_decorative'],
        'focus_x': 0.5, 'focus_y': 0.5,
    }
    connection.execute(PICTURE.insert().values(row))
    found = sa.select(PICTURE.c.id).where(PICTURE.c.hash == figure['hash'])
    known[figure['hash']] = connection.scalar(found)


def files_of(key):
    return list(Path(current_app.instance_path, 'media').glob(f'{key}-*.jpg'))


def size_of_file(key):
    """The size of the widest file, or None if there is none that can be read."""
    sizes = []
    for path in files_of(key):
        try:
            with Image.open(path, formats=['JPEG']) as image:
                sizes.append(image.size)
        except Exception:  # whatever a broken file makes Pillow raise
            continue
    return max(sizes, default=None)


def note_uses(connection, in_stories, known):
    noted = set(map(tuple, connection.execute(sa.select(USED)).all()))
    uses = {(number, known[figure['hash']]) for number, figures in in_stories.items()
            for figure in figures if figure['hash'] in known}
    rows = [{'story_id': story, 'picture_id': picture} for story, picture in sorted(uses - noted)]
    if rows:
        connection.execute(USED.insert(), rows)


def figures_of(body):
    """The pictures of a text, with what it says of each."""
    reader = Reader()
    reader.feed(body)
    reader.close()
    return reader.found


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.classes, self.first, self.part = [], [], 0, None

    def handle_starttag(self, tag, attrs):
        given = {name: value or '' for name, value in attrs}
        if tag == 'figure':
            self.classes, self.first = given.get('class', '').split(), len(self.found)
        elif tag == 'img' and (source := SOURCE.fullmatch(given.get('src', ''))):
            self.found.append({
                'hash': source[1], 'size': size_in(given), 'words': line(given.get('alt', '')),
                'caption': '', 'credit': '',
                'is_decorative': 'decorative' in self.classes and not line(given.get('alt', '')),
            })
        elif tag == 'figcaption':
            self.part = 'caption'
        elif tag == 'span' and self.part and 'credit' in given.get('class', '').split():
            self.part = 'credit'

    def handle_endtag(self, tag):
        if tag == 'span' and self.part:
            self.part = 'caption'
        elif tag == 'figcaption':
            self.part = None
        elif tag == 'figure':
            self.classes, self.first, self.part = [], len(self.found), None

    def handle_data(self, data):
        for figure in self.found[self.first:] if self.part else ():
            figure[self.part] = line(f'{figure[self.part]} {data}')


def size_in(given):
    sides = [given.get(name, '') for name in ('width', 'height')]
    if all(side.isascii() and side.isdigit() and 0 < int(side[:9]) <= LARGEST for side in sides):
        return tuple(int(side) for side in sides)
    return None


def line(text):
    return ' '.join(text.split())
