"""The sending of titles to the station's webhook, as JSON."""

import json
from typing import Any

from flask_babel import gettext as _

from blueprints.core.fetch import FetchError, fetch
from blueprints.core.station import station
from blueprints.player.title_outbox import claim_title, note_failure, note_sent

SECONDS = 5.0  # the other jobs wait
LARGEST_ANSWER = 65_536


def send_webhook() -> None:
    """Send the title that is due for the webhook, if there is one."""
    claim = claim_title("webhook")
    if claim is None:
        return
    try:
        _post(station().webhook_url, claim.body)
    except FetchError as error:
        note_failure(claim, str(error))
    else:
        note_sent(claim)


def _post(url: str, content: dict[str, Any]) -> None:
    """Post `content` as JSON. Raises FetchError unless it was accepted."""
    body = json.dumps(content, ensure_ascii=False).encode()
    kind = {"Content-Type": "application/json; charset=utf-8"}
    answer = fetch(
        url, method="POST", body=body, headers=kind, limit=LARGEST_ANSWER, seconds=SECONDS
    )
    if not 200 <= answer.status < 300:
        raise FetchError(_("The webhook answered with error %(status)s.", status=answer.status))
