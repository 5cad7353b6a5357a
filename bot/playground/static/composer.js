// Where people type: one composer for the conversation, one for the thread.

import { Completer } from "./complete.js";
import { fill, h, icon } from "./dom.js";
import { recalled, say } from "./say.js";

let numbers = 0;

// A composer that sends with `say(text, thread())`. Gives {element, focus, setPlace}.
export function composer(thread) {
  const id = `completions-${(numbers += 1)}`;
  const drafts = new Map();
  let place = "";
  let back = 0;

  const textarea = h("textarea", {
    rows: 1, role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
    "aria-label": "Message", spellcheck: "true", enterkeyhint: "send",
  });
  const list = h("div", { id, class: "completions", role: "listbox", "aria-label": "Suggestions", hidden: true });
  const send = h("button", { type: "button", class: "send", "aria-label": "Send", disabled: true, onclick: submit }, icon("send"));
  const completer = new Completer(textarea, list, (item, from) => {
    textarea.setRangeText(item.insert, from, textarea.selectionStart, "end");
    completer.close();
    edited();
    textarea.focus();
  });

  function edited() {
    drafts.set(place, textarea.value);
    send.disabled = !textarea.value.trim();
    grow();
  }

  function grow() {
    textarea.style.height = "auto";
    textarea.style.height = `${Math.min(textarea.scrollHeight, 200)}px`;
  }

  async function submit() {
    const text = textarea.value.trim();
    if (!text) return;
    put("");
    back = 0;
    if (!(await say(text, thread()))) put(text);
    textarea.focus();
  }

  function put(text) {
    textarea.value = text;
    edited();
    completer.close();
  }

  function insert(mark) {
    const gap = textarea.value && !/\s$/.test(textarea.value) && mark !== "/" ? " " : "";
    if (mark === "/") put("/");
    else textarea.setRangeText(gap + mark, textarea.selectionStart, textarea.selectionEnd, "end");
    textarea.focus();
    edited();
    completer.refresh();
  }

  // Up-arrow in an empty composer brings back what was sent, the newest first.
  function recall(event) {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step || (textarea.value && textarea.value !== recalled(back))) return;
    const text = back + step > 0 ? recalled(back + step) : "";
    if (text === null) return;
    event.preventDefault();
    back = Math.max(back + step, 0);
    put(text);
  }

  textarea.addEventListener("input", () => {
    edited();
    completer.refresh();
  });
  textarea.addEventListener("blur", () => completer.close());
  textarea.addEventListener("click", () => completer.refresh());
  textarea.addEventListener("keydown", (event) => {
    if (completer.key(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else recall(event);
  });

  const tool = (mark, label) =>
    h("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick: () => insert(mark) }, mark);
  const bar = h("div", { class: "composer-bar" }, tool("/", "Use a command"), tool("@", "Mention somebody"), send);
  const element = h("div", { class: "composer" }, list, textarea, bar);

  return {
    element,
    focus: () => textarea.focus(),
    // Say where what is typed will go; drafts are kept by place.
    setPlace(name, hint) {
      textarea.placeholder = hint;
      textarea.setAttribute("aria-label", hint);
      if (name === place) return;
      place = name;
      put(drafts.get(place) ?? "");
    },
  };
}

export function hints() {
  const key = (name) => h("kbd", {}, name);
  const line = h("p", { class: "hints" });
  fill(line, key("Enter"), " sends", h("i", {}), key("Shift"), " ", key("Enter"), " new line", h("i", {}), key("↑"), " last message");
  return line;
}
