"""Small pictures, sent to the desk as a form or a script sends them."""

import io

from PIL import Image, ImageDraw
from sqlalchemy import select

from blueprints.core.extensions import db

JSON = {"Accept": "application/json"}
PICTURES, CLIPS = "/desk/pictures/", "/desk/clips/"


def drawn(colour="teal", size=(60, 40), form="PNG", **options):
    """The bytes of a small picture: red in its upper left."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 3, size[1] // 3), "red")
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def files(*sent):
    """A form's field `file` with (bytes, name) each."""
    return [(io.BytesIO(data), name) for data, name in sent]


def send(client, *sent, **words):
    """Send pictures as a script does; return (status, JSON)."""
    answer = client.post(PICTURES, data={"file": files(*sent), **words}, headers=JSON)
    return answer.status_code, answer.json


def send_one(client, colour="teal", **words):
    """Send one picture, which is taken; return what is said of it."""
    status, said = send(client, (drawn(colour), f"{colour}.png"), **words)
    assert status == 201
    return said["pictures"][0]


def rows(app, model):
    """Every row of `model`, read anew."""
    with app.app_context():
        return list(db.session.scalars(select(model).order_by(model.id)))


def check_in_use(editor, one, words):
    """Check that a picture's page says `words` of its use, and that it cannot be deleted."""
    page = editor.get(f"{PICTURES}{one['id']}").text
    assert words in page
    assert "Delete picture" not in page
    refused = editor.post(f"{PICTURES}{one['id']}?_method=delete")
    assert refused.status_code == 409
    assert "This picture is in use." in refused.text
    assert editor.get(one["src"]).status_code == 200
