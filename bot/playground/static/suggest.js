// A menu whose options the app gives while somebody types.

import { h } from "./dom.js";
import { plain } from "./primitives.js";

export function suggest(part, controls) {
  const hint = part.placeholder ? plain(part.placeholder) : "Type to search";
  const known = controls.now ?? part.initial_option;
  const list = h("div", { class: "menu suggestions", role: "listbox", hidden: true });
  const input = h("input", {
    class: "text-field", type: "text", role: "combobox", autocomplete: "off", placeholder: hint, id: controls.id,
    "aria-expanded": "false", "aria-label": controls.id ? null : hint, value: known ? plain(known.text) : "",
  });
  let options = [];

  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
  };
  const pick = (option) => {
    input.value = plain(option.text);
    show(false);
    controls.choose(option, input);
  };
  const search = later(async () => {
    if (input.value.length < (part.min_query_length ?? 3)) return show(false);
    const found = await controls.search(input.value);
    options = found.flatMap((each) => each.options ?? [each]);
    list.replaceChildren(...options.map((option) =>
      h("button", { type: "button", role: "option", tabindex: "-1", onmousedown: () => pick(option) }, plain(option.text))));
    show(options.length > 0);
  });
  input.addEventListener("input", search);
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      pick(options[0]);
    }
  });
  return h("span", { class: "overflow" }, input, list);
}

// Called often, runs once it has been quiet for a moment.
function later(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, 150);
  };
}
