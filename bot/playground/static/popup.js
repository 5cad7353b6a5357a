// A menu that a button opens: choices, links and fields, closed by Escape, by a choice, or when the focus leaves it.

import { fill, h } from "./dom.js";

// A box with the button and its menu. `items` are nodes, or a function that makes them when the menu opens.
// A click on one marked `data-closes` closes the menu.
export function popup(button, label, items) {
  const isLate = typeof items === "function";
  const menu = h("div", { class: "menu popup", role: "group", "aria-label": label, hidden: true }, isLate ? [] : items);
  const box = h("span", { class: "overflow" }, button, menu);
  const closeOutside = (event) => box.contains(event.target) || toggle(false);
  const toggle = (open) => {
    if (isLate) fill(menu, open ? items() : []);
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) document.addEventListener("pointerdown", closeOutside);
    else document.removeEventListener("pointerdown", closeOutside);
    // Near the bottom of the window a menu opens upwards, or it would be cut off.
    if (open) menu.classList.toggle("upwards", button.getBoundingClientRect().bottom + menu.offsetHeight > innerHeight - 80);
  };
  const close = () => {
    toggle(false);
    button.focus();
  };
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    toggle(menu.hidden);
    if (!menu.hidden) menu.querySelector("button, a, input, select")?.focus();
  });
  menu.addEventListener("click", (event) => event.target.closest("[data-closes]") && close());
  box.addEventListener("keydown", (event) => {
    if (menu.hidden) return;
    if (event.key === "Escape") {
      event.stopPropagation(); // Escape would also close the thread
      close();
    } else if (event.target.tagName !== "INPUT" && event.target.tagName !== "SELECT") moveFocus(event, menu);
  });
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && toggle(false));
  return box;
}

// The arrow keys move between the choices.
function moveFocus(event, menu) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("button, a")];
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
}

export function menuButton(label, onclick, detail) {
  return h("button", { type: "button", dataset: { closes: "" }, onclick }, label, detail && h("small", {}, detail));
}
