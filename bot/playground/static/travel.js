// Time travel: the date in the header, and the menu that moves the clock.

import { post } from "./api.js";
import { now } from "./clock.js";
import { $, fill, h, icon, showProblem } from "./dom.js";
import { menuButton, popup } from "./popup.js";
import { changed, state } from "./state.js";

const TICK = 10_000; // milliseconds between two looks at the clock

const label = h("span", {});
const short = h("span", { class: "short-date", "aria-hidden": "true" });
const button = h("button", { type: "button", class: "button clock", "aria-haspopup": "true" }, icon("calendar"), label, short);

// Move the clock to 9:00 of a day: "tomorrow", "monday", "weeks:6" or a date. Resolves to whether it was moved.
export async function travel(to) {
  button.setAttribute("aria-busy", "true");
  try {
    await post("/travel", { as: state.me, to });
    if (state.tab === "home") await post("/open", { as: state.me, tab: "home" }); // Home shows the day it was opened on
    fill($("announcer"), h("p", {}, `It's ${longDate()}`));
    return true;
  } catch (problem) {
    showProblem(problem.message);
    return false;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

export function connectClock() {
  const date = h("input", { type: "date", class: "text-field", "aria-label": "Date" });
  const go = h("form", { class: "travel-date", onsubmit: (event) => goTo(event, date) }, date,
    h("button", { type: "submit", class: "button", dataset: { closes: "" } }, "Go"));
  const days = [["Tomorrow, 9:00", "tomorrow"], ["Next Monday, 9:00", "monday"], ["In six weeks", "weeks:6"]];
  const items = [
    h("p", { class: "menu-note" }, "Reminders, summaries and reviews of the days in between arrive on the way."),
    ...days.map(([name, to]) => menuButton(name, () => travel(to))),
    go,
  ];
  button.addEventListener("click", () => date.setAttribute("min", isoDate(1)));
  $("clock").append(popup(button, "Move the clock", items));
  setInterval(changed, TICK);
}

function goTo(event, date) {
  event.preventDefault();
  if (date.value) travel(date.value);
}

function isoDate(daysAhead) {
  const day = now();
  day.setDate(day.getDate() + daysAhead);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function longDate() {
  const options = { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" };
  return now().toLocaleString("en-GB", options);
}

export function drawClock() {
  $("clock").hidden = !state.session || !state.ready;
  const long = longDate();
  if (label.textContent === long) return;
  label.textContent = long;
  short.textContent = now().toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}
