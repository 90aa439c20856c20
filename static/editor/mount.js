// Mounts the editor if it is installed.

for (const text of document.querySelectorAll("textarea[data-editor]")) {
  import("./editor.js").then(({ mount }) => mount(text), () => {});
}
