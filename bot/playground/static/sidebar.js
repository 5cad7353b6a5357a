// The sidebar: conversations to open, and members to act as.

import { avatar, channelSymbol } from "./avatars.js";
import { $, fill, h, icon } from "./dom.js";
import { becomeMember, conversations, conversationWithBot, goTo, state } from "./state.js";

let drawn = "";

export function drawSidebar() {
  const now = JSON.stringify([state.place, state.me, [...state.unread], [...state.zones]]);
  if (now === drawn) return;
  drawn = now;
  const [groups, channels] = [true, false].map((isGroup) =>
    conversations().filter((channel) => channel.is_mpim === isGroup).map((channel) => entry(channel, channelSymbol(channel), channel.name)));
  const bot = entry(conversationWithBot(), avatar(state.bot), state.bot.real_name, h("span", { class: "badge" }, "App"));
  fill($("conversations"), group("Channels", channels), groups.length > 0 && group("Direct messages", groups), group("Apps", [bot]));
  fill($("people"), state.members.map(person));
}

function group(name, entries) {
  return h("section", { "aria-label": name }, h("h2", {}, name), h("ul", {}, entries.map((each) => h("li", {}, each))));
}

function entry(channel, picture, name, badge) {
  const unread = state.unread.get(channel.id) ?? 0;
  const isOpen = channel.id === state.place;
  return h("button", {
    type: "button", class: unread ? "unread" : null, "aria-current": isOpen ? "page" : null, onclick: () => openConversation(channel.id),
  }, picture, h("span", { class: "name" }, name), badge, unread > 0 && h("span", { class: "count", "aria-label": `${unread} new` }, String(unread)));
}

function openConversation(id) {
  goTo(id);
  closeDrawer();
}

function person(member) {
  const isMe = member.id === state.me;
  const about = member.is_restricted ? "Guest" : state.zones.get(member.id)?.split("/").at(-1).replaceAll("_", " ");
  return h("button", {
    type: "button", role: "radio", "aria-checked": String(isMe), tabindex: isMe ? "0" : "-1",
    dataset: { id: member.id }, onclick: () => become(member.id), onkeydown: (event) => chooseNext(event, member),
  }, avatar(member), h("span", { class: "name" }, member.real_name, about && [" ", h("small", {}, about)]), isMe && icon("check"));
}

function become(id) {
  becomeMember(id);
  closeDrawer();
}

// In a radio group the arrow keys move and choose at once.
function chooseNext(event, member) {
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
