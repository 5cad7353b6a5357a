// What this page knows: the workspace, what the person it speaks as can see, and where they are.

import { connect, fetchWorkspace } from "./api.js";

const watchers = new Set();
let scheduled = false;

export const state = {
  users: new Map(), // id -> user
  members: [],
  bot: null,
  channels: [],
  commands: [],
  shortcuts: [],
  examples: [],
  address: "", // where the workspace would be on the web
  has_home: false, // whether the app shows a Home tab
  me: null, // the member this page speaks as
  place: null, // id of the open conversation
  tab: "messages", // of the direct conversation: messages or home
  thread: null, // ts of the message whose thread is open
  messages: new Map(), // "channel ts" -> message
  notes: [], // what only this page says: {channel, ts, me, ...}
  stack: [], // open modals, the topmost last
  home: null,
  prompts: new Map(), // channel -> {title, prompts}
  status: new Map(), // channel -> what the app says it is doing
  unread: new Map(), // channel -> number
  touched: new Map(), // message or view -> {block_id: {action_id: choice}}
  waiting: null, // {channel, thread} while an answer is under way
  online: false,
  ready: false,
};

export function watch(redraw) {
  watchers.add(redraw);
}

// Redraw on the next frame, however often this is called before.
export function changed() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    for (const redraw of watchers) redraw(state);
  });
}

export function update(changes) {
  Object.assign(state, changes);
  changed();
}

export async function start() {
  const workspace = await fetchWorkspace();
  update({ ...workspace, users: new Map(workspace.users.map((user) => [user.id, user])) });
  const known = sessionStorage.getItem("me");
  becomeMember(workspace.members.some((member) => member.id === known) ? known : workspace.members[0].id);
}

export function becomeMember(id) {
  sessionStorage.setItem("me", id);
  const direct = currentChannel()?.is_im;
  update({ me: id, ready: false, messages: new Map(), stack: [], home: null, thread: null });
  update({ unread: new Map(), prompts: new Map(), waiting: null });
  const here = currentChannel();
  update({ place: direct ? conversationWithBot().id : here && isIn(here) ? here.id : conversations()[0].id });
  connect(id, handlers);
}

// The channels of the person the page speaks as.
export function conversations() {
  return state.channels.filter((channel) => !channel.is_im && isIn(channel));
}

export function isIn(channel) {
  return channel.is_im ? channel.member === state.me : !channel.members || channel.members.includes(state.me);
}

export function conversationWithBot() {
  return state.channels.find((channel) => channel.member === state.me);
}

export function currentChannel() {
  return state.channels.find((channel) => channel.id === state.place);
}

export function goTo(channel, tab = "messages") {
  state.unread.delete(channel);
  update({ place: channel, tab, thread: null });
}

export function openThread(ts) {
  update({ thread: ts });
}

function messagesIn(channel) {
  const said = [...state.messages.values()].filter((message) => message.channel === channel);
  const notes = state.notes.filter((note) => note.channel === channel && note.me === state.me);
  return [...said, ...notes].sort((one, other) => Number(one.ts) - Number(other.ts));
}

export function topLevel(channel) {
  return messagesIn(channel).filter((message) => !message.thread_ts || message.thread_ts === message.ts);
}

export function repliesTo(channel, ts) {
  return messagesIn(channel).filter((message) => message.thread_ts === ts && message.ts !== ts);
}

export function touchedIn(key) {
  if (!state.touched.has(key)) state.touched.set(key, {});
  return state.touched.get(key);
}

export function touch(key, blockId, actionId, choice) {
  const blocks = touchedIn(key);
  blocks[blockId] = { ...blocks[blockId], [actionId]: choice };
}

export function addNote(note) {
  const ts = String(Date.now() / 1000);
  state.notes.push({ channel: state.place, me: state.me, ts, note: true, ...note });
  changed();
}

// Where there is room, the thread with the answer to one's own question opens by itself.
function showAnswerBeside(answer) {
  const asked = state.messages.get(`${answer.channel} ${answer.thread_ts}`);
  const here = answer.channel === state.place && asked?.user === state.me;
  if (here && !currentChannel().is_im && matchMedia("(min-width: 1021px)").matches) update({ thread: answer.thread_ts });
}

const arrivals = new Set();

// Call `hear(message)` for every message that was not there before.
export function onArrival(hear) {
  arrivals.add(hear);
}

const handlers = {
  open: () => update({ online: true }),
  lost: () => update({ online: false }),
  snapshot({ messages, stack, home }) {
    state.messages = new Map(messages.map((message) => [`${message.channel} ${message.ts}`, message]));
    update({ stack, home, ready: true, online: true });
  },
  message(message) {
    const key = `${message.channel} ${message.ts}`;
    const fresh = !state.messages.has(key);
    state.messages.set(key, message);
    if (fresh) arrived(message);
    changed();
  },
  removed({ channel, ts }) {
    state.messages.delete(`${channel} ${ts}`);
    changed();
  },
  views: ({ stack }) => update({ stack }),
  home: (home) => update({ home }),
  prompts({ channel, title, prompts }) {
    state.prompts.set(channel, { title, prompts });
    changed();
  },
  status({ channel, status }) {
    state.status.set(channel, status);
    changed();
  },
};

function arrived(message) {
  if (message.user === state.bot.id) {
    state.status.delete(message.channel);
    if (state.waiting?.channel === message.channel) state.waiting = null;
    showAnswerBeside(message);
  }
  if (message.channel !== state.place && message.user !== state.me) {
    state.unread.set(message.channel, (state.unread.get(message.channel) ?? 0) + 1);
  }
  for (const hear of arrivals) hear(message);
}
