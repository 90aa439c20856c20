// Times as the console shows them.

/** Minutes and seconds, with hours where there are any: "4:10", "1:02:03". */
export function length(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const end = String(rest).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${end}` : `${minutes}:${end}`;
}

/** Clock times in the station's zone: `short(moment)` is "17:46", `long(moment)` "17:46:08". */
export class Times {
  #short;
  #long;

  constructor(zone) {
    const lang = document.documentElement.lang;
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
    this.#short = new Intl.DateTimeFormat(lang, form);
    this.#long = new Intl.DateTimeFormat(lang, { ...form, second: "2-digit" });
  }

  short(moment) {
    return this.#short.format(new Date(moment));
  }

  long(moment) {
    return this.#long.format(new Date(moment));
  }
}

/** Seconds that are left of what plays; null if its length is unknown or nothing plays. */
export function remaining(now, at) {
  if (now.state === "stop" || !now.duration) return null;
  return now.duration - position(now, at);
}

/** Seconds into what plays at `at`, in the server's milliseconds. */
export function position(now, at) {
  if ((now.elapsed ?? null) !== null) return now.elapsed;
  return now.started_at ? (at - Date.parse(now.started_at)) / 1000 : 0;
}
