// Conversations on the left, and who the page speaks as.

import { $, fill, h, icon } from "./dom.js";
import { avatar, sign } from "./people.js";
import { becomeMember, conversations, conversationWithBot, goTo, state } from "./state.js";

let drawn = "";

export function drawSidebar() {
  const now = JSON.stringify([state.place, state.me, [...state.unread]]);
  if (now === drawn) return;
  drawn = now;
  const rooms = conversations().map((channel) => entry(channel, sign(channel), channel.name));
  const bot = entry(conversationWithBot(), avatar(state.bot), state.bot.real_name, h("span", { class: "badge" }, "App"));
  fill($("conversations"), group("Channels", rooms), group("Apps", [bot]));
  fill($("people"), state.members.map(person));
}

function group(name, entries) {
  return h("section", { "aria-label": name }, h("h2", {}, name), h("ul", {}, entries.map((each) => h("li", {}, each))));
}

function entry(channel, face, name, badge) {
  const unread = state.unread.get(channel.id) ?? 0;
  const here = channel.id === state.place;
  return h("button", {
    type: "button", class: unread ? "unread" : null, "aria-current": here ? "page" : null, onclick: () => go(channel.id),
  }, face, h("span", { class: "name" }, name), badge, unread > 0 && h("span", { class: "count", "aria-label": `${unread} new` }, String(unread)));
}

function go(id) {
  goTo(id);
  closeDrawer();
}

function person(member) {
  const mine = member.id === state.me;
  return h("button", {
    type: "button", role: "radio", "aria-checked": String(mine), tabindex: mine ? "0" : "-1",
    dataset: { id: member.id }, onclick: () => become(member.id), onkeydown: (event) => step(event, member),
  }, avatar(member), h("span", { class: "name" }, member.real_name), mine && icon("check"));
}

function become(id) {
  becomeMember(id);
  closeDrawer();
}

// Arrow keys move through a radio group and choose at once.
function step(event, member) {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const at = state.members.findIndex((each) => each.id === member.id);
  const next = state.members.at((at + by) % state.members.length);
  becomeMember(next.id);
  requestAnimationFrame(() => document.querySelector(`[data-id="${next.id}"]`)?.focus());
}

export function openDrawer() {
  document.body.classList.add("drawer-open");
  $("open-drawer").setAttribute("aria-expanded", "true");
  document.querySelector("#conversations button")?.focus();
}

export function closeDrawer() {
  document.body.classList.remove("drawer-open");
  $("open-drawer").setAttribute("aria-expanded", "false");
}
