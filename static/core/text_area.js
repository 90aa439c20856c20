// Makes text areas grow with their text in browsers without field-sizing.

if (!CSS.supports("field-sizing", "content")) {
  const grow = ({ target }) => {
    if (target.localName !== "textarea") return;
    target.style.setProperty("block-size", "auto");
    target.style.setProperty("block-size", `${target.scrollHeight + 2}px`);
  };
  document.addEventListener("input", grow);
  for (const target of document.querySelectorAll("textarea")) grow({ target });
}
