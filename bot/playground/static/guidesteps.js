// The steps of the guided start. Each has a title, a text and an action with a label; `isDone` says when the next one
// begins. An action also works where the step before it was skipped. Where the action fills in a form, `isFilled` says
// that it has, and `then` what is left to do. `begin` runs when the step is reached.

import { redrawModal, showBlock } from "./modal.js";
import { sendText } from "./sending.js";
import { becomeMember, conversationWithBot, enterValue, goTo, openThread, repliesTo, state, topLevel, valuesIn } from "./state.js";
import { travel } from "./travel.js";

const QUESTION = "Should we hire a CMO or a CRO first?";
const CHANNEL = "exec-search";
const DECIDE = "/hiring decide cmo cro";
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

function channel() {
  return state.channels.find((each) => each.name === CHANNEL);
}

function messages() {
  const roots = topLevel(channel().id);
  return [...roots, ...roots.flatMap((root) => repliesTo(channel().id, root.ts))].filter((message) => message.user === state.bot.id);
}

// The newest message of the app in the channel with a button of this action: {message, block, part}, or undefined.
function buttonFor(actionId) {
  const found = messages().sort((one, other) => Number(one.ts) - Number(other.ts)).flatMap((message) =>
    message.blocks.flatMap((block) => (block.elements ?? [])
      .filter((part) => part.action_id === actionId).map((part) => ({ message, block, part }))));
  return found.at(-1);
}

function view() {
  return state.stack.at(-1);
}

function fieldsOf(form) {
  return form?.blocks.filter((block) => block.type === "input").map((block) => block.block_id) ?? [];
}

function goToChannel() {
  if (state.me !== state.members[0].id) becomeMember(state.members[0].id);
  if (state.place !== channel().id) goTo(channel().id);
}

async function press(post, actionId) {
  goToChannel();
  const { message, block, part } = buttonFor(actionId);
  await post("/press", {
    as: state.me, channel: message.channel, ts: message.ts, block_id: block.block_id, action_id: part.action_id, choice: null, entered: {},
  });
}

function enter(values) {
  for (const block of view().blocks.filter((each) => each.block_id in values)) {
    enterValue(view().id, block.block_id, block.element.action_id, values[block.block_id]);
  }
  redrawModal();
  showBlock(Object.keys(values)[0]);
}

function isEntered(blockId) {
  return Boolean(view()) && blockId in valuesIn(view().id);
}

// The card of the search, or undefined.
function searchCard() {
  return messages().find((message) => message.text.startsWith("Hiring: "));
}

// The confirmation follows the card.
function isSearchOpen() {
  const card = searchCard();
  return Boolean(card) && messages().some((message) => message.visible_to && Number(message.ts) > Number(card.ts));
}

// Nothing covers the card, and it's at the top of the conversation.
function showCard() {
  openThread(null);
  const card = searchCard();
  requestAnimationFrame(() => document.querySelector(`#messages [data-ts="${card?.ts}"]`)?.scrollIntoView({ block: "start" }));
}

export const STEPS = [
  {
    title: "Ask as you'd ask a colleague",
    text: `“${QUESTION}” Rolecall answers in a thread, from its sources.`,
    label: "Ask it",
    action() {
      goToChannel();
      return sendText(`@${state.bot.real_name} ${QUESTION}`);
    },
    isDone: () => Boolean(buttonFor("decide")),
  },
  {
    title: "Weigh it for your company",
    text: "The short answer is in the thread. Which role fits depends on your company, so press “Weigh it for our company”.",
    label: "Weigh it",
    action: (post) => (buttonFor("decide") ? press(post, "decide") : (goToChannel(), sendText(DECIDE))),
    isDone: () => fieldsOf(view()).some((id) => id in COMPANY),
  },
  {
    title: "Say what you know",
    text: "Every question is optional. Answer some, or use an example: a small company that grows fast. Then press “Get recommendation”.",
    label: "Use the example",
    action: () => (fieldsOf(view()).some((id) => id in COMPANY) ? enter(COMPANY) : (goToChannel(), sendText(DECIDE))),
    isFilled: () => fieldsOf(view()).includes("ask:size") && isEntered("ask:size"),
    then: "The answers of the example are filled in. Change any of them, then press “Get recommendation”.",
    isDone: () => fieldsOf(view()).includes("choice"),
  },
  {
    title: "A recommendation you can check",
    text: "Read what your answers say, the strongest argument against, and what would change it. Then save your decision with its reasons.",
    label: "Choose the CRO",
    action: () => (fieldsOf(view()).includes("choice")
      ? enter({ choice: "1", reasons: "Revenue has several leaders and no owner." }) : (goToChannel(), sendText(DECIDE))),
    isFilled: () => fieldsOf(view()).includes("choice") && isEntered("choice"),
    then: "The CRO is chosen below, with a reason and a date for the review. Press “Save decision”.",
    isDone: () => messages().some((message) => message.text.startsWith("Decision: ")) && !view(),
  },
  {
    title: "From the decision to the search",
    text: "The decision is in the channel, with a date for its review. “Start search” turns it into a checklist with dates.",
    label: "Start search",
    action: (post) => (buttonFor("hiring:start") ? press(post, "hiring:start") : (goToChannel(), sendText("/hiring start cro"))),
    isDone: isSearchOpen,
  },
  {
    title: "Take the first item",
    text: "The card counts every step of the hire and shows what comes next. It's always up to date. Take the first item yourself.",
    begin: showCard,
    label: "Assign item 1 to me",
    action() {
      goToChannel();
      return sendText("/hiring assign 1 to me");
    },
    isDone: () => messages().some((message) => message.text.startsWith("Assigned to")),
  },
  {
    title: "A week goes by",
    text: "Nothing happens to the item. Move the clock to next Monday, and see what Rolecall does.",
    label: "Next Monday, 9:00",
    action: () => travel("monday"),
    isDone: () => messages().some((message) => message.text.startsWith("Week ahead: ")),
  },
  {
    title: "Rolecall reminds you",
    text: "The weekly summary is in the channel. Your own reminders, one for each working day, are in the direct conversation. Now try your own questions, or open the example in the menu “Playground”.",
    label: "Show my reminders",
    action: () => goTo(conversationWithBot().id),
    isDone: () => false,
  },
];
