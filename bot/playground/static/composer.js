// The message composer: the page has one for the conversation and one for the thread.

import { Completer } from "./completion.js";
import { fill, h, icon } from "./dom.js";
import { previousText, runShortcut, sendText } from "./sending.js";

let composers = 0;

// `thread()` gives the thread to send into, null for the conversation. Put `element` on the page.
export class Composer {
  constructor(thread) {
    this.thread = thread;
    this.drafts = new Map();
    this.place = "";
    this.back = 0; // how many messages the up arrow has gone back
    this.build(`completions-${(composers += 1)}`);
    this.listen();
  }

  build(id) {
    this.textarea = h("textarea", {
      rows: 1, role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
      "aria-label": "Message", spellcheck: "true", enterkeyhint: "send",
    });
    const list = h("div", { id, class: "completions", role: "listbox", "aria-label": "Suggestions", hidden: true });
    this.send = h("button", { type: "button", class: "send", "aria-label": "Send", disabled: true }, icon("send"));
    this.completer = new Completer(this.textarea, list, (item, from) => this.complete(item, from));
    const bar = h("div", { class: "composer-bar" }, this.tool("/", "Use a command"), this.tool("@", "Mention someone"), this.send);
    this.element = h("div", { class: "composer" }, list, this.textarea, bar);
  }

  listen() {
    const { textarea, completer } = this;
    textarea.addEventListener("input", () => {
      this.edited();
      completer.refresh();
    });
    textarea.addEventListener("blur", () => completer.close());
    textarea.addEventListener("click", () => completer.refresh());
    textarea.addEventListener("keydown", (event) => this.handleKey(event));
    this.send.addEventListener("click", () => this.submit());
  }

  // A button that starts a command or a mention.
  tool(mark, label) {
    const insert = () => this.insert(mark);
    return h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick: insert }, mark);
  }

  focus() {
    this.textarea.focus();
  }

  // Say where the next message goes. Each place keeps its own draft.
  setPlace(name, hint) {
    this.textarea.placeholder = hint;
    this.textarea.setAttribute("aria-label", hint);
    if (name === this.place) return;
    this.place = name;
    this.setText(this.drafts.get(name) ?? "");
  }

  edited() {
    const { textarea } = this;
    this.drafts.set(this.place, textarea.value);
    this.send.disabled = !textarea.value.trim();
    textarea.style.height = "auto"; // let the box shrink before it is measured
    textarea.style.height = `${Math.min(textarea.scrollHeight, 200)}px`;
  }

  setText(text) {
    this.textarea.value = text;
    this.edited();
    this.completer.close();
  }

  insert(mark) {
    const { textarea } = this;
    const gap = textarea.value && !/\s$/.test(textarea.value) ? " " : "";
    if (mark === "/") this.setText("/"); // Slack reads a command only at the start of a message
    else textarea.setRangeText(gap + mark, textarea.selectionStart, textarea.selectionEnd, "end");
    this.focus();
    this.edited();
    this.completer.refresh();
  }

  complete(item, from) {
    const inserted = item.shortcut ? "" : item.insert;
    if (item.shortcut) runShortcut(item.shortcut);
    this.textarea.setRangeText(inserted, from, this.textarea.selectionStart, "end");
    this.completer.close();
    this.edited();
    this.focus();
  }

  handleKey(event) {
    if (this.completer.handleKey(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else this.recall(event);
  }

  async submit() {
    const text = this.textarea.value.trim();
    if (!text) return;
    this.setText("");
    this.back = 0;
    if (!(await sendText(text, this.thread()))) this.setText(text);
    this.focus();
  }

  // The up arrow in an empty composer brings back sent messages, newest first.
  recall(event) {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step || (this.textarea.value && this.textarea.value !== previousText(this.back))) return;
    const text = this.back + step > 0 ? previousText(this.back + step) : "";
    if (text === null) return;
    event.preventDefault();
    this.back = Math.max(this.back + step, 0);
    this.setText(text);
  }
}

// The line of keyboard shortcuts under the composer.
export function hints() {
  const key = (name) => h("kbd", {}, name);
  const line = h("p", { class: "hints" });
  fill(line, key("Enter"), " sends", h("i", {}), key("Shift"), " ", key("Enter"), " new line", h("i", {}), key("↑"), " last message");
  return line;
}
