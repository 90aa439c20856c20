"""The desk's audio clips: list, upload, titles and transcripts."""

from pathlib import PurePath
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.core.desk_menu import STAFF, add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.http import page_number
from blueprints.media import library
from blueprints.media.audio import StoredSound
from blueprints.media.forms import ClipForm
from blueprints.media.models import Clip
from blueprints.media.routes.blueprints import desk
from blueprints.media.uploads import (
    MOST_BYTES_OF_A_CLIP,
    Refused,
    answer_json,
    errors_of,
    keep_sound,
    name_of,
    sent_files,
    takes_files,
    wants_json,
)
from blueprints.media.usage import uses_of

Answer = str | AnyResponse | tuple[str, int]
add_to_menu("media_desk.clips", _l("Audio clips"), *STAFF, place=25)


def as_json(clip: Clip, is_known: bool = False) -> dict[str, Any]:
    """Return a clip as JSON for scripts; `is_known`: it existed before the upload."""
    return {
        "id": clip.id,
        "src": f"/media/{clip.hash}.{clip.ending}",
        "title": clip.title,
        "seconds": clip.seconds,
        "transcript": clip.transcript,
        "is_known": is_known,
        "may_change": library.may_change(clip, me()),
    }


@desk.get("/clips/")
def clips() -> Answer:
    """List the clips, newest first; ?q= searches them."""
    page, search = page_number(), request.args.get("q", "")
    found = library.find_clips(search, page)
    if wants_json():
        shown = [as_json(clip) for clip in found[: library.PAGE_SIZE]]
        return answer_json(200, clips=shown, next_page=library.next_page(found, page))
    return _list(found, ClipForm(formdata=None), page, search)


def _list(
    found: list[Clip], form: ClipForm, page: int = 1, search: str = "", refused: str = ""
) -> str:
    return render_template(
        "media/desk/clips.html",
        clips=found[: library.PAGE_SIZE],
        form=form,
        page=page,
        next_page=library.next_page(found, page),
        search=search,
        refused=refused,
        may_change=library.may_change,
    )


@desk.post("/clips/")
@takes_files(MOST_BYTES_OF_A_CLIP)
def upload_clip() -> Answer:
    """Upload one clip. Without a title, a script gets the file's name as one."""
    file = next(iter(sent_files()), None)
    form = ClipForm()
    if wants_json() and file and not form.title.data:
        form.title.raw_data = [PurePath(name_of(file)).stem]
        form.title.data = form.title.raw_data[0]
    is_right = form.validate()
    if not file:
        return _refuse(Refused("", _("Choose an audio file to upload.")), form)
    if not is_right:
        return _refuse(Refused(name_of(file), _("Choose this file again.")), form)
    kept = keep_sound(file)
    return _refuse(kept, form) if isinstance(kept, Refused) else _add(kept, form)


def _refuse(refused: Refused, form: ClipForm) -> Answer:
    if wants_json():
        one = {"filename": refused.filename, "error": refused.error}
        return answer_json(422, refused=[one], errors=errors_of(form))
    words = f"{refused.filename}: {refused.error}" if refused.filename else refused.error
    return _list(library.find_clips("", 1), form, refused=words), 422


def _add(stored: StoredSound, form: ClipForm) -> Answer:
    begin_write()
    known = library.find_kept(Clip, stored.hash)
    clip = known or library.add_clip(stored, me())
    if known is None:
        form.write(clip)
    db.session.commit()
    if wants_json():
        return answer_json(201, **as_json(clip, known is not None))
    already = _("This audio clip was already in the library.")
    flash(already if known else _("Audio clip uploaded."))
    if library.may_change(clip, me()):
        return redirect(url_for("media_desk.clip", number=clip.id), 303)
    return redirect(url_for("media_desk.clips"), 303)


@desk.get("/clips/<number>")
def clip(number: str) -> Answer:
    """Show one clip: the player, its texts, and where it is used."""
    found = library.own_or_404(Clip, me(), number)
    return _page(found, ClipForm.of(found))


def _page(found: Clip, form: ClipForm, error: str = "") -> str:
    uses = uses_of(found, me())
    return render_template("media/desk/clip.html", clip=found, form=form, uses=uses, error=error)


@desk.post("/clips/<number>")
def change_clip(number: str) -> Answer:
    """Save the texts of a clip."""
    found = library.own_or_404(Clip, me(), number)
    form = ClipForm.of(found)
    if not form.validate():
        if wants_json():
            return answer_json(422, errors=errors_of(form))
        return _page(found, form), 422
    begin_write()
    found = library.own_or_404(Clip, me(), number)
    form.write(found)
    db.session.commit()
    if wants_json():
        return answer_json(200, **as_json(found))
    flash(_("Audio clip saved."))
    return redirect(url_for("media_desk.clip", number=number), 303)


@desk.delete("/clips/<number>")
def delete_clip(number: str) -> Answer:
    """Delete a clip from the library, if it is used nowhere."""
    begin_write()
    found = library.own_or_404(Clip, me(), number)
    if uses_of(found, me()):
        words = _("This clip is in use. Remove it from the places listed below, then delete it.")
        if wants_json():
            return answer_json(409, errors={"": words})
        return _page(found, ClipForm.of(found), words), 409
    key = found.hash
    db.session.delete(found)
    db.session.commit()
    library.drop_unneeded(key)
    if wants_json():
        return Response(status=204)
    flash(_("Audio clip deleted."))
    return redirect(url_for("media_desk.clips"), 303)
