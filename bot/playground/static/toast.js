// Short notices in the corner.

import { $, h, icon } from "./dom.js";

const SECONDS = 8;

export function showProblem(text) {
  show(text, "problem", "alert");
}

export function showNotice(text) {
  show(text, "notice", "status");
}

function show(text, kind, role) {
  const close = () => toast.remove();
  const toast = h("div", { class: `toast ${kind}`, role }, h("span", {}, text),
    h("button", { type: "button", class: "plain", "aria-label": "Close", onclick: close }, icon("close")));
  $("toasts").append(toast);
  setTimeout(close, SECONDS * 1000);
}
