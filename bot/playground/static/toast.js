// Short notices in the corner.

import { $, h, icon } from "./dom.js";

const SECONDS = 8;

export function showProblem(text) {
  const close = () => toast.remove();
  const toast = h("div", { class: "toast", role: "alert" }, h("span", {}, text),
    h("button", { type: "button", class: "plain", "aria-label": "Close", onclick: close }, icon("close")));
  $("toasts").append(toast);
  setTimeout(close, SECONDS * 1000);
}
