"""The charts that are due: new ones, those of running periods, those that an edit touches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, tuple_, update

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import station
from blueprints.player.chart_periods import Period, all_periods, period_before, period_of
from blueprints.player.charts import (
    Facts,
    Ranks,
    count_places,
    kept_ranks,
    ranks_of,
    read_facts,
    store_chart,
)
from blueprints.player.models import LogEdit, Play
from blueprints.player.public_log import stream_delay
from blueprints.player.queries import first_play_at
from blueprints.player.record_models import Chart, ChartEntry

IN_A_ROUND = 4
ANEW_AFTER = timedelta(minutes=5)
FINAL_AFTER = timedelta(days=1)  # what other playouts post late is counted until then
MARGIN = timedelta(hours=1)  # an edit may cover a song that began so long before
MOST_EDITS = 1000
KEY = tuple_(Chart.period, Chart.starts_on)
KEY_OF_ENTRY = tuple_(ChartEntry.period, ChartEntry.starts_on)

Key = tuple[str, date]


@dataclass(frozen=True)
class Edit:
    """An edit of the log, and the stretch of time that it may have changed."""

    id: int
    since: datetime
    until: datetime


class Made(NamedTuple):
    """A chart as it was made."""

    made_at: datetime
    is_final: bool
    last_edit: int
    zone: str


@dataclass(frozen=True)
class State:
    """The log and the charts at the beginning of a round; the newest play is one that is heard."""

    now: datetime
    delay: timedelta
    zone: str
    weekday: int
    first_play: datetime
    newest_play: datetime
    made: dict[Key, Made]
    edits: list[Edit]
    last_edit: int

    @property
    def heard(self) -> datetime:
        """Return the moment of the studio that is heard now."""
        return self.now - self.delay


def keep_charts() -> bool:
    """Make a few of the charts that are due, the newest first; return True if more are."""
    first = first_play_at()
    if first is None or first > clock.now() - stream_delay():
        return False
    state = _read_state(first)
    zone = ZoneInfo(state.zone)
    days = first.astimezone(zone).date(), state.heard.astimezone(zone).date()
    due = [one for one in all_periods(*days, state.weekday) if _is_due(one, state)]
    _note_edits(state)
    facts = read_facts() if due else None
    for period in due[:IN_A_ROUND]:
        if facts is not None:
            _make(period, facts, state)
    return len(due) > IN_A_ROUND


def _read_state(first: datetime) -> State:
    here, now, delay = station(), clock.now(), stream_delay()
    keys = Chart.period, Chart.starts_on
    query = select(*keys, Chart.made_at, Chart.is_final, Chart.last_edit, Chart.zone)
    made = {(kind, begin): Made(made_at, is_final, last_edit, zone) for kind, begin, made_at,
            is_final, last_edit, zone in db.session.execute(query)}  # fmt: skip
    newest = select(func.max(Play.started_at)).where(Play.started_at <= now - delay)
    edits = _edits_after(min((chart.last_edit for chart in made.values()), default=None))
    newest_edit = db.session.scalar(select(func.max(LogEdit.id))) or 0
    return State(
        now, delay, here.timezone, here.chart_weekday, first,
        newest_play=db.session.scalar(newest) or first,
        made=made,
        edits=edits,
        last_edit=edits[-1].id if len(edits) == MOST_EDITS else newest_edit,
    )  # fmt: skip


def _edits_after(number: int | None) -> list[Edit]:
    """Return the edits with a higher number, the oldest first; none if there is no chart yet."""
    if number is None:
        return []
    query = select(LogEdit.id, LogEdit.before, LogEdit.after).where(LogEdit.id > number)
    found = db.session.execute(query.order_by(LogEdit.id).limit(MOST_EDITS))
    return [Edit(edit, *_stretch((before or {}, after or {}))) for edit, before, after in found]


def _stretch(rows: Iterable[dict[str, str | None]]) -> tuple[datetime, datetime]:
    """Return from when until when rows of the ledger were on air, with a margin before."""
    names = ("started_at", "ended_at", "ends_by")
    texts = [text for row in rows for name in names if (text := row.get(name))]
    moments = [datetime.fromisoformat(text) for text in texts] or [clock.from_timestamp(0)]
    return min(moments) - MARGIN, max(moments)


def _is_due(period: Period, state: State) -> bool:
    chart = state.made.get((period.kind, period.starts_on))
    if chart is None or chart.zone != state.zone:
        return True
    if chart.is_final:
        return _is_touched(period, chart, state)
    end = period.bounds(state.zone)[1]
    counted_until = chart.made_at - state.delay
    if state.heard >= end + FINAL_AFTER or counted_until < end <= state.heard:
        return True
    is_behind = counted_until <= state.newest_play < end
    is_changed = is_behind or _is_touched(period, chart, state)
    return is_changed and state.now - chart.made_at >= ANEW_AFTER


def _is_touched(period: Period, chart: Made, state: State) -> bool:
    """Return True if an edit since may have changed the period, or the one before it."""
    edits = [edit for edit in state.edits if edit.id > chart.last_edit]
    if not edits:
        return False
    since = period_before(period, state.weekday).bounds(state.zone)[0]
    until = period.bounds(state.zone)[1]
    return any(edit.since < until and edit.until >= since for edit in edits)


def _note_edits(state: State) -> None:
    """Note which edits the other charts need not heed, and forget weeks of another weekday."""
    of_weekday = {key for key in state.made
                  if period_of(*key, state.weekday).starts_on == key[1]}  # fmt: skip
    if forgotten := state.made.keys() - of_weekday:
        begin_write()
        db.session.execute(delete(Chart).where(KEY.in_(forgotten)))
        db.session.execute(delete(ChartEntry).where(KEY_OF_ENTRY.in_(forgotten)))
        db.session.commit()
    if all(chart.last_edit >= state.last_edit for chart in state.made.values()):
        return
    touched = [key for key in of_weekday
               if _is_touched(period_of(*key, state.weekday), state.made[key], state)]  # fmt: skip
    begin_write()
    db.session.execute(
        update(Chart)
        .where(Chart.last_edit < state.last_edit, KEY.not_in(touched))
        .values(last_edit=state.last_edit)
    )
    db.session.commit()


def _make(period: Period, facts: Facts, state: State) -> None:
    since, end = period.bounds(state.zone)
    found = count_places(since, min(end, state.heard), facts)
    is_final = state.heard >= end + FINAL_AFTER
    chart = Chart(period=period.kind, starts_on=period.starts_on, made_at=state.now,
                  is_final=is_final, last_edit=state.last_edit, zone=state.zone)  # fmt: skip
    store_chart(period, found, _ranks_before(period, facts, state), chart)


def _ranks_before(period: Period, facts: Facts, state: State) -> Ranks:
    """Return the places in the chart before: as stored, if nothing has changed there since."""
    before = period_before(period, state.weekday)
    since, until = before.bounds(state.zone)
    if until <= state.first_play:
        return {}
    if (before.kind, before.starts_on) in state.made and not _is_due(before, state):
        return kept_ranks(before)
    return ranks_of(count_places(since, until, facts))
