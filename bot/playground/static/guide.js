// The guided start: from "Who should we hire next?" to the reminder of next Monday, one step at a time.

import { post } from "./api.js";
import { $, fill, h, icon, showProblem } from "./dom.js";
import { closeModals } from "./guideform.js";
import { STEPS, countFrom, fittingStep, newestTime } from "./guidesteps.js";
import { changed, state } from "./state.js";

const PAUSE = 600; // milliseconds
const KEY = "guide"; // the step is kept for this session, so that it survives a reload

let step = null; // the number of the current step, null if the guide isn't open
let begun = 0; // the time of the newest message when it began
let goingBack = null; // the timer of a step back
let busy = false;
let drawn = "";

const box = $("guide"); // kept here, because a modal that closes takes it out of the page

function remember() {
  if (step === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, JSON.stringify({ session: state.session.id, step, begun }));
}

export function resumeGuide() {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
  if (kept?.session === state.session?.id && kept.step < STEPS.length) {
    step = kept.step;
    countMessagesFrom(kept.begun ?? 0);
  }
  changed();
}

export function startGuide() {
  countMessagesFrom(newestTime());
  goToStep(0);
}

function countMessagesFrom(time) {
  begun = time;
  countFrom(time);
}

function goToStep(number) {
  step = number < STEPS.length ? number : null;
  remember();
  STEPS[step]?.begin?.();
  changed();
}

// The card with which an empty channel begins.
export function guideCard() {
  return h("button", { type: "button", class: "example guide-card", onclick: startGuide },
    h("strong", {}, "Who should we hire next?"),
    h("span", {}, "Start here: from the question to a decision, a search and its first reminder, in three minutes."));
}

// Go to the step that fits the page. Returns whether that is under way. Going back waits: a form that was submitted
// closes before the message with its outcome arrives.
function follow() {
  const fitting = fittingStep(step);
  if (fitting === step) return false;
  if (fitting > step) goToStep(fitting);
  else if (!goingBack) goingBack = setTimeout(goBack, PAUSE);
  return true;
}

function goBack() {
  goingBack = null;
  const fitting = step === null ? null : fittingStep(step);
  if (fitting < step) goToStep(fitting);
  else changed();
}

export function drawGuide() {
  if (step !== null && state.ready && !busy && follow()) return place();
  box.hidden = step === null || !state.ready;
  place();
  const shown = step !== null && state.ready ? shownNow(STEPS[step]) : null;
  const now = JSON.stringify([step, busy, shown]);
  if (now === drawn) return;
  drawn = now;
  const hadFocus = box.contains(document.activeElement);
  if (shown) fill(box, content(STEPS[step], shown));
  if (hadFocus) box.querySelector("button")?.focus();
}

// The words of a step as they are now; without a label where nothing is left for the guide to do.
function shownNow({ title, text, label, isFilled }) {
  const read = (words) => (typeof words === "function" ? words() : words);
  return { title: read(title), text: read(text), label: isFilled?.() ? null : read(label) };
}

export function isGuideOpen() {
  return step !== null;
}

// A modal covers the page, and on a phone a thread does too, so the guide moves into them.
function place() {
  const dialog = document.querySelector("dialog.modal[open]:not(.small)");
  const isCovered = !$("thread").hidden && matchMedia("(max-width: 720px)").matches;
  const parent = dialog ?? (isCovered ? $("thread") : document.querySelector("main"));
  if (box.parentElement === parent) return;
  if (dialog) dialog.prepend(box);
  else parent.querySelector(".bar").after(box);
}

function content(current, { title, text, label }) {
  const last = step === STEPS.length - 1;
  return [
    h("div", { class: "guide-text" },
      h("p", { class: "guide-step" }, `Step ${step + 1} of ${STEPS.length}`),
      h("h2", {}, title),
      h("p", {}, text)),
    h("div", { class: "guide-buttons" },
      label && h("button", { type: "button", class: "button primary", onclick: () => act(current.action, current.isInForm), "aria-busy": busy ? "true" : null }, label),
      h("button", { type: "button", class: last && !label ? "button primary" : "button quiet", onclick: () => skip(current) }, last ? "Finish" : "Skip"),
      !last && h("button", { type: "button", class: "plain", "aria-label": "End the guide", onclick: () => goToStep(STEPS.length) }, icon("close"))),
  ];
}

async function skip(current) {
  const next = current.skipTo ?? step + 1;
  await act(() => goToStep(next));
}

// Do what a button of the guide says. Only within the form does a modal stay open, which would cover the rest.
async function act(action, isInForm = false) {
  if (busy) return;
  busy = true;
  changed();
  try {
    if (!isInForm) await closeModals();
    await action(post);
  } catch (problem) {
    showProblem(problem.message);
  } finally {
    busy = false;
    changed();
  }
}
