// Overflow menus, and everything of which several can be chosen.

import { h, icon } from "./dom.js";
import { choice, groups } from "./inputs.js";
import { plain } from "./primitives.js";

export function overflow(part, { use }) {
  const button = h("button", {
    type: "button", class: "button quiet square", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": "More actions",
  }, icon("more"));
  const close = () => toggle(false);
  const pick = (option) => (event) => {
    close();
    button.focus();
    use(option.value, event.currentTarget);
  };
  const items = part.options.map((option) => h("button", {
    type: "button", role: "menuitem", tabindex: "-1", onclick: pick(option),
  }, plain(option.text)));
  const menu = h("div", { class: "menu", role: "menu", hidden: true, onkeydown: (event) => walk(event, items, close, button) }, items);
  const box = h("span", { class: "overflow" }, button, menu);

  function toggle(open) {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    menu.classList.toggle("upwards", button.getBoundingClientRect().bottom + menu.offsetHeight > innerHeight - 80);
    items[0].focus();
  }
  button.addEventListener("click", () => toggle(menu.hidden));
  box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || close());
  return box;
}

// Arrow keys, Home, End and Escape within a menu.
function walk(event, items, close, button) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
    button.focus();
  } else if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length).focus();
  }
}

// Checkboxes in the open; the multi_ menus behind a summary that counts.
export function several(part, controls) {
  const chosen = new Set(controls.now ?? initial(part));
  const count = h("span", {});
  const hint = part.placeholder ? plain(part.placeholder) : "Choose";
  const tell = () => {
    count.textContent = chosen.size ? `${chosen.size} chosen` : hint;
  };
  const change = (event) => {
    chosen[event.target.checked ? "add" : "delete"](event.target.value);
    tell();
    controls.choose([...chosen], event.target.closest(".choices"));
  };
  const draw = (option) => choice("checkbox", part.action_id, option, chosen.has(option.value), change);
  const lists = groups(part).map((group) => [group.label && h("div", { class: "group-label" }, group.label), group.options.map(draw)]);
  const label = controls.id ? { "aria-labelledby": `${controls.id}-label` } : { "aria-label": "Any of these" };
  const list = h("div", { class: "choices", role: "group", ...label }, lists);
  if (part.type === "checkboxes") return list;

  tell();
  return h("details", { class: "several" }, h("summary", { id: controls.id }, count, icon("chevron")), list);
}

function initial(part) {
  const options = part.initial_options?.map((option) => option.value);
  return options ?? part.initial_users ?? part.initial_conversations ?? part.initial_channels ?? [];
}
