// The list of messages in a conversation or thread. A message is drawn again only when it has changed, so that
// focus and open menus survive new messages.

import { avatar } from "./avatars.js";
import { blocks } from "./blocks.js";
import { today } from "./clock.js";
import { $, append, fill, h, icon } from "./dom.js";
import { focusPlace, restoreFocus } from "./focus.js";
import { reactionButton, toolbar } from "./messagemenu.js";
import { mrkdwn } from "./mrkdwn.js";
import { onArrival, openThread, repliesTo, state } from "./state.js";

const GAP = 5 * 60; // seconds after which the same person's next message shows their name again
const UNITS = ["bytes", "KB", "MB"];

// Returns `draw(messages, intro)`, which brings the list in `box` up to date and scrolls to a new message.
export function messageList(box, { threaded }) {
  const drawn = new Map();
  let newest = null; // the node of the newest message
  let newestKey = ""; // its channel and ts
  let lastScroll = 0; // scrollTop after the last scrolling to the newest message

  const show = () => {
    showNewest(box, newest);
    lastScroll = box.scrollTop;
  };
  // A change of size moves the newest message: follow it, unless the person has scrolled away (by 40 pixels).
  const stay = () => newest && Math.abs(box.scrollTop - lastScroll) < 40 && show();
  new ResizeObserver(stay).observe(box);

  return (messages, intro) => {
    const nodes = messages.map((message, index) => drawOnce(drawn, message, messages[index - 1], threaded));
    const place = focusPlace();
    arrange(box, [intro, ...withDays(messages, nodes)].filter(Boolean));
    restoreFocus(place);
    const last = messages.at(-1);
    const key = last ? `${last.channel} ${last.ts}` : "";
    const redrawn = newest !== nodes.at(-1);
    newest = nodes.at(-1) ?? null;
    if (newest && key !== newestKey) show();
    else if (newest && redrawn) stay();
    else if (!newest && newestKey) box.scrollTop = 0; // an empty conversation is read from its top
    newestKey = key;
  };
}

// Scroll to the end of the conversation, or to the top of a last message that is taller than the list.
function showNewest(box, node) {
  const top = node.offsetTop - box.offsetTop;
  const tall = node.offsetHeight > box.clientHeight;
  box.scrollTop = tall ? top - 12 : box.scrollHeight;
}

// The node of a message: the one drawn before unless something in it has changed.
function drawOnce(drawn, message, before, threaded) {
  const follows = continues(message, before);
  const replies = threaded || message.note ? [] : repliesTo(message.channel, message.ts);
  const now = JSON.stringify([message, follows, replies.map((reply) => reply.user)]);
  const key = `${message.channel} ${message.ts} ${state.me}`;
  if (drawn.get(key)?.now !== now) drawn.set(key, { now, node: row(message, follows, replies, threaded) });
  return drawn.get(key).node;
}

// Make these nodes the children of the box. Nodes already in place are not touched, or they would lose the focus.
function arrange(box, nodes) {
  for (const child of [...box.children]) {
    if (!nodes.includes(child)) child.remove();
  }
  nodes.forEach((node, index) => {
    if (box.children[index] !== node) box.insertBefore(node, box.children[index] ?? null);
  });
}

// Whether a message is shown under the name of the one before it.
function continues(message, before) {
  if (!before || before.note || message.note || before.user !== message.user) return false;
  const near = Number(message.ts) - Number(before.ts) < GAP;
  return near && before.visible_to === message.visible_to && !message.visible_to && sameDay(message, before);
}

const days = new Map();

// The nodes with a separator before the first message of each day.
function withDays(messages, nodes) {
  return nodes.flatMap((node, index) => {
    if (index && sameDay(messages[index], messages[index - 1])) return [node];
    const name = dayName(messages[index]);
    const key = `${messages[index].channel} ${messages[index].ts} ${name}`;
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
  if (at(message).toDateString() === today()) return "Today";
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
  return append(article, [!message.visible_to && toolbar(message, threaded)]);
}

function content(message) {
  const container = { channel: message.channel, ts: message.ts };
  const context = { key: `${message.channel} ${message.ts}`, container };
  const body = message.blocks.length === 0
    ? message.text && h("div", { class: "text" }, mrkdwn(message.text))
    : h("div", { class: "blocks" }, blocks(message.blocks, context));
  return [body, message.files.length > 0 && h("div", { class: "files" }, message.files.map(fileCard))];
}

function fileCard(file) {
  const address = `/file?${new URLSearchParams({ as: state.me, id: file.id })}`;
  const name = file.title === file.name ? [] : [file.name];
  return h("a", { class: "file", href: address, download: file.name },
    icon("file"), h("span", { class: "unseen" }, "Download "),
    h("span", { class: "file-name" }, h("strong", {}, file.title), h("small", {}, [...name, fileSize(file.size)].join(" · "))));
}

function fileSize(bytes) {
  let [number, unit] = [bytes, 0];
  while (number >= 1000 && unit < UNITS.length - 1) [number, unit] = [number / 1000, unit + 1];
  return `${unit ? number.toFixed(1) : number} ${UNITS[unit]}`;
}

function reactions(message) {
  return message.reactions.length > 0 && h("div", { class: "reactions" },
    message.reactions.map((name) => reactionButton(message, name)));
}

function repliesButton(message, replies) {
  const people = [...new Set(replies.map((reply) => reply.user))].map((id) => avatar(state.users.get(id)));
  const count = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  return h("button", { type: "button", class: "replies", onclick: () => openThread(message.ts) }, people, count);
}

// A line that only this page shows, such as the command the person just used.
function note(message) {
  const button = message.action && h("button", { type: "button", class: "linklike", onclick: message.action.run }, message.action.label);
  return h("div", { class: "note" }, h("span", {}, message.text), button);
}

// Screen readers read a new message of another user once, in whichever conversation it is.
onArrival((message) => {
  if (message.user === state.me) return;
  const name = state.users.get(message.user).real_name;
  const visibility = message.visible_to ? ", only visible to you" : "";
  const files = message.files.map((file) => ` ${file.title}`);
  fill($("announcer"), h("p", {}, `${name}${visibility}: `, mrkdwn(message.text), files));
});
