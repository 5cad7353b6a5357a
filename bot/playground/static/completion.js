// The suggestion list over the composer: commands and shortcuts after "/", people after "@", channels after "#".

import { avatar } from "./avatars.js";
import { fill, h } from "./dom.js";
import { conversations, state } from "./state.js";

// Suggestions for the text before the caret: {from, items: [{insert, label, hint, detail, user, shortcut}]}, or null for none.
// `from` is where in the text the suggestion would be inserted.
export function completions(before) {
  const slash = before.match(/^\/(\S*)$/);
  if (slash) return matching(0, [...commands(), ...shortcuts()], before);
  const word = before.match(/(?:^|\s)([@#])([\p{L}\p{N}-]*)$/u);
  if (!word) return null;
  const from = before.length - word[2].length - 1;
  return matching(from, word[1] === "@" ? people() : channels(), before.slice(from));
}

function matching(from, items, typed) {
  const fitting = items.filter((item) => item.insert.toLowerCase().startsWith(typed.toLowerCase()));
  const done = fitting.length === 1 && fitting[0].insert.trim().toLowerCase() === typed.toLowerCase() && typed.startsWith("@");
  return fitting.length && !done ? { from, items: fitting } : null;
}

function commands() {
  return state.commands.map((command) => ({
    insert: `${command.name} `, label: command.name, hint: command.usage, detail: command.description,
  }));
}

// Global shortcuts, which run when they are chosen rather than being typed.
function shortcuts() {
  return state.shortcuts.filter((shortcut) => shortcut.kind === "global").map((shortcut) => ({
    insert: `/${shortcut.name}`, label: shortcut.name, detail: "Shortcut", shortcut,
  }));
}

function people() {
  return [state.bot, ...state.members].map((user) => ({
    insert: `@${user.real_name} `, label: user.real_name, detail: user.is_bot ? "App" : user.id === state.me ? "You" : "", user,
  }));
}

function channels() {
  return conversations().filter((channel) => !channel.is_mpim).map((channel) => ({ insert: `#${channel.name} `, label: `#${channel.name}`, detail: channel.topic }));
}

// Shows the suggestions for `textarea` in `listbox`. Calls `pick(item, from)` with the chosen one.
export class Completer {
  constructor(textarea, listbox, pick) {
    this.textarea = textarea;
    this.listbox = listbox;
    this.pick = pick;
    this.items = [];
    this.selected = 0;
  }

  get open() {
    return this.items.length > 0;
  }

  refresh() {
    const { value, selectionStart } = this.textarea;
    const found = document.activeElement === this.textarea && completions(value.slice(0, selectionStart));
    this.from = found?.from;
    this.items = found ? found.items : [];
    this.selected = 0;
    this.draw();
  }

  close() {
    this.items = [];
    this.draw();
  }

  // Handle a key press; returns whether the list used it.
  handleKey(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.selected = (this.selected + step + this.items.length) % this.items.length;
    else if (event.key === "Enter" || event.key === "Tab") return this.take(event);
    else if (event.key === "Escape") this.items = [];
    else return false;
    this.draw();
    return true;
  }

  take(event) {
    const item = this.items[this.selected];
    const whole = this.textarea.value.trim() === item.insert.trim();
    if (whole && event.key === "Enter") return false; // nothing is left to complete, so Enter sends the message
    this.pick(item, this.from);
    return true;
  }

  draw() {
    const { listbox, textarea } = this;
    listbox.hidden = !this.open;
    textarea.setAttribute("aria-expanded", String(this.open));
    const option = (item, index) =>
      h("div", {
        id: `${listbox.id}-${index}`, role: "option", class: "completion", "aria-selected": String(index === this.selected),
        // Without this, pressing the mouse would move the focus and close the list before the click arrives.
        onmousedown: (event) => event.preventDefault(), onclick: () => this.pick(item, this.from),
      }, item.user && avatar(item.user), h("strong", {}, item.label),
        item.hint && h("code", {}, item.hint), item.detail && h("span", {}, item.detail));
    fill(listbox, this.items.map(option));
    if (this.open) textarea.setAttribute("aria-activedescendant", `${listbox.id}-${this.selected}`);
    else textarea.removeAttribute("aria-activedescendant");
    listbox.children[this.selected]?.scrollIntoView({ block: "nearest" });
  }
}
