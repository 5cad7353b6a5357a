// Menus that the browser has no control for: overflow menus, menus with several choices, and menus to search.

import { h, icon } from "./dom.js";
import { choice, optionGroups } from "./inputs.js";
import { plain } from "./primitives.js";

const TYPING_PAUSE = 150; // milliseconds without a key press before the app is asked for options

export function overflowMenu(part, { use }) {
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
  const onkeydown = (event) => moveInMenu(event, items, close, button);
  const menu = h("div", { class: "menu", role: "menu", hidden: true, onkeydown }, items);
  const box = h("span", { class: "overflow" }, button, menu);

  function toggle(open) {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    // Near the bottom of the window a menu opens upwards, or it would be cut off.
    menu.classList.toggle("upwards", button.getBoundingClientRect().bottom + menu.offsetHeight > innerHeight - 80);
    items[0].focus();
  }
  button.addEventListener("click", () => toggle(menu.hidden));
  box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || close());
  return box;
}

// The arrow keys, Home, End and Escape in an open menu.
function moveInMenu(event, items, close, button) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape") {
    event.stopPropagation(); // Escape would also close the thread or modal around the menu
    close();
    button.focus();
  } else if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length).focus();
  }
}

// Checkboxes; a multi-select menu has the same ones behind a line with the number chosen.
export function multiSelect(part, controls) {
  const chosen = new Set(controls.value ?? initialValues(part));
  const summary = h("span", {});
  const hint = part.placeholder ? plain(part.placeholder) : "Choose";
  const summarise = () => {
    summary.textContent = chosen.size ? `${chosen.size} selected` : hint;
  };
  const change = (event) => {
    chosen[event.target.checked ? "add" : "delete"](event.target.value);
    summarise();
    controls.choose([...chosen], event.target.closest(".choices"));
  };
  const draw = (option) => choice("checkbox", part.action_id, option, chosen.has(option.value), change);
  const groups = optionGroups(part).map((group) => [group.label && h("div", { class: "group-label" }, group.label), group.options.map(draw)]);
  const label = controls.id ? { "aria-labelledby": `${controls.id}-label` } : { "aria-label": "Any of these" };
  const list = h("div", { class: "choices", role: "group", ...label }, groups);
  if (part.type === "checkboxes") return list;

  summarise();
  return h("details", { class: "several" }, h("summary", { id: controls.id }, summary, icon("chevron")), list);
}

function initialValues(part) {
  const options = part.initial_options?.map((option) => option.value);
  return options ?? part.initial_users ?? part.initial_conversations ?? part.initial_channels ?? [];
}

let menus = 0; // how many menus to search were drawn, for ids that no two of them share

// A menu whose options come from the app while the person types. The arrow keys move in it, Enter chooses.
export function searchMenu(part, controls) {
  const hint = part.placeholder ? plain(part.placeholder) : "Type to search";
  const known = controls.value ?? part.initial_option;
  const id = `suggestions-${(menus += 1)}`;
  const list = h("div", { id, class: "menu suggestions", role: "listbox", "aria-label": hint, hidden: true });
  const input = h("input", {
    class: "text-field", type: "text", role: "combobox", autocomplete: "off", placeholder: hint, id: controls.id,
    "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false", "aria-label": controls.id ? null : hint,
    value: known ? plain(known.text) : "",
  });
  let options = [];
  let selected = 0;

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (open) select(0);
    else input.removeAttribute("aria-activedescendant");
  };
  const select = (index) => {
    selected = (index + options.length) % options.length;
    [...list.children].forEach((each, at) => each.setAttribute("aria-selected", String(at === selected)));
    input.setAttribute("aria-activedescendant", `${id}-${selected}`);
    list.children[selected].scrollIntoView({ block: "nearest" });
  };
  const pick = (option) => {
    input.value = plain(option.text);
    show(false);
    controls.choose(option, input);
  };
  const draw = (option, index) =>
    h("div", { id: `${id}-${index}`, class: "completion", role: "option", onmousedown: () => pick(option) }, plain(option.text));
  const search = debounce(async () => {
    if (input.value.length < (part.min_query_length ?? 3)) return show(false); // 3 is Slack's default
    const found = await controls.search(input.value);
    options = found.flatMap((each) => each.options ?? [each]);
    list.replaceChildren(...options.map(draw));
    show(options.length > 0);
  });
  const keys = {
    ArrowDown: () => select(selected + 1),
    ArrowUp: () => select(selected - 1),
    Enter: () => pick(options[selected]),
    Escape: () => show(false), // and not the form around it
  };
  input.addEventListener("input", search);
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    if (list.hidden || !keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  return h("span", { class: "overflow" }, input, list);
}

// A function that runs `act` once no call has come for a moment.
function debounce(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, TYPING_PAUSE);
  };
}
