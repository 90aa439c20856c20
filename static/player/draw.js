// Draws what is on air into every place that names a part of it (data-track), as text.

const each = (name, draw) =>
  document.querySelectorAll(`[data-track="${name}"]`).forEach((element) => draw(element));

const setText = (name, text) =>
  each(name, (element) => {
    if (element.textContent !== text) element.textContent = text;
  });

/** A clock time in the station's zone, from RFC 3339. */
export function clockTime(moment, zone) {
  const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(new Date(moment));
}

/** Minutes and seconds: "1:52". */
export function minutes(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Shows `body`, an answer of /current-track.json. */
export function draw(body, words, zone) {
  const state = words.states[body.state] ?? words.states.unknown;
  const track = body.track;
  setText("lamp", state.lamp);
  each("lamp", (lamp) => (lamp.dataset.state = body.state));
  setText("headline", track ? track.title || words.untitled : unnamed(body, words) || state.headline);
  setText("details", details(body, words, state, zone));
  drawCover(track?.art_url);
  drawSince(heardAt(body.started_at, body), zone);
  drawScheduled("show", body.show, body.show?.ends_at, zone);
  drawScheduled("next-show", body.next_show, body.next_show?.starts_at, zone);
  drawStories(body.stories ?? []);
  if (body.recent) each("recent", (list) => list.replaceChildren(...recent(body, words, zone)));
}

function details(body, words, state, zone) {
  const { track, last_heard_at: lastHeard } = body;
  if (track) return [track.artist, track.album].filter(Boolean).join(" · ");
  if (lastHeard) return `${words.last_heard} ${clockTime(lastHeard, zone)}`;
  return state.details || (unnamed(body, words) ? body.show.presenters.join(", ") : "");
}

/** The title of the show that stands in the place of a track that is not named. */
function unnamed({ state, track, show }, words) {
  return !track && show && words.shows_show.includes(state) ? show.title : "";
}

function drawCover(address) {
  each("cover", (cover) => {
    if ((cover.firstElementChild?.getAttribute("src") ?? null) === (address ?? null)) return;
    const { width } = cover.dataset;
    const images = address ? [make("img", { src: address, alt: "", width, height: width })] : [];
    cover.replaceChildren(...images);
  });
}

/** When listeners hear what the studio plays at `moment`. */
function heardAt(moment, { station }) {
  return moment && new Date(Date.parse(moment) + 1000 * station.stream_delay).toISOString();
}

function drawSince(at, zone) {
  each("since", (line) => (line.hidden = !at));
  if (!at) return;
  each("since-time", (time) => (time.dateTime = at));
  setText("since-time", clockTime(at, zone));
}

function drawScheduled(name, show, at, zone) {
  each(name, (line) => (line.hidden = !show));
  if (!show) return;
  each(`${name}-time`, (time) => (time.dateTime = at));
  setText(`${name}-time`, clockTime(at, zone));
  each(`${name}-link`, (link) => (link.href = show.url));
  setText(`${name}-link`, show.title);
}

function drawStories(stories) {
  each("stories", (part) => (part.hidden = !stories.length));
  each("stories-list", (list) => {
    const shown = [...list.querySelectorAll("a")].map((link) => link.getAttribute("href") + link.textContent);
    if (shown.join() === stories.map(({ url, title }) => url + title).join()) return;
    list.replaceChildren(...stories.map(({ url, title }) => {
      const row = make("li");
      row.append(make("a", { href: url, textContent: title, dir: "auto" }));
      return row;
    }));
  });
}

function recent(body, words, zone) {
  if (!body.recent.length) return [make("li", { className: "none", textContent: words.nothing_yet })];
  return body.recent.map((play) => {
    const at = heardAt(play.started_at, body);
    const time = make("time", { dateTime: at, textContent: clockTime(at, zone) });
    const what = make("div", { dir: "auto" });
    what.append(
      make("b", { textContent: play.title || words.untitled }),
      make("span", { textContent: play.artist || "" }),
    );
    const row = make("li");
    row.append(time, what);
    return row;
  });
}

function make(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}
