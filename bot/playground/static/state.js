// The state of the page: the workspace, what the current member can see in it, and which conversation is open.

import { connect, fetchWorkspace } from "./api.js";
import { now, setTime } from "./clock.js";

const watchers = new Set(); // functions that redraw the page
let scheduled = false;

export const state = {
  users: new Map(), // id -> user
  members: [],
  bot: null,
  channels: [],
  commands: [],
  shortcuts: [],
  examples: [], // {title, examples: [{text, caption}]}
  address: "", // the web address of the workspace, at which permalinks begin
  has_home: false, // whether the app shows a Home tab
  installed: false, // whether an app in another process was installed here
  session: null, // {id, first_channel, app} where the clock can be moved and the workspace reset
  zones: new Map(), // id of a member -> their time zone, if it isn't that of the browser
  me: null, // id of the member this page acts as
  place: null, // id of the open conversation
  tab: "messages", // the open tab of the direct conversation: messages or home
  thread: null, // ts of the message whose thread is open
  messages: new Map(), // "channel ts" -> message
  notes: [], // lines that only this page shows: {channel, ts, me, ...}
  stack: [], // open modals, topmost last
  home: null,
  prompts: new Map(), // channel -> {title, prompts}
  status: new Map(), // channel -> the status the app set
  unread: new Map(), // channel -> number of unread messages
  entered: new Map(), // key of a message or view -> {block_id: {action_id: choice}}
  waiting: null, // {channel, thread, since} while an answer is expected
  online: false,
  ready: false,
};

export function watch(redraw) {
  watchers.add(redraw);
}

// Redraw on the next frame: many changes in a row cost one redraw.
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
  const members = workspace.members.filter((member) => !member.deleted);
  update({ ...workspace, members, users: new Map(workspace.users.map((user) => [user.id, user])) });
  const last = sessionStorage.getItem("me");
  state.place = lastPlace() ?? (workspace.session?.first_channel || null);
  becomeMember(members.some((member) => member.id === last) ? last : members[0].id);
}

// The conversation that this page showed before it was loaded again, unless the session is another one by now.
function lastPlace() {
  const last = JSON.parse(sessionStorage.getItem("place") ?? "null");
  const isKnown = state.channels.some((channel) => channel.id === last?.place);
  return state.session && last?.session === state.session.id && isKnown ? last.place : null;
}

function rememberPlace() {
  if (state.session) sessionStorage.setItem("place", JSON.stringify({ session: state.session.id, place: state.place }));
}

export function becomeMember(id) {
  sessionStorage.setItem("me", id);
  const isDirect = currentChannel()?.is_im;
  update({ me: id, ready: false, messages: new Map(), stack: [], home: null, thread: null });
  update({ unread: new Map(), prompts: new Map(), waiting: null });
  // Stay in the open channel if the new member is in it too.
  const channel = currentChannel();
  update({ place: isDirect ? conversationWithBot().id : channel && isIn(channel) ? channel.id : conversations()[0].id });
  rememberPlace();
  connect(id, handlers);
}

// The channels that the current member is in, without direct conversations.
export function conversations() {
  return state.channels.filter((channel) => !channel.is_im && isIn(channel));
}

export function isIn(channel) {
  return channel.is_im ? channel.member === state.me : !channel.members || channel.members.includes(state.me);
}

// The name of a conversation as it is written in a sentence.
export function placeName(channel) {
  if (channel.is_im) return state.bot.real_name;
  return channel.is_mpim ? channel.name : `#${channel.name}`;
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
  rememberPlace();
}

export function openThread(ts) {
  update({ thread: ts });
}

function messagesIn(channel) {
  const posted = [...state.messages.values()].filter((message) => message.channel === channel);
  const notes = state.notes.filter((note) => note.channel === channel && note.me === state.me);
  return [...posted, ...notes].sort((one, other) => Number(one.ts) - Number(other.ts));
}

export function topLevel(channel) {
  return messagesIn(channel).filter((message) => !message.thread_ts || message.thread_ts === message.ts);
}

export function repliesTo(channel, ts) {
  return messagesIn(channel).filter((message) => message.thread_ts === ts && message.ts !== ts);
}

// The values entered in a message or view so far: {block_id: {action_id: choice}}.
export function valuesIn(key) {
  if (!state.entered.has(key)) state.entered.set(key, {});
  return state.entered.get(key);
}

export function enterValue(key, blockId, actionId, choice) {
  const blocks = valuesIn(key);
  blocks[blockId] = { ...blocks[blockId], [actionId]: choice };
}

// Add a line to the open conversation that only this page shows.
export function addNote(note) {
  const ts = String(now().getTime() / 1000);
  state.notes.push({ channel: state.place, me: state.me, ts, note: true, ...note });
  changed();
}

// Open the thread in which the app answers the current member's question.
function openAnswer(answer) {
  const question = state.messages.get(`${answer.channel} ${answer.thread_ts}`);
  const isMine = answer.channel === state.place && question?.user === state.me;
  if (isMine && !currentChannel().is_im) update({ thread: answer.thread_ts });
}

const arrivals = new Set(); // listeners for new messages

// Call `listener(message)` for every new message.
export function onArrival(listener) {
  arrivals.add(listener);
}

function setApp(app) {
  if (!state.session || state.session.app === app) return;
  state.session.app = app;
  changed();
}

const handlers = {
  open: () => update({ online: true }),
  lost: () => update({ online: false }),
  snapshot({ messages, stack, home, now: seconds, app, installed }) {
    setTime(seconds);
    setApp(app);
    state.messages = new Map(messages.map((message) => [`${message.channel} ${message.ts}`, message]));
    update({ stack, home, installed, ready: true, online: true });
  },
  message(message) {
    const key = `${message.channel} ${message.ts}`;
    const isNew = !state.messages.has(key);
    state.messages.set(key, message);
    if (isNew) arrived(message);
    changed();
  },
  removed({ channel, ts }) {
    state.messages.delete(`${channel} ${ts}`);
    changed();
  },
  clock({ now: seconds }) {
    setTime(seconds);
    changed();
  },
  app: ({ app }) => setApp(app),
  installed: ({ installed }) => update({ installed }),
  reset: () => location.reload(),
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
    openAnswer(message);
  }
  if (message.channel !== state.place && message.user !== state.me) {
    state.unread.set(message.channel, (state.unread.get(message.channel) ?? 0) + 1);
  }
  for (const listener of arrivals) listener(message);
}
