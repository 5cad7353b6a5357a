// The form of the guided start: its questions about the company, the recommendation, and the decision.

import { post } from "./api.js";
import { plain } from "./primitives.js";
import { redrawModal, showBlock } from "./modal.js";
import { enterValue, state, valuesIn } from "./state.js";

const COMPANY = {
  "ask:size": "small_one",
  "ask:growth": "revenue_and_retention",
  "ask:structure": "leaderless_revenue",
  "ask:priorities": "revenue_first",
  "ask:stage": "fast_growth",
  "ask:budget": "one_or_two_searches",
  "ask:engagement": "full_time_lasting",
  "ask:promotion": "nobody_inside",
};
const RECOMMENDED = "Recommended: ";

function view() {
  return state.stack.at(-1);
}

function fields() {
  return view()?.blocks.filter((block) => block.type === "input").map((block) => block.block_id) ?? [];
}

export function isAsking() {
  return fields().some((id) => id in COMPANY);
}

export function isRecommending() {
  return fields().includes("choice");
}

// Close every open modal, the topmost first.
export async function closeModals() {
  for (const each of state.stack.toReversed()) await post("/dismiss", { as: state.me, view: each.id });
}

// Close the recommendation, below which the questions are still open with their answers.
export function backToQuestions() {
  return post("/dismiss", { as: state.me, view: view().id });
}

export function enterExample() {
  enter(COMPANY);
}

export function isExampleEntered() {
  const entered = isAsking() ? valuesIn(view().id) : {};
  const asked = fields().filter((id) => id in COMPANY);
  return asked.length > 0 && asked.every((id) => Object.values(entered[id] ?? {})[0] === COMPANY[id]);
}

// The option that is recommended, as {text, value}, or undefined.
export function recommendation() {
  const headings = view()?.blocks.filter((block) => block.type === "header").map((block) => plain(block.text)) ?? [];
  const found = headings.find((text) => text.startsWith(RECOMMENDED))?.slice(RECOMMENDED.length);
  return options().find((option) => option.text === found);
}

export function chooseRecommendation() {
  enter({ choice: recommendation().value });
}

// The text of the option that is chosen, or undefined.
export function chosen() {
  const value = isRecommending() && Object.values(valuesIn(view().id).choice ?? {})[0];
  return options().find((option) => option.value === value)?.text;
}

function options() {
  const block = view()?.blocks.find((each) => each.block_id === "choice");
  return (block?.element.options ?? []).map((option) => ({ text: plain(option.text), value: option.value }));
}

function enter(values) {
  for (const block of view().blocks.filter((each) => each.block_id in values)) {
    enterValue(view().id, block.block_id, block.element.action_id, values[block.block_id]);
  }
  redrawModal();
  showBlock(Object.keys(values)[0]);
}
