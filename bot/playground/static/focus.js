// Keeps the focus where it was when a message is drawn again or a modal closes, and moves it between parts of the page.

const CONTROLS = "button, a, input, select, textarea, summary, [tabindex='0']";

// Where the focus is: the element, and in a message also its place there, by which it is found after a redraw.
export function focusPlace() {
  const element = document.activeElement;
  const article = element?.closest("article[data-ts]");
  const place = { element, name: nameOf(element), isGuide: Boolean(element?.closest("#guide")) };
  const home = element?.closest("#home");
  if (home) return { ...place, isHome: true, block: blockOf(element), index: controlsIn(home).indexOf(element) };
  if (!article) return place;
  return { ...place, list: article.parentElement.id, ts: article.dataset.ts, index: controlsIn(article).indexOf(element) };
}

// Put the focus back, unless it is somewhere else by now.
export function restoreFocus(place) {
  const hasFocus = document.activeElement && document.activeElement !== document.body;
  if (hasFocus || !place?.element || place.element === document.body) return;
  (place.element.isConnected ? place.element : counterpart(place))?.focus({ preventScroll: true });
}

// The control with the same name in the message as it is now, otherwise the one at the same place, otherwise the message.
function counterpart({ list, ts, name, index, isGuide, isHome, block }) {
  if (isHome) return inHome(name, index, block);
  if (isGuide) return document.querySelector("#guide:not([hidden]) button") ?? document.querySelector("#composer textarea");
  const article = document.querySelector(`#${list ?? "messages"} [data-ts="${ts}"]`);
  if (!article) return document.querySelector("#composer textarea");
  const controls = controlsIn(article);
  article.tabIndex = -1;
  return controls.find((each) => nameOf(each) === name) ?? controls[Math.min(index, controls.length - 1)] ?? article;
}

// In Home, the control of the same block with the same name, otherwise the one at the same place.
function inHome(name, index, block) {
  const controls = controlsIn(document.getElementById("home"));
  return controls.find((each) => blockOf(each) === block && nameOf(each) === name) ?? controls[Math.min(index, controls.length - 1)];
}

function blockOf(element) {
  return element.closest(".block")?.dataset.block;
}

function controlsIn(box) {
  return [...box.querySelectorAll(CONTROLS)];
}

function nameOf(element) {
  return element && (element.getAttribute("aria-label") ?? element.textContent);
}

const PARTS = ["#conversations [aria-current]", "#composer textarea", "#thread textarea", "#clock button"];

// F6 goes from one part of the page to the next, and Shift F6 back.
export function connectF6() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    const parts = PARTS.map((part) => document.querySelector(part)).filter((part) => part?.checkVisibility({ visibilityProperty: true }));
    const at = parts.findIndex((part) => part.closest("nav, #composer, #thread, #clock").contains(document.activeElement));
    const step = event.shiftKey ? -1 : 1;
    parts.at((Math.max(at, event.shiftKey ? 0 : -1) + step) % parts.length).focus();
  });
}
