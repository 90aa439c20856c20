"""The desk during shows: their presenters have it together, a stand-in, grace, hand-over."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from blueprints.accounts.actions import deactivate
from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.core.station import keep_settings
from blueprints.shows.models import ScheduleChange
from blueprints.shows.schedule import Airing
from blueprints.studio.turns import as_aired
from tests.shows.on_air import schedule_changed, write_show
from tests.staff import sign_in, write_cast
from tests.studio.dj import DJ

DAY = "2026-11-29"  # a Sunday
NOBODY = []


class Studio:
    """A station without MPD, its DJs, and its clock."""

    def __init__(self, app, clock):
        self.app, self.clock, self.users = app, clock, write_cast(app)
        self.djs = {}

    def show(self, title, times, *by, day=DAY, zone="UTC"):
        with self.app.app_context():
            users = [db.session.get(User, self.users[key]) for key in by]
            number = write_show(title, day, times, users, zone).id
            db.session.commit()
        return number

    def at(self, text, day=DAY):
        """It is that time now, UTC."""
        self.clock.move_to(datetime.fromisoformat(f"{day}T{text}").replace(tzinfo=UTC))

    def dj(self, key):
        """The console of that user, who is signed in."""
        self.djs.setdefault(key, DJ(sign_in(self.app, self.users[key])))
        return self.djs[key]

    @property
    def desk(self):
        return self.dj("admin").state()["desk"]

    def holders(self):
        """The keys of those who may edit, as the polled state has it and as edits find it."""
        told = {key for key in self.users if self.users[key] in self.desk["user_ids"]}
        may = {key for key in ("dj", "other_dj", "admin") if self.edits(key).status_code == 200}
        assert told == may
        return sorted(told)

    def edits(self, key):
        """That user starts a talk break: it needs the desk."""
        return self.dj(key).post("log/rows", source="talk", title="News")


@pytest.fixture
def studio(make_app):
    app = make_app()
    app.config["WTF_CSRF_ENABLED"] = False
    with time_machine.travel(datetime.fromisoformat(f"{DAY}T12:00Z"), tick=False) as clock:
        yield Studio(app, clock)


def test_two_presenters_have_the_desk_from_border_to_border(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj", "other_dj")
    seen = {}
    for moment in ("17:59:59", "18:00:00", "19:59:59", "20:00:00", "20:09:59", "20:10:00"):
        studio.at(moment)
        seen[moment] = studio.holders()
    both = ["dj", "other_dj"]
    assert seen == {
        "17:59:59": NOBODY, "18:00:00": both, "19:59:59": both, "20:00:00": both,
        "20:09:59": both, "20:10:00": NOBODY,
    }  # fmt: skip


def test_the_state_changes_at_the_border_and_tells_the_show(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj", "other_dj")
    studio.show("Night Bus", "22:00-23:00", "admin")
    poll = studio.dj("dj").client.get
    studio.at("17:59:59")
    etag = poll("/studio/state.json").headers["ETag"]
    assert poll("/studio/state.json", headers={"If-None-Match": etag}).status_code == 304
    studio.at("18:00:00")
    answer = poll("/studio/state.json", headers={"If-None-Match": etag})
    state = answer.get_json()
    assert state["desk"] == {
        "user_id": None, "name": "Dana Deck and Dov Dial", "taken_at": None,
        "show": "Harbour Hour", "until": "2026-11-29T20:00:00.000Z",
        "user_ids": [studio.users["dj"], studio.users["other_dj"]],
    }  # fmt: skip
    assert state["show"] == {"title": "Harbour Hour", "ends_at": "2026-11-29T20:00:00.000Z"}
    assert state["next_show"] == {"title": "Night Bus", "starts_at": "2026-11-29T22:00:00.000Z"}
    studio.at("20:00:00")
    headers = {"If-None-Match": answer.headers["ETag"]}
    state = poll("/studio/state.json", headers=headers).get_json()
    assert (state["show"], state["desk"]["until"]) == (None, "2026-11-29T20:10:00.000Z")


def test_others_are_refused_with_the_show_and_its_end(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj", "other_dj")
    studio.at("18:30")
    answer = studio.edits("admin")
    assert answer.status_code == 409
    words = "Harbour Hour: Dana Deck and Dov Dial have the desk until 20:00."
    assert answer.get_json()["error"] == words


def test_a_stand_in_has_it_until_the_end_of_grace(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj", "other_dj")
    studio.at("18:05")
    studio.dj("admin").post("desk")
    for moment in ("18:05", "19:30", "20:09"):  # never idle during the show
        studio.at(moment)
        assert studio.holders() == ["admin"]
    assert studio.desk["name"] == "Ada Key"
    studio.at("20:10")
    assert studio.holders() == NOBODY


def test_a_stand_in_gives_it_back_or_a_presenter_takes_it_back(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj", "other_dj")
    studio.at("18:05")
    studio.dj("admin").post("desk")
    studio.dj("admin").delete("desk")
    assert studio.holders() == ["dj", "other_dj"]
    studio.dj("admin").post("desk")
    taken = studio.dj("dj").post("desk").get_json()
    assert taken["edits"][0]["text"] == "took the desk from Ada Key"
    assert studio.holders() == ["dj", "other_dj"]
    studio.dj("dj").post("desk")  # who has it takes nothing
    assert studio.holders() == ["dj", "other_dj"]


def test_a_desk_taken_before_the_slot_passes_to_the_presenters_for_good(studio):
    studio.show("Harbour Hour", "18:00-18:20", "dj")
    studio.at("17:50")
    studio.dj("admin").post("desk")
    assert studio.holders() == ["admin"]
    studio.at("18:00")
    studio.dj("admin").post("presence", active=True)
    assert studio.holders() == ["dj"]
    studio.at("18:30")
    assert studio.holders() == NOBODY


def test_a_desk_taken_in_grace_is_kept(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj")
    studio.at("20:05")
    studio.dj("admin").post("desk")
    studio.at("20:15")
    assert studio.holders() == ["admin"]
    studio.at("20:50")
    assert studio.holders() == NOBODY  # idle, as ever


def test_in_the_hand_over_both_may_edit(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj")
    studio.show("Night Bus", "20:00-22:00", "other_dj")
    seen = {}
    for moment in ("19:59", "20:00", "20:09", "20:10"):
        studio.at(moment)
        seen[moment] = studio.holders()
    assert seen == {"19:59": ["dj"], "20:00": ["dj", "other_dj"],
                    "20:09": ["dj", "other_dj"], "20:10": ["other_dj"]}  # fmt: skip


def test_a_stand_in_hands_over_too_and_one_who_takes_it_then_is_alone(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj")
    studio.show("Night Bus", "20:00-22:00", "other_dj")
    studio.at("19:00")
    studio.dj("admin").post("desk")
    studio.at("20:05")
    assert studio.holders() == ["admin", "other_dj"]
    studio.dj("dj").post("desk")
    assert studio.holders() == ["dj"]


def test_a_show_without_presenters_changes_nothing(studio):
    studio.show("Night Music", "18:00-20:00")
    studio.at("17:55")
    studio.dj("dj").post("desk")
    studio.at("18:20")
    assert studio.holders() == ["dj"]
    studio.at("18:51")
    assert studio.holders() == NOBODY  # idle for half an hour


def test_an_editor_or_a_former_dj_presents_from_outside(studio):
    number = studio.show("Press Review", "18:00-20:00", "editor", "nobody")
    studio.at("18:20")
    assert number
    assert studio.holders() == NOBODY


def test_a_moved_slot_and_a_special_move_the_desk(studio):
    number = studio.show("Harbour Hour", "18:00-20:00", "dj")
    other = studio.show("Night Bus", "10:00-11:00", "other_dj")
    on = date.fromisoformat(DAY)
    with studio.app.app_context():
        moved = ScheduleChange(show_id=number, slot_id=number, what="moved", on_day=on, day=on,
                               starts=time(14), ends=time(16), zone="UTC")  # fmt: skip
        special = ScheduleChange(show_id=other, what="special", day=on, starts=time(14, 30),
                                 ends=time(15), zone="UTC", title="Election")  # fmt: skip
        db.session.add_all([moved, special])
        schedule_changed()
        db.session.commit()
    seen = {}
    for moment in ("14:20", "14:50", "15:05", "15:15", "16:15", "18:30"):
        studio.at(moment)
        seen[moment] = studio.holders()
        if moment == "14:50":
            assert studio.desk["show"] == "Election"
    assert seen == {
        "14:20": ["dj"], "14:50": ["other_dj"], "15:05": ["dj", "other_dj"], "15:15": ["dj"],
        "16:15": NOBODY, "18:30": NOBODY,
    }  # fmt: skip


def test_the_next_show_is_the_one_within_and_not_what_goes_on_after_it(studio):
    studio.show("Night Music", "18:00-22:00", "dj")
    studio.show("Election", "20:00-21:00", "other_dj")
    studio.at("19:00")
    state = studio.dj("dj").state()
    assert (state["show"]["title"], state["next_show"]) == (
        "Night Music", {"title": "Election", "starts_at": "2026-11-29T20:00:00.000Z"},
    )  # fmt: skip


def test_a_slot_in_the_doubled_hour_lasts_two(studio):
    studio.show("Night Bus", "02:00-03:00", "dj", day="2026-10-25", zone="Europe/Berlin")
    seen = []
    for moment in ("2026-10-24T23:59", "2026-10-25T00:00", "2026-10-25T01:59", "2026-10-25T02:10"):
        studio.clock.move_to(datetime.fromisoformat(f"{moment}Z"))
        studio.djs.clear()
        seen.append(studio.holders())
    assert seen == [NOBODY, ["dj"], ["dj"], NOBODY]


def test_a_presenter_who_is_deactivated_is_named_no_more(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj", "other_dj")
    studio.at("18:30")
    assert studio.desk["name"] == "Dana Deck and Dov Dial"
    with studio.app.app_context():
        deactivate(db.session.get(User, studio.users["other_dj"]))
        db.session.commit()
    assert studio.desk["name"] == "Dana Deck"


def test_the_practice_desk_knows_no_shows(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj")
    studio.at("18:30")
    admin = DJ(studio.dj("admin").client, "/studio/practice/")
    assert admin.post("desk").get_json()["desk"]["name"] == "Ada Key"
    assert studio.holders() == ["dj"]


def test_no_grace_ends_with_the_slot(studio):
    studio.show("Harbour Hour", "18:00-20:00", "dj")
    with studio.app.app_context():
        keep_settings({"desk_grace": 0})
        db.session.commit()
    studio.at("20:00")
    assert studio.holders() == NOBODY


def test_airings_are_cut_where_others_are_on():
    def airing(show, since, until):
        def at(hour):
            return datetime(2026, 11, 29, hour, tzinfo=UTC)

        return Airing(show, show, date(2026, 11, 29), at(since), at(until), False, "", "")

    found = as_aired([airing(1, 10, 14), airing(2, 11, 12), airing(3, 13, 15)])
    assert [(one.show_id, one.starts_at.hour, one.ends_at.hour) for one in found] == [
        (1, 10, 11), (2, 11, 12), (1, 12, 13), (3, 13, 15),
    ]  # fmt: skip
