// What a person can do with a message: react, run a shortcut of the app, and edit or delete one of their own.

import { post } from "./api.js";
import { h, icon, showProblem } from "./dom.js";
import { emoji } from "./emoji.js";
import { menuButton, popup } from "./popup.js";
import { runShortcut } from "./sending.js";
import { openThread, state } from "./state.js";

const REACTIONS = ["+1", "eyes", "white_check_mark", "tada"];

// `isThreaded`: whether the message is shown in its thread, so that there is nothing to open.
export function toolbar(message, isThreaded) {
  const open = () => openThread(message.thread_ts ?? message.ts);
  const button = h("button", { type: "button", title: "More actions", "aria-label": "More actions", "aria-haspopup": "true" }, icon("more"));
  return h("div", { class: "toolbar" },
    !isThreaded && h("button", { type: "button", title: "Reply in thread", "aria-label": "Reply in thread", onclick: open }, icon("reply")),
    popup(button, "More actions", () => items(message)));
}

function items(message) {
  const shortcuts = state.shortcuts.filter((shortcut) => shortcut.kind === "message");
  const isMine = message.user === state.me;
  return [
    h("div", { class: "reaction-choices" }, REACTIONS.map((name) => reactionButton(message, name, `React with ${name}`))),
    shortcuts.map((shortcut) => menuButton(shortcut.name, () => runShortcut(shortcut, message), state.bot.real_name)),
    isMine && menuButton("Edit message", () => edit(message)),
    isMine && menuButton("Delete message", () => change("/delete", message)),
  ].flat(2).filter(Boolean);
}

// A reaction that a press adds or takes away.
export function reactionButton(message, name, label) {
  return h("button", {
    type: "button", class: "reaction", dataset: { closes: "" }, "aria-label": label, onclick: () => change("/react", message, { name }),
  }, emoji(name), !label && " 1");
}

async function change(path, message, more = {}) {
  try {
    await post(path, { as: state.me, channel: message.channel, ts: message.ts, ...more });
    return true;
  } catch (problem) {
    showProblem(problem.message);
    return false;
  }
}

function edit(message) {
  const field = h("textarea", { class: "text-field", rows: 4, "aria-label": "Message" });
  field.value = asTyped(message.text);
  const dialog = h("dialog", { class: "modal small", "aria-labelledby": "edit-title" });
  const close = () => dialog.close();
  const save = async (event) => {
    event.preventDefault();
    if (await change("/edit", message, { text: field.value })) close();
  };
  dialog.append(h("form", { onsubmit: save },
    h("h2", { id: "edit-title" }, "Edit message"),
    h("div", { class: "modal-body" }, field),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: close }, "Cancel"),
      h("button", { type: "submit", class: "button primary" }, "Save"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// The text as the person typed it: Slack sends apps ids in place of names, and escapes three characters.
function asTyped(text) {
  const named = text.replace(/<@([A-Z0-9]+)>/g, (whole, id) => (state.users.has(id) ? `@${state.users.get(id).real_name}` : whole))
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, "#$1").replace(/<(https?:[^>|]*)(\|[^>]*)?>/g, "$1")
    .replace(/<!(here|channel|everyone)>/g, "@$1");
  return named.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
