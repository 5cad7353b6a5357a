// The steps of the guided start. Each has a title, a text and an action with a label; texts and labels that depend on
// what is on the page are functions. `isDone` says when the next step begins. An action also works where the step
// before it was skipped. `isFilled` says that only what the text names is left to do. `begin` runs when the step is
// reached. A step that `isInForm` leaves a modal open; `skipTo` is the step that skipping leads to, if not the next.

import * as form from "./guideform.js";
import { sendText } from "./sending.js";
import { becomeMember, conversationWithBot, goTo, openThread, repliesTo, state, topLevel } from "./state.js";
import { travel } from "./travel.js";

const QUESTION = "Should we hire a CMO or a CRO first?";
const CHANNEL = "exec-search";
const DECIDE = "/hiring decide cmo cro";
const ASK = 0;
const WEIGH = 1;
const ANSWER = 2;
const DECIDED = 3;
const SEARCH = 4;
const NEXT = "Now try your own questions, or open the example in the menu “Playground”.";

let begun = 0; // the time of the newest message when the guide began

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

// What the app has posted anywhere since the guide began.
function posted() {
  return [...state.messages.values()].filter((message) => message.user === state.bot.id && Number(message.ts) > begun);
}

export function newestTime() {
  return Math.max(0, ...[...state.messages.values()].map((message) => Number(message.ts)));
}

export function countFrom(time) {
  begun = time;
}

function isDecided() {
  return posted().some((message) => message.text.startsWith("Decision: "));
}

function goToChannel() {
  if (state.me !== state.members[0].id) becomeMember(state.members[0].id);
  if (state.place !== channel().id) goTo(channel().id);
}

function say(text) {
  goToChannel();
  return sendText(text);
}

async function press(post, actionId) {
  goToChannel();
  const { message, block, part } = buttonFor(actionId);
  await post("/press", {
    as: state.me, channel: message.channel, ts: message.ts, block_id: block.block_id, action_id: part.action_id, choice: null, entered: {},
  });
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

function hasSummary() {
  return messages().some((message) => message.text.startsWith("Week ahead: "));
}

function named(option) {
  return /^[A-Z]+$/.test(option) ? `the ${option}` : `“${option}”`;
}

// The number of the step that fits the page. Steps 2 to 4 follow the form, which a person can go back in, or close.
export function fittingStep(number) {
  if (number <= DECIDED && form.isRecommending()) return DECIDED;
  if (number <= DECIDED && form.isAsking()) return ANSWER;
  if (number >= WEIGH && number <= DECIDED) return isDecided() ? SEARCH : WEIGH;
  return STEPS[number].isDone() ? number + 1 : number;
}

export const STEPS = [
  {
    title: "Ask as you'd ask a colleague",
    text: () => (posted().length
      ? `Your question is answered. The next steps need this one: “${QUESTION}”`
      : `“${QUESTION}” is about a chief marketing officer and a chief revenue officer. Rolecall answers in a thread of the private channel ${CHANNEL}.`),
    label: "Ask it",
    action: () => say(`@${state.bot.real_name} ${QUESTION}`),
    isDone: () => Boolean(buttonFor("decide")),
  },
  {
    title: "Weigh it for your company",
    text: () => (buttonFor("decide")
      ? "The short answer is in the thread. Which role fits depends on your company, so press “Weigh it for our company”."
      : "Which role fits depends on your company. A few questions lead to a recommendation."),
    label: "Weigh it",
    action: (post) => (buttonFor("decide") ? press(post, "decide") : say(DECIDE)),
    skipTo: SEARCH,
  },
  {
    title: "Say what you know",
    text: () => (form.isExampleEntered()
      ? "The answers of the example are filled in. Change any of them, then press “Get recommendation”."
      : "Every question is optional. Answer some, or use an example: a small company that grows fast. Then press “Get recommendation”."),
    label: "Use the example",
    action: form.enterExample,
    isFilled: form.isExampleEntered,
    isInForm: true,
    skipTo: SEARCH,
  },
  {
    title: () => (form.recommendation() ? "A recommendation you can check" : "No recommendation yet"),
    text: decisionText,
    label: () => (form.recommendation() ? `Choose ${named(form.recommendation().text)}` : "Back to the questions"),
    action: () => (form.recommendation() ? form.chooseRecommendation() : form.backToQuestions()),
    isFilled: () => Boolean(form.chosen()),
    isInForm: true,
    skipTo: SEARCH,
  },
  {
    title: "From the decision to the search",
    text: () => (buttonFor("hiring:start")
      ? "The decision is in the channel, with a date for its review. “Start search” turns it into a checklist with dates."
      : "A search is a checklist in the channel, with dates. It needs no decision: start one for a CRO."),
    label: "Start search",
    action: (post) => (buttonFor("hiring:start") ? press(post, "hiring:start") : say("/hiring start cro")),
    isDone: isSearchOpen,
  },
  {
    title: "Take the first item",
    text: "The card counts every step of the hire and shows what comes next. It's always up to date. Take the first item yourself.",
    begin: showCard,
    label: "Assign item 1 to me",
    action: () => say("/hiring assign 1 to me"),
    isDone: () => messages().some((message) => message.text.startsWith("Assigned to")),
  },
  {
    title: "A week goes by",
    text: "Nothing happens to the item. Move the clock to next Monday, and see what Rolecall does.",
    label: "Next Monday, 9:00",
    action: () => travel("monday"),
    isDone: hasSummary,
  },
  {
    title: "Rolecall reminds you",
    text: () => {
      if (areRemindersShown()) return `Here are your own reminders, one for each working day. ${NEXT}`;
      const summary = hasSummary() ? "The weekly summary is in the channel." : "Each week, a summary comes to the channel.";
      return `${summary} Your own reminders, one for each working day, are in the direct conversation. ${NEXT}`;
    },
    label: "Show my reminders",
    action: () => goTo(conversationWithBot().id),
    isFilled: areRemindersShown,
    isDone: () => false,
  },
];

function areRemindersShown() {
  return state.place === conversationWithBot().id && state.tab === "messages";
}

function decisionText() {
  const option = form.chosen();
  if (option) return `You have chosen ${named(option)}. Change the reasons and the review date below if you like, then press “Save decision”.`;
  if (form.recommendation()) return "Read what your answers say, the strongest argument against, and what would change it. Then save your decision with its reasons.";
  return "Your answers don't point to one role. Go back and answer more of the questions, or choose below and press “Save decision”.";
}
