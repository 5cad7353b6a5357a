// The menu of the workspace: start again, open the example, save to a file, open one.

import { post } from "./api.js";
import { $, fill, h, icon, showDone, showProblem, showProgress } from "./dom.js";
import { menuButton, popup } from "./popup.js";
import { closeDrawer } from "./sidebar.js";
import { state, update } from "./state.js";

// `more` are further entries for the top of the menu.
export function connectSessionMenu(more) {
  const file = h("input", { type: "file", accept: ".zip", hidden: true, onchange: () => file.files[0] && openSaved(file.files[0]) });
  const items = [
    ...more,
    menuButton("Open the example", () => reset(true), "A CRO search in week six"),
    menuButton("Start again", () => reset(false), "An empty workspace in place of this one"),
    h("a", { href: "/save", download: "", dataset: { closes: "" } }, "Save to a file"),
    menuButton("Open a saved file", () => file.click()),
    failureMenu(),
  ];
  const button = h("button", { type: "button", class: "workspace", "aria-haspopup": "true" },
    h("strong", {}, "Playground", icon("chevron")), h("small", {}, "on this machine only"));
  const menu = popup(button, "Playground", items);
  // On a phone the menu is in the drawer, which would cover what was chosen.
  menu.addEventListener("click", (event) => event.target.closest("[data-closes]") && closeDrawer());
  fill($("workspace"), menu, file);
}

// Slack misbehaves once: at the next call of the app. The menu closes, so that a person sees what was set.
function failureMenu() {
  const closeMenu = () => $("workspace").querySelector("[aria-haspopup]").click();
  const options = state.session.failures.map((name) => h("option", { value: name }, name));
  const onchange = async (event) => {
    const failure = event.target.value;
    event.target.value = "";
    try {
      await post("/fail", { failure });
      closeMenu();
      showDone(`Slack's next answer to Rolecall: ${failure}. Ask something to see what Rolecall does; “What happened” shows the failed call.`);
    } catch (problem) {
      showProblem(problem.message);
    }
  };
  const menu = h("select", { class: "text-field", "aria-label": "Let Slack fail once", onchange },
    h("option", { value: "" }, "Let Slack fail once…"), options);
  return h("div", { class: "failure-menu" }, menu);
}

async function reset(demo) {
  const text = demo ? "Opening the example: six weeks of a search take a few seconds." : "Starting again…";
  await replaceSession(text, () => post("/reset", { demo }));
}

async function openSaved(file) {
  await replaceSession("Opening the saved file…", async () => post("/open-saved", { content: await base64(file) }));
}

// The server replaces the session, and its event makes every page load again.
async function replaceSession(text, request) {
  const hide = showProgress(text);
  try {
    await request();
  } catch (problem) {
    showProblem(problem.message);
  } finally {
    hide();
  }
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error("The file can't be read."));
    reader.readAsDataURL(file);
  });
}

// Most people get the browser's time zone, so that 9:00 is 9:00 on this machine.
export async function shareTimeZone() {
  if (!state.session) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { zones } = await post("/zone", { zone });
  update({ zones: new Map(Object.entries(zones).filter(([, each]) => each !== zone)) });
}
