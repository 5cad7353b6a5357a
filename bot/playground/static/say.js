// Sending what was typed, and saying what Slack leaves unsaid.

import { ask } from "./api.js";
import { addNote, changed, currentChannel, state, update } from "./state.js";
import { showProblem } from "./toast.js";

const PATIENCE = 4000; // milliseconds after which no answer is expected any more

const history = [];

export function recalled(back) {
  return back > 0 ? (history.at(-back) ?? null) : null;
}

// Send `text` to the open conversation, or into `thread`. Resolves to whether it was sent.
export async function say(text, thread = null) {
  const channel = currentChannel();
  const sent = { as: state.me, channel: channel.id, text, thread_ts: thread };
  if (history.at(-1) !== text) history.push(text);
  expectAnswer(text, channel, thread);
  if (text.startsWith("/")) addNote({ text: `You used ${text}`, thread_ts: thread });
  try {
    await ask("/type", sent);
    afterwards(text, channel, thread);
    return true;
  } catch (problem) {
    update({ waiting: null });
    showProblem(problem.message);
    return false;
  }
}

function mentionsBot(text) {
  return text.toLowerCase().includes(`@${state.bot.real_name.toLowerCase()}`);
}

function expectAnswer(text, channel, thread) {
  if (!text.startsWith("/") && !channel.is_im && !mentionsBot(text)) return;
  const waiting = { channel: channel.id, thread, since: Date.now() };
  update({ waiting });
  setTimeout(changed, 300);
  setTimeout(() => state.waiting === waiting && update({ waiting: null }), PATIENCE);
}

function afterwards(text, channel, thread) {
  if (text.startsWith("/")) update({ waiting: null });
  else if (!channel.is_im && !mentionsBot(text) && !thread) {
    const run = () => say(`@${state.bot.real_name} ${text}`);
    addNote({ text: "Rolecall reads only what mentions it.", action: { label: "Ask Rolecall", run } });
  }
}

// An example, as one would type it here.
export function example(text) {
  const plain = text.startsWith("/") || currentChannel().is_im;
  return plain ? text : `@${state.bot.real_name} ${text}`;
}
