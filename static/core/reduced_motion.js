// The button that pauses animations (WCAG 2.2.2); the choice is stored in this browser.

const KEY = "still";
const root = document.documentElement;
const button = document.querySelector("[data-still-button]");

function show() {
  const still = root.hasAttribute("data-still");
  button.textContent = still ? button.dataset.whenStill : button.dataset.whenMoving;
}

function remember(still) {
  try {
    localStorage.setItem(KEY, still ? "yes" : "no");
  } catch {
    return; // without storage it applies to this page only
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY) === "yes";
  } catch {
    return false;
  }
}

if (button) {
  root.toggleAttribute("data-still", remembered());
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    remember(root.toggleAttribute("data-still"));
    show();
  });
}
