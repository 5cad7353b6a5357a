// The list over the composer: commands after "/", people after "@", channels after "#".

import { fill, h } from "./dom.js";
import { avatar } from "./people.js";
import { conversations, state } from "./state.js";

// What fits the text before the caret: {from, items: [{insert, label, hint, detail, face}]}, or null.
export function completions(before) {
  const slash = before.match(/^\/(\S*)$/);
  if (slash) return offer(0, commands(), before);
  const word = before.match(/(?:^|\s)([@#])([\p{L}\p{N}-]*)$/u);
  if (!word) return null;
  const from = before.length - word[2].length - 1;
  return offer(from, word[1] === "@" ? people() : rooms(), before.slice(from));
}

function offer(from, items, typed) {
  const fitting = items.filter((item) => item.insert.toLowerCase().startsWith(typed.toLowerCase()));
  const done = fitting.length === 1 && fitting[0].insert.trim().toLowerCase() === typed.toLowerCase() && typed.startsWith("@");
  return fitting.length && !done ? { from, items: fitting } : null;
}

function commands() {
  return state.commands.map((command) => ({
    insert: `${command.name} `, label: command.name, hint: command.usage, detail: command.description,
  }));
}

function people() {
  return [state.bot, ...state.members].map((user) => ({
    insert: `@${user.real_name} `, label: user.real_name, detail: user.is_bot ? "App" : user.id === state.me ? "You" : "", face: user,
  }));
}

function rooms() {
  return conversations().map((channel) => ({ insert: `#${channel.name} `, label: `#${channel.name}`, detail: channel.topic }));
}

// A list box that belongs to `textarea`. `pick` gets the chosen item.
export class Completer {
  constructor(textarea, box, pick) {
    this.textarea = textarea;
    this.box = box;
    this.pick = pick;
    this.items = [];
    this.at = 0;
  }

  get open() {
    return this.items.length > 0;
  }

  refresh() {
    const { value, selectionStart } = this.textarea;
    const found = document.activeElement === this.textarea && completions(value.slice(0, selectionStart));
    this.from = found?.from;
    this.items = found ? found.items : [];
    this.at = 0;
    this.draw();
  }

  close() {
    this.items = [];
    this.draw();
  }

  // Whether the key was for the list.
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.at = (this.at + step + this.items.length) % this.items.length;
    else if (event.key === "Enter" || event.key === "Tab") return this.take(event);
    else if (event.key === "Escape") this.items = [];
    else return false;
    this.draw();
    return true;
  }

  take(event) {
    const item = this.items[this.at];
    const whole = this.textarea.value.trim() === item.insert.trim();
    if (whole && event.key === "Enter") return false; // nothing left to complete: send it
    this.pick(item, this.from);
    return true;
  }

  draw() {
    const { box, textarea } = this;
    box.hidden = !this.open;
    textarea.setAttribute("aria-expanded", String(this.open));
    const option = (item, place) =>
      h("div", {
        id: `${box.id}-${place}`, role: "option", class: "completion", "aria-selected": String(place === this.at),
        onmousedown: (event) => event.preventDefault(), onclick: () => this.pick(item, this.from),
      }, item.face && avatar(item.face), h("strong", {}, item.label),
        item.hint && h("code", {}, item.hint), item.detail && h("span", {}, item.detail));
    fill(box, this.items.map(option));
    if (this.open) textarea.setAttribute("aria-activedescendant", `${box.id}-${this.at}`);
    else textarea.removeAttribute("aria-activedescendant");
    box.children[this.at]?.scrollIntoView({ block: "nearest" });
  }
}
