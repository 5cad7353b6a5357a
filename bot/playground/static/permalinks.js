// Permalinks to messages in this workspace. Following one scrolls to the message and stays on the page.

import { showProblem } from "./dom.js";
import { conversations, conversationWithBot, goTo, openThread, state } from "./state.js";

// The message behind an address: {channel, ts, thread}, or null if the address is not a permalink of this workspace.
export function parsePermalink(address) {
  if (!address.startsWith(`${state.address}/archives/`)) return null;
  const url = new URL(address);
  const [, channel, digits] = url.pathname.match(/^\/archives\/(\w+)\/p(\d{7,})$/) ?? [];
  if (!channel) return null;
  return { channel, ts: digits.replace(/(\d{6})$/, ".$1"), thread: url.searchParams.get("thread_ts") };
}

export function followPermalink({ channel, ts, thread }) {
  if (![...conversations(), conversationWithBot()].some((each) => each.id === channel)) {
    showProblem("You are not in that channel.");
    return;
  }
  goTo(channel);
  openThread(thread);
  // The first frame redraws the page with the other channel; the message is there in the second.
  requestAnimationFrame(() => requestAnimationFrame(() => highlight(ts)));
}

function highlight(ts) {
  const lists = [...document.querySelectorAll("#thread:not([hidden]), #messages")].reverse();
  const found = lists.map((list) => list.querySelector(`[data-ts="${ts}"]`)).find(Boolean);
  if (!found) return showProblem("That message no longer exists.");
  found.scrollIntoView({ block: "center" });
  found.classList.add("highlighted");
  setTimeout(() => found.classList.remove("highlighted"), 2000);
}
