"""The library: search, what is said of a picture, its focus, where it is used, who may."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import insert, select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import keep_settings
from blueprints.editor.working_copies import WorkingCopy
from blueprints.media.models import Picture
from blueprints.news.models import Story
from blueprints.pages.models import StationPage
from tests.media.library.sent import JSON, PICTURES, drawn, rows, send, send_one

WRONG = {
    "alternative_text": "x" * 501,
    "caption": "x" * 501,
    "credit": "x" * 201,
    "focus_x": "101",
    "focus_y": "-1",
}
WORDS = {"alternative_text": "A gull", "caption": "Gull", "credit": "Ada", "focus_x": "10"}
HOSTILE_WORDS = '"><script>alert(1)</script> \u2028 \x00 مرحبا 𝄞'


def colour_at(client, address, place=(0.5, 0.5)):
    with Image.open(io.BytesIO(client.get(address).data)) as image:
        return image.getpixel((int(image.width * place[0]), int(image.height * place[1])))


def test_a_picture_is_found_by_each_of_its_words(editor):
    send_one(editor, "teal", alternative_text="A grey gull", caption="Low tide", credit="Ada Key")
    send_one(editor, "plum")
    for search in ("gull", "TIDE", "ada", "teal.png", "gull tide"):
        found = editor.get(PICTURES, query_string={"q": search}, headers=JSON).json
        assert [one["filename"] for one in found["pictures"]] == ["teal.png"], search
    for search in ("gull plum", "%", "_", "x" * 5000, "\0"):
        page = editor.get(PICTURES, query_string={"q": search})
        assert page.status_code == 200, search
    assert "No pictures match your search." in editor.get(f"{PICTURES}?q=%25").text


def test_what_is_said_of_a_picture_is_kept_and_shown(editor, app):
    one = send_one(editor)
    assert "No alt text" in editor.get(PICTURES).text
    answer = editor.post(f"{PICTURES}{one['id']}", data=WORDS)
    assert (answer.status_code, answer.location) == (303, f"{PICTURES}{one['id']}")
    assert "Picture saved." in editor.get(answer.location).text
    (row,) = rows(app, Picture)
    assert {name: getattr(row, name) for name in WORDS} == WORDS | {"focus_x": 0.1}
    assert "No alt text" not in editor.get(PICTURES).text


def test_a_decorative_picture_has_no_words_and_is_not_missed(editor, app):
    one = send_one(editor, alternative_text="A gull", is_decorative="y")
    assert (one["alternative_text"], one["is_decorative"]) == ("", True)
    assert "No alt text" not in editor.get(PICTURES).text


def test_a_wrong_form_keeps_everything_and_says_what_is_wrong(editor, app):
    one = send_one(editor)
    answer = editor.post(f"{PICTURES}{one['id']}", data=WRONG)
    assert answer.status_code == 422
    for name, typed in WRONG.items():
        assert typed in answer.text
        assert f'id="{name}-error"' in answer.text
    said = editor.post(f"{PICTURES}{one['id']}", data=WRONG, headers=JSON)
    assert (said.status_code, set(said.json["errors"])) == (422, set(WRONG))
    assert rows(app, Picture)[0].caption == ""


@pytest.mark.parametrize("number", ["9" * 5000, "1e3", "nan", "\0", "٣", "0x1", "1.5"])
def test_a_focus_that_is_no_number_is_refused(editor, number):
    one = send_one(editor)
    answer = editor.post(f"{PICTURES}{one['id']}", data={"focus_x": number})
    assert answer.status_code == 422


def test_words_are_text_everywhere(editor):
    one = send_one(editor, alternative_text=HOSTILE_WORDS, caption=HOSTILE_WORDS)
    for address in (PICTURES, f"{PICTURES}{one['id']}"):
        page = editor.get(address).text
        assert "<script>alert" not in page
        assert "مرحبا 𝄞" in page
        assert "\0" not in page


def test_the_crop_follows_the_focus_and_the_old_one_goes(editor, media):
    wide = Image.new("RGB", (900, 200), "navy")
    wide.paste("white", (0, 0, 300, 200))
    buffer = io.BytesIO()
    wide.save(buffer, "PNG")
    _status, said = send(editor, (buffer.getvalue(), "wide.png"))
    before = said["pictures"][0]
    assert colour_at(editor, before["thumbnail"])[0] < 60
    after = editor.post(
        f"{PICTURES}{before['id']}", data={"focus_x": "5", "focus_y": "50"}, headers=JSON
    ).json["picture"]
    assert colour_at(editor, after["thumbnail"])[0] > 200
    assert editor.get(before["thumbnail"]).status_code == 404
    with Image.open(io.BytesIO(editor.get(after["thumbnail"]).data)) as image:
        assert image.size == (300, 200)


def test_a_wide_pictures_crop_is_as_sharp_as_the_picture(editor, app, media):
    _status, said = send(editor, (drawn(size=(3200, 1000), form="JPEG"), "wide.jpg"))
    one = said["pictures"][0]
    for focus in ("50", "20"):
        editor.post(f"{PICTURES}{one['id']}", data={"focus_x": focus})
        crop = rows(app, Picture)[0].crop
        with Image.open(media / f"{crop}-1440.webp") as image:
            assert image.size == (1440, 960)
    source = f"{one['hash']}-source.jpg"
    assert (media / source).exists()
    assert editor.get(f"/media/{source}").status_code == 404


def test_a_card_shows_the_crop_and_an_older_picture_itself(editor, app, client, publish):
    one = send_one(editor)
    publish("old", picture={"hash": "0" * 20})
    publish("new")
    with app.app_context():
        db.session.scalar(select(Story).where(Story.slug == "new")).lead_picture_id = one["id"]
        db.session.commit()
    page = client.get("/news/").text
    crop = one["thumbnail"].split("/")[-1]
    assert crop in page
    assert f"{'0' * 20}-960.jpg" in page
    assert one["hash"] not in page


def use_in(app, one, where):
    now = clock.now()
    body = f'<p><img src="{one["src"]}"></p>'
    story = Story(slug="used", headline="A used headline", updated_at=now)
    made = {
        "lead": lambda: setattr(story, "lead_picture_id", one["id"]),
        "list": lambda: story.pictures.append(db.session.get(Picture, one["id"])),
        "body": lambda: setattr(story, "body", body),
    }
    with app.app_context():
        if where in made:
            made[where]()
            db.session.add(story)
        elif where == "page":
            page = StationPage(slug="us", title="About us", body=body, updated_at=now)
            db.session.add(page)
        elif where == "logo":
            keep_settings({"logo": {"file": f"{one['hash']}-90.webp", "width": 90, "height": 60}})
        else:
            fields = {"lead_picture": str(one["id"])} if where == "choice" else {"body": body}
            copy = WorkingCopy(user_id=1, key="new-0123456789ab", fields=fields, saved_at=now)
            db.session.add(copy)
        db.session.commit()


USES = {
    "lead": "A used headline", "list": "A used headline", "body": "A used headline",
    "page": "About us", "logo": "logo", "typed": "is editing", "choice": "is editing",
}  # fmt: skip


@pytest.mark.parametrize(("where", "words"), USES.items())
def test_a_picture_that_is_used_says_where_and_stays(editor, app, where, words):
    one = send_one(editor)
    assert "Not used anywhere yet." in editor.get(f"{PICTURES}{one['id']}").text
    use_in(app, one, where)
    page = editor.get(f"{PICTURES}{one['id']}").text
    assert words in page
    assert "Delete picture" not in page
    refused = editor.post(f"{PICTURES}{one['id']}?_method=delete")
    assert refused.status_code == 409
    assert "This picture is in use." in refused.text
    assert editor.get(one["src"]).status_code == 200


def test_an_unused_picture_goes_with_its_files(editor, app, media):
    one = send_one(editor)
    answer = editor.post(f"{PICTURES}{one['id']}?_method=delete")
    assert (answer.status_code, answer.location) == (303, PICTURES)
    assert rows(app, Picture) == []
    assert list(media.iterdir()) == []


def test_a_dj_changes_only_what_they_uploaded(editor, dj, as_staff, app):
    theirs, mine = send_one(editor, "plum"), send_one(dj, "teal")
    page = dj.get(PICTURES).text
    assert f'href="{PICTURES}{mine["id"]}"' in page
    assert f'href="{PICTURES}{theirs["id"]}"' not in page
    for ask in (dj.get, dj.post, dj.delete):
        assert ask(f"{PICTURES}{theirs['id']}").status_code == 404
    assert as_staff("nobody").get(PICTURES).status_code == 403
    assert dj.post(f"{PICTURES}{mine['id']}", data={"caption": "Mine"}).status_code == 303
    assert editor.post(f"{PICTURES}{mine['id']}", data={"caption": "Ours"}).status_code == 303
    use_in(app, mine, "lead")
    assert "A used headline" not in dj.get(f"{PICTURES}{mine['id']}").text
    for number in ("99", "0", "-1", "9" * 30, "x", "1%00"):
        assert editor.get(f"{PICTURES}{number}").status_code == 404


def test_five_thousand_pictures_cost_what_one_page_costs(editor, app, cast, count_queries):
    send_one(editor)
    address = f"{PICTURES}?q=quay"
    with count_queries() as few:
        editor.get(PICTURES)
    now = clock.now()
    with app.app_context():
        usual = {"width": 960, "height": 640, "caption": "quay", "uploaded_by_id": cast["dj"]}
        each = [
            usual | {"hash": f"{n:020x}", "uploaded_at": now - timedelta(minutes=n)}
            for n in range(5000)
        ]
        db.session.execute(insert(Picture), each)
        db.session.commit()
    for where in (PICTURES, address, f"{PICTURES}?page=200"):
        with count_queries() as many:
            assert editor.get(where).status_code == 200
        assert len(many) == len(few) <= 12
    assert editor.get(f"{PICTURES}?page=210").status_code == 200
    said = editor.get(address, headers=JSON).json
    assert (len(said["pictures"]), said["next_page"]) == (24, 2)
    with count_queries() as queries:
        editor.get(f"{PICTURES}1")
    assert len(queries) <= 12
