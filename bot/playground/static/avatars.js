// The pictures that identify people, the bot and channels: initials on a tile, Rolecall's logo, a hash or a lock.

import { h, icon, svg } from "./dom.js";
import { state } from "./state.js";

// The logo is an organisation chart: three seats and the lines between them.
const CHART = ["M12 8.2v3.1", "M6.5 14.6v-1.3a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v1.3"];
const SEATS = [[12, 5.8, 2.4], [6.5, 17, 2.4], [17.5, 17, 2.4]];

export function avatar(user) {
  if (user.id === state.bot?.id) return h("span", { class: "avatar bot", "aria-hidden": "true" }, logo());
  const place = state.members.findIndex((member) => member.id === user.id);
  return h("span", { class: `avatar person-${place < 0 ? "other" : place}`, "aria-hidden": "true" }, initials(user.real_name));
}

// The symbol before a channel's name: two people for a group, a lock for a private channel, otherwise a hash.
export function channelSymbol(channel) {
  if (!channel.is_private) return h("span", { class: "hash", "aria-hidden": "true" }, "#");
  const [label, symbol] = channel.is_mpim ? ["Group", "people"] : ["Private channel", "lock"];
  return h("span", { class: "hash", role: "img", "aria-label": label }, icon(symbol));
}

function initials(name) {
  const words = name.split(/\s+/);
  return words.length > 1 ? words[0][0] + words[1][0].toUpperCase() : name.slice(0, 1);
}

export function logo() {
  const drawing = svg("svg", { viewBox: "0 0 24 24" });
  for (const d of CHART) drawing.append(svg("path", { d }));
  for (const [cx, cy, r] of SEATS) drawing.append(svg("circle", { cx, cy, r }));
  return drawing;
}
