// The messages of a conversation, drawn once each and again only where they changed.

import { blocks } from "./blocks.js";
import { $, append, fill, h, icon } from "./dom.js";
import { fileCards } from "./files.js";
import { avatar } from "./people.js";
import { mrkdwn } from "./mrkdwn.js";
import { onArrival, openThread, repliesTo, state } from "./state.js";
import { ask } from "./api.js";
import { showProblem } from "./toast.js";

const GAP = 5 * 60; // seconds after which the same person's next message names them again

// A list that keeps what it drew: `draw(messages)` brings it up to date and scrolls to what is new.
export function messageList(box, { threaded }) {
  const drawn = new Map();
  let newest = null; // the node of the newest message
  let key = ""; // and what it is
  let left = 0; // where the list was left scrolled to

  const show = () => {
    showNewest(box, newest);
    left = box.scrollTop;
  };
  // What grows above or below moves the newest message: stay with it, unless somebody scrolled away.
  const stay = () => newest && Math.abs(box.scrollTop - left) < 40 && show();
  new ResizeObserver(stay).observe(box);

  return (messages, intro) => {
    const nodes = messages.map((message, place) => keep(drawn, message, messages[place - 1], threaded));
    arrange(box, [intro, ...withDays(messages, nodes)].filter(Boolean));
    const last = messages.at(-1);
    const now = last ? `${last.channel} ${last.ts}` : "";
    const redrawn = newest !== nodes.at(-1);
    newest = nodes.at(-1) ?? null;
    if (newest && now !== key) show();
    else if (redrawn) stay();
    key = now;
  };
}

// The end of the conversation, or the beginning of a message too tall to be seen whole.
function showNewest(box, node) {
  const top = node.offsetTop - box.offsetTop;
  const tall = node.offsetHeight > box.clientHeight;
  box.scrollTop = tall ? top - 12 : box.scrollHeight;
}

function keep(drawn, message, before, threaded) {
  const follows = continues(message, before);
  const replies = threaded || message.note ? [] : repliesTo(message.channel, message.ts);
  const now = JSON.stringify([message, follows, replies.map((reply) => reply.user)]);
  const key = `${message.channel} ${message.ts} ${state.me}`;
  if (drawn.get(key)?.now !== now) drawn.set(key, { now, node: row(message, follows, replies, threaded) });
  return drawn.get(key).node;
}

// Put these nodes into the box with as little movement as possible, so that focus stays where it is.
function arrange(box, nodes) {
  for (const child of [...box.children]) {
    if (!nodes.includes(child)) child.remove();
  }
  nodes.forEach((node, place) => {
    if (box.children[place] !== node) box.insertBefore(node, box.children[place] ?? null);
  });
}

function continues(message, before) {
  if (!before || before.note || message.note || before.user !== message.user) return false;
  const near = Number(message.ts) - Number(before.ts) < GAP;
  return near && before.visible_to === message.visible_to && !message.visible_to && sameDay(message, before);
}

const days = new Map();

function withDays(messages, nodes) {
  return nodes.flatMap((node, place) => {
    if (place && sameDay(messages[place], messages[place - 1])) return [node];
    const name = dayName(messages[place]);
    const key = `${messages[place].channel} ${name} ${place}`;
    if (!days.has(key)) days.set(key, h("div", { class: "day", role: "separator" }, h("span", {}, name)));
    return [days.get(key), node];
  });
}

function at(message) {
  return new Date(Number(message.ts) * 1000);
}

function sameDay(one, other) {
  return at(one).toDateString() === at(other).toDateString();
}

function dayName(message) {
  if (at(message).toDateString() === new Date().toDateString()) return "Today";
  return at(message).toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long" });
}

function row(message, follows, replies, threaded) {
  if (message.note) return note(message);
  const user = state.users.get(message.user);
  const time = at(message).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  const kind = `message${follows ? " follows" : ""}${message.visible_to ? " private" : ""}`;
  const name = h("div", { class: "byline" }, h("strong", {}, user.real_name),
    user.is_bot && h("span", { class: "badge" }, "App"), h("time", { datetime: at(message).toISOString() }, time));
  const body = h("div", { class: "message-body" },
    message.visible_to && h("div", { class: "only-you" }, icon("eye"), "Only visible to you"),
    !follows && name, content(message), message.edited && h("span", { class: "edited" }, "(edited)"),
    reactions(message), replies.length > 0 && repliesButton(message, replies));
  const article = h("article", { class: kind, "aria-label": `${user.real_name}, ${time}`, dataset: { ts: message.ts } },
    h("div", { class: "gutter" }, follows ? h("time", {}, time) : avatar(user)), body);
  return append(article, [!threaded && !message.visible_to && toolbar(message)]);
}

function content(message) {
  const where = { channel: message.channel, ts: message.ts };
  const context = { key: `${message.channel} ${message.ts}`, where };
  const words = message.blocks.length === 0
    ? message.text && h("div", { class: "text" }, mrkdwn(message.text))
    : h("div", { class: "blocks" }, blocks(message.blocks, context));
  return [words, fileCards(message.files)];
}

function reactions(message) {
  return message.reactions.length > 0 && h("div", { class: "reactions" },
    message.reactions.map((name) => h("span", { class: "reaction" }, mrkdwn(`:${name}:`), " 1")));
}

function repliesButton(message, replies) {
  const people = [...new Set(replies.map((reply) => reply.user))].map((id) => avatar(state.users.get(id)));
  const count = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  return h("button", { type: "button", class: "replies", onclick: () => openThread(message.ts) }, people, count);
}

function toolbar(message) {
  const shortcuts = state.shortcuts.filter((shortcut) => shortcut.kind === "message").map((shortcut) =>
    h("button", { type: "button", title: shortcut.name, "aria-label": shortcut.name, onclick: () => run(shortcut, message) }, icon("bolt")));
  const open = () => openThread(message.thread_ts ?? message.ts);
  return h("div", { class: "toolbar" }, shortcuts,
    h("button", { type: "button", title: "Reply in thread", "aria-label": "Reply in thread", onclick: open }, icon("reply")));
}

async function run(shortcut, message) {
  try {
    await ask("/shortcut", { as: state.me, id: shortcut.callback_id, channel: message.channel, ts: message.ts });
  } catch (problem) {
    showProblem(problem.message);
  }
}

function note(message) {
  const act = message.action && h("button", { type: "button", class: "linklike", onclick: message.action.run }, message.action.label);
  return h("div", { class: "note" }, h("span", {}, message.text), act);
}

// Read new messages of others out once, whatever is drawn.
onArrival((message) => {
  if (message.user === state.me) return;
  const name = state.users.get(message.user).real_name;
  const whisper = message.visible_to ? ", only visible to you" : "";
  const files = message.files.map((file) => ` ${file.title}`);
  fill($("announcer"), h("p", {}, `${name}${whisper}: `, mrkdwn(message.text), files));
});
