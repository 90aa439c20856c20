// Uploads chosen or dropped pictures one by one, each with its progress.

const token = document.querySelector("meta[name=csrf-token]")?.content ?? "";
const form = document.querySelector("[data-upload]");

if (form) {
  const field = form.querySelector("[type=file]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    upload([...field.files]);
  });
  field.addEventListener("change", () => upload([...field.files]));
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.dataset.over = "";
  });
  form.addEventListener("dragleave", () => delete form.dataset.over);
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    upload([...event.dataTransfer.files]);
  });
}

let queue = Promise.resolve();

function upload(files) {
  const rows = files.map(row);
  form.querySelector("[type=file]").value = "";
  queue = rows.reduce((before, one) => before.then(() => sendRow(one)), queue);
  if (rows.length > 0) queue = queue.then(sum);
}

function row(file) {
  const item = document.createElement("li");
  const name = document.createElement("b");
  name.dir = "auto";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", file.name);
  bar.max = 1;
  bar.value = 0;
  const state = document.createElement("span");
  state.textContent = form.dataset.waiting;
  item.append(name, " ", state, bar);
  const list = form.querySelector("[data-progress]");
  list.append(item);
  list.hidden = false;
  return { file, item, bar, state };
}

async function sendRow(one) {
  const { file, item, bar, state } = one;
  if (file.size > Number(form.dataset.mostBytes)) return end(one, form.dataset.tooLarge);
  state.textContent = form.dataset.sending;
  try {
    const answer = await send(file, (part) => {
      bar.value = part;
      if (part === 1) state.textContent = form.dataset.working;
    });
    const taken = answer.pictures?.[0];
    if (!taken) return end(one, answer.refused?.[0]?.error ?? form.dataset.refused);
    item.dataset.state = "taken";
    end(one, taken.remark || (taken.is_known ? form.dataset.known : form.dataset.taken));
    show(item, taken);
  } catch {
    end(one, form.dataset.failed);
  }
}

function send(file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch() does not report the progress of an upload
    const body = new FormData();
    body.append("file", file);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve(read(request.responseText)));
    request.addEventListener("error", reject);
    request.send(body);
  });
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function end({ item, bar, state }, words) {
  bar.remove();
  state.textContent = words;
  item.dataset.state ??= "refused";
}

function show(item, taken) {
  const image = new Image(60, 40);
  image.src = taken.thumbnail;
  image.alt = "";
  if (!taken.may_change) return item.prepend(image);
  const link = document.createElement("a");
  link.href = `${form.action}${taken.id}`;
  link.append(image, item.querySelector("b"));
  item.prepend(link);
}

function sum() {
  const items = [...form.querySelectorAll("[data-progress] li")];
  const words = items.map((item) => item.textContent.trim());
  form.querySelector("[data-status]").textContent = words.join(". ");
  const taken = items.some((item) => item.dataset.state === "taken");
  if (!taken || form.querySelector("[data-show]")) return;
  const link = document.createElement("a");
  link.href = form.action;
  link.className = "button plain";
  link.dataset.show = "";
  link.textContent = form.dataset.done;
  form.querySelector("[data-progress]").after(link);
}
