"""Background jobs of the record; shows learn when the log begins."""

from blueprints.core.job import MINUTE, SECOND, Job
from blueprints.player.alarms import Alarms
from blueprints.player.chart_upkeep import keep_charts
from blueprints.player.episode_drafts import make_drafts
from blueprints.player.playlist_notes import PlaylistNotes
from blueprints.player.queries import first_play_at
from blueprints.player.title_outbox import forget_titles
from blueprints.player.track_tags import read_files
from blueprints.player.tracks import Mirror
from blueprints.player.webhook import send_webhook
from blueprints.shows.automation import add_first_moment

add_first_moment(first_play_at)

JOBS = (
    Job("tracks", Mirror().run, every=4 * SECOND, own_transactions=True),
    Job("tags of tracks", read_files, every=10 * SECOND, own_transactions=True),
    Job("charts", keep_charts, every=10 * SECOND, own_transactions=True),
    Job("alarms", Alarms().run, every=5 * SECOND, own_transactions=True),
    Job("titles for the webhook", send_webhook, every=SECOND, own_transactions=True),
    Job("old titles", forget_titles, every=MINUTE),
    Job("episode stories", make_drafts, every=10 * SECOND),
    Job("notes on playlists", PlaylistNotes().run, every=10 * SECOND),
)
