// What the example shows, and what to try in it, above its conversation.

import { $, fill, h, icon } from "./dom.js";
import { sendText } from "./sending.js";
import { conversationWithBot, currentChannel, goTo, state } from "./state.js";
import { travel } from "./travel.js";

const KEY = "example-closed"; // the session in which a person closed it
const TEXT = "The search for a CRO is in its sixth week: items are done, late, blocked and handed over, one person has left, and the start date has moved. " +
  "The decision behind it is due for review. It was built with the same commands that you can type.";

export function connectExample() {
  fill($("example"),
    h("div", { class: "guide-text" }, h("h2", {}, "An example, six weeks in"), h("p", {}, TEXT)),
    h("div", { class: "guide-buttons" },
      h("button", { type: "button", class: "button primary", onclick: showStatus }, "Show status"),
      h("button", { type: "button", class: "button", onclick: () => goTo(conversationWithBot().id, "home") }, "Show my work"),
      h("button", { type: "button", class: "button", onclick: showMonday }, "Go to next Monday"),
      h("button", { type: "button", class: "plain", "aria-label": "Close the introduction", onclick: close }, icon("close"))));
}

// `isGuided`: the guided start is open, which needs the room.
export function drawExample(isGuided) {
  $("example").hidden = isGuided || !state.ready || !state.session?.is_demo || sessionStorage.getItem(KEY) === state.session.id;
}

function showSearch() {
  const isShown = currentChannel().id === state.session.first_channel;
  if (!isShown) goTo(state.session.first_channel);
}

// The weekly summary comes to the channel of the search.
function showMonday() {
  showSearch();
  return travel("monday");
}

function showStatus() {
  showSearch();
  return sendText("/hiring status");
}

function close() {
  sessionStorage.setItem(KEY, state.session.id);
  $("example").hidden = true;
}
