// The output of the pre-listen: chosen where the browser has setSinkId, and remembered.

import { make, part } from "./dom.js";

const STORED = "studio-pre-listen-output";

/** Offers the outputs in `bar`; the promise is settled once the remembered one is set. */
export async function mountOutputs(bar, audio, words, fail) {
  if (!audio.setSinkId || !navigator.mediaDevices) return;
  const label = part(bar, "outputs");
  const select = label.querySelector("select");
  const choose = bar.querySelector("[data-act=outputs]");
  const use = async (id) => {
    try {
      await audio.setSinkId(id);
      store(id);
    } catch {
      select.value = "";
      fail(words.output_failed);
      await audio.setSinkId("").catch(() => {});
    }
  };
  const list = async () => {
    const found = (await navigator.mediaDevices.enumerateDevices()).filter(
      ({ kind, deviceId, label: name }) => kind === "audiooutput" && name && deviceId !== "default",
    );
    const options = found.map(({ deviceId, label: text }) => make("option", { value: deviceId, text }));
    select.replaceChildren(make("option", { value: "", text: words.default }), ...options);
    select.value = audio.sinkId;
    label.hidden = found.length === 0;
    choose.hidden = found.length > 0;
  };

  select.addEventListener("change", () => use(select.value));
  choose.addEventListener("click", async () => {
    try {
      await use(await ask());
      await list();
    } catch {
      fail(words.blocked);
    }
  });
  navigator.mediaDevices.addEventListener("devicechange", list);
  const known = stored();
  if (known) await use(known);
  await list();
}

/** Has the browser ask which output; returns its id. Without a question of its own it tells the
 *  outputs only to a page that may use the microphone: that is let go of at once. */
async function ask() {
  const { mediaDevices } = navigator;
  if (mediaDevices.selectAudioOutput) return (await mediaDevices.selectAudioOutput()).deviceId;
  const stream = await mediaDevices.getUserMedia({ audio: true });
  for (const track of stream.getTracks()) track.stop();
  return "";
}

function stored() {
  try {
    return localStorage.getItem(STORED) ?? "";
  } catch {
    return "";
  }
}

function store(id) {
  try {
    localStorage.setItem(STORED, id);
  } catch {
    return; // without storage it holds for this page
  }
}
