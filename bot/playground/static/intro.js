// What an empty conversation says, and examples to try.

import { h, icon } from "./dom.js";
import { avatar } from "./people.js";
import { example, say } from "./say.js";
import { currentChannel, state } from "./state.js";

const CAPTIONS = [
  "Two roles on one topic",
  "A hiring decision",
  "Who answers for a thing",
  "Three roles side by side",
  "Two slips of the keyboard",
  "Something it does not know",
  "Which of two to hire",
  "The hire itself, step by step",
];

export function intro(channel) {
  const where = channel.is_im ? state.bot.real_name : channel.is_private ? channel.name : `#${channel.name}`;
  return h("section", { class: "intro" },
    channel.is_im ? avatar(state.bot) : h("span", { class: "intro-hash", "aria-hidden": "true" }, channel.is_private ? icon("lock") : "#"),
    h("h2", {}, channel.is_im ? `Ask ${where} about leadership roles` : `Welcome to ${where}`),
    h("p", {}, channel.is_im
      ? "Ask in plain words, as you would ask a colleague. Only you and Rolecall are here."
      : ["Mention ", h("strong", {}, `@${state.bot.real_name}`), " with a question, or use a command. ",
        channel.is_private && "Only its members see this channel. ", "This Slack lives on your machine: nothing you type leaves it."]),
    h("div", { class: "examples" }, state.examples.map(card)));
}

function card(text, place) {
  return h("button", { type: "button", class: "example", onclick: () => say(example(text)) },
    h("strong", {}, text), h("span", {}, CAPTIONS[place] ?? ""));
}

// The same examples on one line, for conversations under way; what the app suggests comes last.
export function chips() {
  const channel = currentChannel();
  const suggested = (state.prompts.get(channel.id)?.prompts ?? []).map((prompt) => ({ label: prompt.title, text: prompt.message }));
  const ours = state.examples.map((text) => ({ label: text, text }));
  const each = new Map([...ours, ...suggested].map((prompt) => [prompt.text, prompt]));
  return [h("span", { class: "chips-label" }, "Try"), ...[...each.values()].map(chip)];
}

function chip({ label, text }) {
  return h("button", { type: "button", class: "chip", onclick: () => say(example(text)) }, label);
}
