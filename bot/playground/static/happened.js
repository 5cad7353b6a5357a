// "What happened": each request to the app, how it was read, the calls that it led to, and how long they took.

import { fetchJson } from "./api.js";
import { $, fill, h, icon, showProblem } from "./dom.js";
import { onArrival, state } from "./state.js";

const PAUSE = 400; // milliseconds to wait for more to happen before the list is fetched

let isOpen = false;
let shown = null; // the number of the turn that is shown in full
let timer;
let opener = null; // what had the focus

export function connectHappened() {
  const button = h("button", {
    type: "button", class: "plain", "aria-label": "What happened", title: "What happened", "aria-expanded": "false", "aria-controls": "happened", onclick: toggleHappened,
  }, icon("activity"));
  $("clock").before(button);
  fill($("happened-close"), icon("close"));
  $("happened-close").addEventListener("click", toggleHappened);
  $("happened").addEventListener("keydown", (event) => event.key === "Escape" && toggleHappened());
  onArrival(refreshSoon);
  opener = button;
}

export function toggleHappened() {
  isOpen = !isOpen;
  $("happened").hidden = !isOpen;
  document.body.classList.toggle("happened-open", isOpen);
  opener.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) return opener.focus();
  shown = null;
  refresh();
  $("happened-close").focus();
}

function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

async function refresh() {
  if (!isOpen || !state.session) return;
  try {
    const { turns } = await fetchJson("/turns");
    drawList(turns.reverse());
  } catch (problem) {
    showProblem(problem.message);
  }
}

function drawList(turns) {
  const empty = h("p", { class: "empty" }, "Nothing yet. Ask something.");
  fill($("happened-turns"), turns.length ? turns.map(entry) : empty);
}

// One turn: a line that opens everything about it. The newest is at the top.
function entry(turn) {
  const body = h("div", { class: "turn-body" });
  const facts = [turn.ms !== null && `${turn.ms} ms`, turn.calls_made === 1 ? "1 call" : `${turn.calls_made} calls`,
    turn.failed > 0 && `${turn.failed} refused`].filter(Boolean).join(" · ");
  const line = h("summary", {}, h("strong", {}, turn.title), h("small", {}, facts));
  const box = h("details", { class: turn.failed ? "turn failed" : "turn", open: turn.number === shown }, line, body);
  const load = async () => {
    if (!box.open) return;
    shown = turn.number;
    if (!body.hasChildNodes()) fill(body, h("p", { class: "loading-turn" }, "Loading…"));
    try {
      fill(body, inFull(await fetchJson(`/turn?number=${turn.number}`)));
    } catch (problem) {
      showProblem(problem.message);
    }
  };
  box.addEventListener("toggle", load);
  return box;
}

function inFull(turn) {
  return [
    part("Decided", turn.decided.length > 0 && !turn.explanation.includes(turn.decided.join("\n")) && code(turn.decided.join("\n"))),
    part("How it was read", turn.explanation && code(turn.explanation)),
    part("Knowledge", turn.knowledge.length > 0 && h("ul", {}, turn.knowledge.map((place) => h("li", {}, h("code", {}, place))))),
    part("Calls to Slack", turn.calls.length > 0 && turn.calls.map(call)),
    part("Request", turn.request && folded("Payload", turn.request)),
    part("Acknowledgement", turn.answer && folded(`Status ${turn.status}`, turn.answer)),
  ];
}

function part(title, content) {
  return content && h("section", {}, h("h3", {}, title), content);
}

function code(text) {
  return h("pre", { tabindex: "0" }, h("code", {}, text));
}

function folded(title, value) {
  return h("details", { class: "payload" }, h("summary", {}, title), code(JSON.stringify(value, null, 2)));
}

function call({ method, params, result, ms }) {
  const outcome = result.ok ? "ok" : result.error;
  return folded(`${method} · ${outcome} · ${ms} ms`, { params, result });
}
