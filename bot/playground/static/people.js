// Faces: a coloured tile with initials, Rolecall's own mark, and the sign of a channel.

import { h, icon } from "./dom.js";
import { state } from "./state.js";

const SVG = "http://www.w3.org/2000/svg";
const CHART = ["M12 8.2v3.1", "M6.5 14.6v-1.3a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v1.3"];
const SEATS = [[12, 5.8, 2.4], [6.5, 17, 2.4], [17.5, 17, 2.4]];

export function avatar(user) {
  if (user.id === state.bot?.id) return h("span", { class: "avatar bot", "aria-hidden": "true" }, mark());
  const place = state.members.findIndex((member) => member.id === user.id);
  return h("span", { class: `avatar person-${place < 0 ? "other" : place}`, "aria-hidden": "true" }, initials(user.real_name));
}

// What stands before a channel's name: a hash, or a lock where it is private.
export function sign(channel) {
  if (!channel.is_private) return h("span", { class: "hash", "aria-hidden": "true" }, "#");
  return h("span", { class: "hash", role: "img", "aria-label": "Private channel" }, icon("lock"));
}

function initials(name) {
  const words = name.split(/\s+/);
  return words.length > 1 ? words[0][0] + words[1][0].toUpperCase() : name.slice(0, 1);
}

// Three seats and the lines between them.
export function mark() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  for (const d of CHART) svg.append(shape("path", { d }));
  for (const [cx, cy, r] of SEATS) svg.append(shape("circle", { cx, cy, r }));
  return svg;
}

function shape(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
