// Building DOM nodes, and short notices in the corner.
// Text only ever becomes text nodes: nothing here parses HTML, so nothing a person types can run.

const SVG = "http://www.w3.org/2000/svg";
const NOTICE_SECONDS = 8;

// An element with attributes, event handlers (on...) and children; null, undefined and false are left out:
// h("button", {class: "quiet", onclick: send, "aria-label": "Send"}, "Send") -> HTMLElement
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  append(element, children);
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child);
  }
  return parent;
}

// Replace everything inside `parent`.
export function fill(parent, ...children) {
  parent.replaceChildren();
  return append(parent, children);
}

export function $(id) {
  return document.getElementById(id);
}

// An SVG shape or drawing, which createElement cannot make.
export function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// Show what is under way. Returns a function that takes the notice away.
export function showProgress(text) {
  const notice = h("div", { class: "toast progress", role: "status", "aria-busy": "true" }, h("span", {}, text));
  $("toasts").append(notice);
  return () => notice.remove();
}

// Show what went wrong for a few seconds.
export function showProblem(text) {
  showNotice(text, { class: "toast", role: "alert" });
}

// Show what was done, where nothing else on the page shows it.
export function showDone(text) {
  showNotice(text, { class: "toast progress", role: "status" });
}

function showNotice(text, attributes) {
  const close = () => notice.remove();
  const notice = h("div", attributes, h("span", {}, text),
    h("button", { type: "button", class: "plain", "aria-label": "Close", onclick: close }, icon("close")));
  $("toasts").append(notice);
  setTimeout(close, NOTICE_SECONDS * 1000);
}

const PATHS = {
  hash: ["M9 4 7 20", "M17 4l-2 16", "M4 9h17", "M3 15h17"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  send: ["M4 12 20 4l-5 16-3.5-6.5L4 12Z", "M11.5 13.5 20 4"],
  reply: ["M20 14a3 3 0 0 1-3 3H9l-5 4V7a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v7Z"],
  eye: ["M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z", "M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z"],
  more: ["M5 12h.01", "M12 12h.01", "M19 12h.01"],
  up: ["M7 11v9H4v-9h3Z", "M7 11l4-8a2.5 2.5 0 0 1 2.5 2.5V9h5a2 2 0 0 1 2 2.3l-1.1 6.9a2 2 0 0 1-2 1.8H7"],
  down: ["M17 13V4h3v9h-3Z", "M17 13l-4 8a2.5 2.5 0 0 1-2.5-2.5V15h-5a2 2 0 0 1-2-2.3l1.1-6.9a2 2 0 0 1 2-1.8H17"],
  trash: ["M4 7h16", "M9 7V4h6v3", "M6 7l1 13h10l1-13"],
  bolt: ["M13 3 5 14h6l-1 7 9-12h-6l1-6Z"],
  activity: ["M3 12h4l3-8 4 16 3-8h4"],
  calendar: ["M4 6h16v14H4Z", "M4 10h16", "M8 3v4", "M16 3v4"],
  check: ["M5 12.5 10 17 19 7"],
  chevron: ["M7 10l5 5 5-5"],
  file: ["M7 3h7l4 4v14H7Z", "M14 3v4h4", "M10 13h5", "M10 17h5"],
  people: ["M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z", "M3 20a6 6 0 0 1 12 0", "M16 4.5a3.5 3.5 0 0 1 0 6.5", "M17.5 14.5A6 6 0 0 1 21 20"],
  lock: ["M6 11h12v9H6Z", "M8.5 11V8a3.5 3.5 0 0 1 7 0v3"],
  external: ["M14 5h5v5", "M19 5l-8 8", "M18 14v5H5V6h5"],
};

export function icon(name) {
  const drawing = svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" });
  for (const d of PATHS[name]) drawing.append(svg("path", { d }));
  return drawing;
}
