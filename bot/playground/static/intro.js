// The welcome text of an empty conversation, and the examples to try.

import { avatar } from "./avatars.js";
import { h, icon } from "./dom.js";
import { guideCard } from "./guide.js";
import { asTypedHere, sendText } from "./sending.js";
import { currentChannel, placeName, state } from "./state.js";

export function intro(channel) {
  const where = channel.is_private ? channel.name : placeName(channel);
  return h("section", { class: "intro" },
    channel.is_im ? avatar(state.bot) : h("span", { class: "intro-hash", "aria-hidden": "true" }, channel.is_mpim ? icon("people") : channel.is_private ? icon("lock") : "#"),
    h("h2", {}, channel.is_im ? `Ask ${where} about leadership roles` : `Welcome to ${where}`),
    h("p", {}, channel.is_im
      ? "Ask as you'd ask a colleague. Only you and Rolecall are here."
      : ["Mention ", h("strong", {}, `@${state.bot.real_name}`), " with a question, or use a command. ",
        channel.is_ext_shared && "Another company is in this channel: only you see an answer until you share it. ",
        channel.is_private && "Only its members can see it. ", "This workspace runs on your machine: nothing you type leaves it."]),
    h("div", { class: "examples" }, state.session && guideCard(), state.examples.map(group)));
}

function group({ title, examples }) {
  return [h("h3", { class: "example-group" }, title), examples.map(card)];
}

function card({ text, caption }) {
  return h("button", { type: "button", class: "example", onclick: () => sendText(asTypedHere(text)) },
    h("strong", {}, text), h("span", {}, caption));
}

// The same examples on one line, for a conversation that has messages. The app's suggested prompts come last.
export function chips() {
  const channel = currentChannel();
  const suggested = (state.prompts.get(channel.id)?.prompts ?? []).map((prompt) => ({ label: prompt.title, text: prompt.message }));
  const examples = state.examples.flatMap((each) => each.examples).map(({ text }) => ({ label: text, text }));
  const distinct = new Map([...examples, ...suggested].map((prompt) => [prompt.text, prompt]));
  return [h("span", { class: "chips-label" }, "Try"), ...[...distinct.values()].map(chip)];
}

function chip({ label, text }) {
  return h("button", { type: "button", class: "chip", onclick: () => sendText(asTypedHere(text)) }, label);
}
