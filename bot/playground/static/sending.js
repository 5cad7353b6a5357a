// Sending what the person typed, and explaining what Slack would leave unexplained.

import { post } from "./api.js";
import { showProblem } from "./dom.js";
import { addNote, changed, currentChannel, state, update } from "./state.js";

const ANSWER_TIMEOUT = 4000; // milliseconds after which the page no longer announces an answer

const history = [];

// The text sent `back` messages ago (1 is the newest), or null.
export function previousText(back) {
  return back > 0 ? (history.at(-back) ?? null) : null;
}

// Send `text` to the open conversation or, given a thread, into it. Resolves to whether it was sent.
export async function sendText(text, thread = null) {
  const channel = currentChannel();
  const body = { as: state.me, channel: channel.id, text, thread_ts: thread };
  if (history.at(-1) !== text) history.push(text);
  expectAnswer(text, channel, thread);
  if (text.startsWith("/")) addNote({ text: `You used ${text}`, thread_ts: thread });
  try {
    await post("/type", body);
    afterSending(text, channel, thread);
    return true;
  } catch (problem) {
    update({ waiting: null });
    showProblem(problem.message);
    return false;
  }
}

// Run a shortcut: one from the composer's list or, given a message, one on it.
export async function runShortcut(shortcut, message = null) {
  const place = message && { channel: message.channel, ts: message.ts };
  try {
    await post("/shortcut", { as: state.me, id: shortcut.callback_id, ...place });
  } catch (problem) {
    showProblem(problem.message);
  }
}

function mentionsBot(text) {
  return text.toLowerCase().includes(`@${state.bot.real_name.toLowerCase()}`);
}

function expectAnswer(text, channel, thread) {
  if (!text.startsWith("/") && !channel.is_im && !mentionsBot(text)) return;
  const waiting = { channel: channel.id, thread, since: Date.now() };
  update({ waiting });
  setTimeout(changed, 300); // by then an answer counts as slow, and the page says so
  setTimeout(() => state.waiting === waiting && update({ waiting: null }), ANSWER_TIMEOUT);
}

function afterSending(text, channel, thread) {
  if (text.startsWith("/")) update({ waiting: null });
  else if (!channel.is_im && !mentionsBot(text) && !thread) {
    const run = () => sendText(`@${state.bot.real_name} ${text}`);
    addNote({ text: "In a channel, Rolecall only reads messages that mention it.", action: { label: "Ask Rolecall", run } });
  }
}

// An example question as it has to be typed in the open conversation: with a mention in a channel.
export function asTypedHere(example) {
  const understood = example.startsWith("/") || currentChannel().is_im;
  return understood ? example : `@${state.bot.real_name} ${example}`;
}
