// The guided start: from "Who should we hire next?" to the reminder of next Monday, one step at a time.

import { post } from "./api.js";
import { $, fill, h, icon, showProblem } from "./dom.js";
import { STEPS } from "./guidesteps.js";
import { changed, state } from "./state.js";

const KEY = "guide"; // the step is kept for this session, so that it survives a reload

let step = null; // the number of the current step, null if the guide isn't open
let busy = false;
let drawn = "";

const box = $("guide"); // kept here, because a modal that closes takes it out of the page

function remember() {
  if (step === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, JSON.stringify({ session: state.session.id, step }));
}

export function resumeGuide() {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
  if (kept?.session === state.session?.id && kept.step < STEPS.length) step = kept.step;
  changed();
}

export function startGuide() {
  goToStep(0);
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

export function drawGuide() {
  if (step !== null && state.ready && !busy && STEPS[step].isDone()) return goToStep(step + 1);
  box.hidden = step === null || !state.ready;
  place();
  const now = JSON.stringify([step, busy, step !== null && Boolean(STEPS[step].isFilled?.())]);
  if (now === drawn) return;
  drawn = now;
  const hadFocus = box.contains(document.activeElement);
  if (step !== null) fill(box, content(STEPS[step]));
  if (hadFocus) box.querySelector("button")?.focus();
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

function content(current) {
  const last = step === STEPS.length - 1;
  const isFilled = current.isFilled?.();
  return [
    h("div", { class: "guide-text" },
      h("p", { class: "guide-step" }, `Step ${step + 1} of ${STEPS.length}`),
      h("h2", {}, current.title),
      h("p", {}, isFilled ? current.then : current.text)),
    h("div", { class: "guide-buttons" },
      !isFilled && h("button", { type: "button", class: "button primary", onclick: () => act(current), "aria-busy": busy ? "true" : null }, current.label),
      h("button", { type: "button", class: "button quiet", onclick: () => goToStep(step + 1) }, last ? "Finish" : "Skip"),
      !last && h("button", { type: "button", class: "plain", "aria-label": "End the guide", onclick: () => goToStep(STEPS.length) }, icon("close"))),
  ];
}

async function act(current) {
  if (busy) return;
  busy = true;
  changed();
  try {
    await current.action(post);
  } catch (problem) {
    showProblem(problem.message);
  } finally {
    busy = false;
    changed();
  }
}
