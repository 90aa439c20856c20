"""The desk's pictures: list, upload, alt text and credit, focal point."""

from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.desk_menu import STAFF, add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.http import page_number
from blueprints.media import library
from blueprints.media.forms import PictureForm, WordsForm
from blueprints.media.images import crop_picture
from blueprints.media.models import Picture
from blueprints.media.routes.blueprints import desk
from blueprints.media.uploads import (
    MOST_BYTES_OF_PICTURES,
    MOST_FILES,
    KeptPicture,
    Refused,
    answer_json,
    errors_of,
    keep_picture,
    sent_files,
    takes_files,
    wants_json,
)
from blueprints.media.usage import uses_of

Answer = str | AnyResponse | tuple[str, int]
add_to_menu("media_desk.pictures", _l("Pictures"), *STAFF, place=20)


@dataclass(frozen=True)
class Taken:
    """An uploaded picture: its row, whether it existed before, a remark about it."""

    picture: Picture
    was_known: bool
    remark: str


def as_json(picture: Picture, is_known: bool = False, remark: str = "") -> dict[str, Any]:
    """Return a picture as JSON for scripts; `is_known`: it existed before the upload."""
    return {
        "id": picture.id,
        "hash": picture.hash,
        "src": f"/media/{picture.file(640, 'jpg')}",
        "thumbnail": f"/media/{picture.cropped().file(320, 'jpg')}",
        "width": picture.width,
        "height": picture.height,
        "alternative_text": picture.alternative_text,
        "caption": picture.caption,
        "credit": picture.credit,
        "is_decorative": picture.is_decorative,
        "filename": picture.filename,
        "focus_x": picture.focus_x,
        "focus_y": picture.focus_y,
        "is_known": is_known,
        "remark": remark,
        "may_change": library.may_change(picture, me()),
    }


@desk.get("/pictures/")
def pictures() -> Answer:
    """List the pictures, newest first; ?q= searches them."""
    page, search = page_number(), request.args.get("q", "")
    found = library.find_pictures(search, page)
    if wants_json():
        shown = [as_json(picture) for picture in found[: library.PAGE_SIZE]]
        return answer_json(200, pictures=shown, next_page=library.next_page(found, page))
    return _list(found, page, search)


def _list(found: list[Picture], page: int = 1, search: str = "", **values: Any) -> str:
    return render_template(
        "media/desk/pictures.html",
        pictures=found[: library.PAGE_SIZE],
        page=page,
        next_page=library.next_page(found, page),
        search=search,
        may_change=library.may_change,
        **values,
    )


@desk.post("/pictures/")
@takes_files(MOST_BYTES_OF_PICTURES)
def upload_pictures() -> Answer:
    """Upload pictures, each by itself: a wrong one does not keep others out."""
    form = WordsForm()
    form.validate()
    files = sent_files()
    kept = [keep_picture(file) for file in files[:MOST_FILES]]
    refused = [one for one in kept if isinstance(one, Refused)] + _left_over(files)
    taken = _add([one for one in kept if isinstance(one, KeptPicture)], form)
    return _answer_upload(taken, refused, form)


def _left_over(files: list[Any]) -> list[Refused]:
    if not files:
        return [Refused("", _("Choose a picture to upload."))]
    count = len(files) - MOST_FILES
    if count <= 0:
        return []
    words = (
        "%(num)s picture wasn’t uploaded. You can upload up to 30 at a time.",
        "%(num)s pictures weren’t uploaded. You can upload up to 30 at a time.",
    )
    return [Refused("", ngettext(*words, count))]


def _add(kept: list[KeptPicture], form: WordsForm) -> list[Taken]:
    """Write the rows of these pictures, in one transaction."""
    begin_write()
    taken = []
    for one in kept:
        known = library.find_kept(Picture, one.stored.hash)
        picture = known or library.add_picture(one.stored, one.crop, one.filename, me())
        if known is None:
            form.write_words(picture)
        taken.append(Taken(picture, known is not None, "" if known else one.remark()))
        db.session.flush()
    db.session.commit()
    return taken


def _answer_upload(taken: list[Taken], refused: list[Refused], form: WordsForm) -> Answer:
    is_busy = not taken and any(one.is_busy for one in refused)
    status = 201 if taken else 503 if is_busy else 422
    errors = errors_of(form)
    if wants_json():
        return answer_json(
            status,
            pictures=[as_json(one.picture, one.was_known, one.remark) for one in taken],
            refused=[{"filename": one.filename, "error": one.error} for one in refused],
            errors=errors,
        )
    if not refused and not errors:
        return _after_upload(taken)
    found = library.find_pictures("", 1)
    remarks = [one.remark for one in taken if one.remark]
    page = _list(found, refused=refused, errors=errors, count=len(taken), remarks=remarks)
    return page, 503 if is_busy else 422


def _after_upload(taken: list[Taken]) -> AnyResponse:
    known = sum(one.was_known for one in taken)
    if len(taken) > known:
        words = "%(num)s picture uploaded.", "%(num)s pictures uploaded."
        flash(ngettext(*words, len(taken) - known))
    if known:
        words = (
            "%(num)s picture was already in the library.",
            "%(num)s pictures were already in the library.",
        )
        flash(ngettext(*words, known))
    for one in taken:
        if one.remark:
            flash(one.remark)
    single = taken[0].picture if len(taken) == 1 else None
    if single and library.may_change(single, me()):
        return redirect(url_for("media_desk.picture", number=single.id), 303)
    return redirect(url_for("media_desk.pictures"), 303)


@desk.get("/pictures/<number>")
def picture(number: str) -> Answer:
    """Show one picture: its texts, its focal point, where it is used."""
    found = library.own_or_404(Picture, me(), number)
    if wants_json():
        return answer_json(200, picture=as_json(found))
    return _page(found, PictureForm.of(found))


def _page(found: Picture, form: PictureForm, error: str = "") -> str:
    uses = uses_of(found, me())
    return render_template(
        "media/desk/picture.html", picture=found, form=form, uses=uses, error=error
    )


@desk.post("/pictures/<number>")
def change_picture(number: str) -> Answer:
    """Save the texts of a picture; a new focal point makes a new crop."""
    found = library.own_or_404(Picture, me(), number)
    form = PictureForm.of(found)
    if not form.validate():
        if wants_json():
            return answer_json(422, errors=errors_of(form))
        return _page(found, form), 422
    crop = _crop_for(found, form.focus())
    begin_write()
    found = library.own_or_404(Picture, me(), number)
    form.write_words(found)
    before, found.crop = found.crop, crop
    found.focus_x, found.focus_y = form.focus()
    db.session.commit()
    library.drop_unneeded(before)
    if wants_json():
        return answer_json(200, picture=as_json(found))
    flash(_("Picture saved."))
    return redirect(url_for("media_desk.picture", number=number), 303)


def _crop_for(found: Picture, focus: tuple[float, float]) -> str:
    """Return the hash of the picture's crop around `focus`; the present one if that fails."""
    if found.crop and focus == (found.focus_x, found.focus_y):
        return found.crop
    try:
        return crop_picture(found.hash, focus, library.folder())
    except OSError:  # its files are gone, but its texts can still be saved
        return found.crop


@desk.delete("/pictures/<number>")
def delete_picture(number: str) -> Answer:
    """Delete a picture from the library, if it is used nowhere."""
    begin_write()
    found = library.own_or_404(Picture, me(), number)
    if uses_of(found, me()):
        words = _("This picture is in use. Remove it from the places listed below, then delete it.")
        if wants_json():
            return answer_json(409, errors={"": words})
        return _page(found, PictureForm.of(found), words), 409
    keys = found.hash, found.crop
    db.session.delete(found)
    db.session.commit()
    library.drop_unneeded(*keys)
    if wants_json():
        return Response(status=204)
    flash(_("Picture deleted."))
    return redirect(url_for("media_desk.pictures"), 303)
