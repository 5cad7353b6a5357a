// Addresses of messages in this workspace: following one leads to the message, not out of the page.

import { conversations, conversationWithBot, goTo, openThread, state } from "./state.js";
import { showProblem } from "./toast.js";

// Where an address leads: {channel, ts, thread}, or null where it leads elsewhere.
export function placeOf(address) {
  if (!address.startsWith(`${state.address}/archives/`)) return null;
  const url = new URL(address);
  const [, channel, digits] = url.pathname.match(/^\/archives\/(\w+)\/p(\d{7,})$/) ?? [];
  if (!channel) return null;
  return { channel, ts: digits.replace(/(\d{6})$/, ".$1"), thread: url.searchParams.get("thread_ts") };
}

export function follow({ channel, ts, thread }) {
  if (![...conversations(), conversationWithBot()].some((each) => each.id === channel)) {
    showProblem("You are not in that channel.");
    return;
  }
  goTo(channel);
  openThread(thread);
  requestAnimationFrame(() => requestAnimationFrame(() => pointOut(ts)));
}

function pointOut(ts) {
  const lists = [...document.querySelectorAll("#thread:not([hidden]), #messages")].reverse();
  const found = lists.map((list) => list.querySelector(`[data-ts="${ts}"]`)).find(Boolean);
  if (!found) return showProblem("That message is gone.");
  found.scrollIntoView({ block: "center" });
  found.classList.add("pointed-out");
  setTimeout(() => found.classList.remove("pointed-out"), 2000);
}
