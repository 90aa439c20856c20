"""Who may do what in the studio; tests/accounts/test_matrix.py tries it.

Add one line for each route. CONSOLE has the routes of `console`, which stand under /studio and
under /studio/practice: write the address after that. SHARED has the routes of `bp`, in full. Keep
both in alphabetical order of the addresses. DJ: djs and admins get in, editors and staff without
a role get 403; ADMIN: admins alone.
"""

from tests.accounts.guards import ADMIN, DJ

CONSOLE = {
    "GET /": DJ,
    "POST /crate/<int:item_id>/needle": DJ,
    "DELETE /desk": DJ,
    "POST /desk": DJ,
    "POST /edits/<int:edit_id>/undo": DJ,
    "POST /log/back": DJ,
    "POST /log/extension": DJ,
    "POST /log/inserted": DJ,
    "POST /log/pasted": DJ,
    "POST /log/rows": DJ,
    "DELETE /log/rows/<int:row_id>": DJ,
    "PUT /log/rows/<int:row_id>": DJ,
    "GET /log/rows/<int:row_id>/edits.json": DJ,
    "GET /log.json": DJ,
    "POST /messages/<int:number>/block": DJ,
    "DELETE /messages/<int:number>/block": DJ,
    "POST /messages/<int:number>/done": DJ,
    "DELETE /messages/<int:number>/done": DJ,
    "PUT /messages/<int:number>/note": DJ,
    "POST /messages/<int:number>/reading": DJ,
    "DELETE /messages/<int:number>/reading": DJ,
    "POST /messages/<int:number>/thanks": DJ,
    "GET /messages.json": DJ,
    "DELETE /playlists": DJ,
    "POST /playlists": DJ,
    "GET /playlists/export": DJ,
    "POST /playlists/import": DJ,
    "POST /playlists/tracks": DJ,
    "GET /playlists/tracks.json": DJ,
    "GET /playlists.json": DJ,
    "POST /presence": DJ,
    "POST /queue/jingles/<key>": DJ,
    "POST /queue/playlists": DJ,
    "DELETE /queue/rest": DJ,
    "POST /queue/rest/shuffle": DJ,
    "POST /queue/tracks": DJ,
    "DELETE /queue/tracks/<int:song_id>": DJ,
    "POST /queue/tracks/<int:song_id>/place": DJ,
    "POST /replies/<int:number>/reading": DJ,
    "DELETE /replies/<int:number>/reading": DJ,
    "GET /replies.json": DJ,
    "GET /state.json": DJ,
    "POST /transport/<verb>": DJ,
    "PUT /transport/crossfade": ADMIN,  # djs as well, where the station allows it
    "DELETE /transport/stop-after": DJ,
    "PUT /transport/volume": ADMIN,  # likewise
}
SHARED = {
    "POST /studio/crate": DJ,
    "DELETE /studio/crate/<int:item_id>": DJ,
    "PUT /studio/crate/<int:item_id>": DJ,
    "POST /studio/crate/<int:item_id>/place": DJ,
    "GET /studio/crate.json": DJ,
    "GET /studio/jingles.json": DJ,
    "PUT /studio/jingles/<key>": DJ,
    "DELETE /studio/jingles/<key>": DJ,
    "GET /studio/library.json": DJ,
    "GET /studio/library/audio/<int:number>": DJ,
    "PUT /studio/library/marks": DJ,
    "GET /studio/library/uploads.json": DJ,
    "POST /studio/library/uploads": DJ,
    "POST /studio/library/uploads/<int:number>": DJ,
    "DELETE /studio/library/uploads/<int:number>": DJ,
    "DELETE /studio/practice/course": DJ,
    "POST /studio/practice/course": DJ,
    "GET /studio/practice/course.json": DJ,
    "GET /studio/practice/people": ADMIN,
    "GET /studio/suggestions.json": DJ,
}
TABLE = SHARED | {
    route.replace(" ", f" {studio}", 1): kind
    for studio in ("/studio", "/studio/practice")
    for route, kind in CONSOLE.items()
}
