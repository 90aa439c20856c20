"""The desk's front page asks admins for a first backup, and tells them of the last one."""

import json
from pathlib import Path

from blueprints.backup.create import NOTE


def test_the_first_backup_is_the_last_task_of_a_new_station(app, as_staff):
    admin, editor = as_staff("admin"), as_staff("editor")
    told = {"name": "Harbour 99", "timezone": "UTC", "contact_email": "us@harbour.example"}
    admin.post("/desk/settings/station", data=told)
    assert "Back up the station" in admin.get("/desk/").text
    assert "Back up the station" not in editor.get("/desk/").text
    note = {"time": "2026-11-22T03:10:00+00:00", "file": "night.tar", "bytes": 9}
    (Path(app.instance_path) / NOTE).write_text(json.dumps(note))
    page = admin.get("/desk/").text
    assert "Set up your station" not in page
    assert "Last backup: 22 Nov, 03:10" in page
    assert "Last backup" not in editor.get("/desk/").text
