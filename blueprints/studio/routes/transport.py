"""The transport: play, pause, skip, stop, stop after this track, volume, crossfade."""

from blueprints.accounts.access import me
from blueprints.player.queue_state import Body
from blueprints.studio import stop_after, transport
from blueprints.studio.refusals import not_there
from blueprints.studio.routes.answers import edit, number, number_or_none, sent
from blueprints.studio.routes.blueprints import console
from blueprints.studio.routes.queue import mine

VERBS = {
    "play": transport.play,
    "pause": transport.pause,
    "stop": transport.stop,
    "skip": transport.skip,
    "stop-after": stop_after.stop_after,
}


@console.post("/transport/<verb>")
@edit
def act(verb: str) -> Body:
    """Do `verb` to the track that the DJ saw, unless another is on by now."""
    act = VERBS.get(verb)
    if act is None:
        raise not_there()
    song_id = number_or_none(sent().get("id"))
    with mine() as begun:
        transport.need_current(begun, song_id)
        return act(begun)


@console.delete("/transport/stop-after")
@edit
def play_on() -> Body:
    """Do not stop after this track."""
    with mine() as begun:
        return stop_after.play_on(begun)


@console.put("/transport/volume")
@edit
def set_volume() -> Body:
    """Set the volume."""
    transport.need_volume(me())
    volume = number(sent().get("volume"), 0, 100)
    with mine() as begun:
        return transport.set_volume(begun, volume)


@console.put("/transport/crossfade")
@edit
def set_crossfade() -> Body:
    """Set the crossfade."""
    transport.need_volume(me())
    seconds = number(sent().get("seconds"), 0, 30)
    with mine() as begun:
        return transport.set_crossfade(begun, seconds)
