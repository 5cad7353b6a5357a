// Ctrl K: a list of the conversations, narrowed down while the person types. Enter opens the chosen one.

import { fill, h } from "./dom.js";
import { conversations, conversationWithBot, goTo, placeName } from "./state.js";

let dialog = null;

export function connectSwitcher() {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
}

function open() {
  let found = [];
  let chosen = 0;
  const list = h("div", { id: "switcher-list", role: "listbox", "aria-label": "Conversations" });
  const input = h("input", {
    class: "text-field", type: "text", role: "combobox", "aria-label": "Go to a conversation", placeholder: "Go to a conversation",
    "aria-expanded": "true", "aria-controls": "switcher-list", autocomplete: "off",
  });
  const draw = () => {
    const typed = input.value.trim().toLowerCase();
    found = places().filter(({ name }) => name.toLowerCase().includes(typed));
    chosen = Math.max(0, Math.min(chosen, found.length - 1));
    fill(list, found.map(({ id, name }, index) => h("div", {
      id: `switcher-${index}`, class: "completion", role: "option", "aria-selected": String(index === chosen), onclick: () => choose(id),
    }, name)));
    input.setAttribute("aria-activedescendant", found.length ? `switcher-${chosen}` : "");
  };
  const choose = (id) => {
    dialog.close();
    goTo(id);
  };
  input.addEventListener("input", draw);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      chosen = (chosen + step + found.length) % found.length;
      draw();
    } else if (event.key === "Enter" && found.length) choose(found[chosen].id);
  });
  dialog = h("dialog", { class: "modal small switcher", "aria-label": "Go to a conversation" }, input, list);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  draw();
  dialog.showModal();
}

function places() {
  return [...conversations(), conversationWithBot()].map((channel) => ({ id: channel.id, name: placeName(channel) }));
}
