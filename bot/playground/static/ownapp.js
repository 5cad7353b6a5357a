// "Connect your own app": the commands that run Rolecall in a terminal with this playground in the place of Slack.

import { fetchJson, post } from "./api.js";
import { $, fill, h, icon, showProblem } from "./dom.js";
import { state } from "./state.js";

const NAMES = { "built-in": "The built-in app", connect: "`rolecall connect`", serve: "`rolecall serve`" };

let drawn = "";
const now = h("p", { class: "own-app-now", role: "status" });
const problemLine = h("p", { class: "own-app-problem", role: "alert" });
const builtIn = h("button", { type: "button", class: "button", onclick: useBuiltIn }, "Use the built-in app");

const removeLine = h("p", { class: "own-app-removed", role: "status", tabindex: "-1" });
const remove = h("div", { class: "own-app-remove" },
  h("p", {}, "Rolecall is installed in this workspace. Remove it as an administrator would at Slack: its token is refused at once, " +
    "and Rolecall deletes its copy."),
  h("button", { type: "button", class: "button danger", onclick: removeApp }, "Remove Rolecall"));

// The line above the conversation, while another app than the built-in one answers.
export function drawOwnApp() {
  const app = state.session?.app ?? "built-in";
  remove.hidden = !state.installed;
  if (app === drawn) return;
  drawn = app;
  $("own-app").hidden = app === "built-in";
  fill(now, "Answers now: ", h("strong", {}, code(NAMES[app])), ".");
  builtIn.hidden = app !== "serve";
  fill($("own-app"), app !== "built-in" && [
    h("span", {}, code(NAMES[app]), " answers now. It has a database of its own: searches from before are with the built-in app."),
    h("button", { type: "button", class: "button quiet", onclick: openOwnApp }, "Details")]);
}

export async function openOwnApp() {
  let about;
  try {
    about = await fetchJson("/own-app");
  } catch (problem) {
    return showProblem(problem.message);
  }
  const dialog = h("dialog", { class: "modal own-app", "aria-labelledby": "own-app-title" }, content(about, () => dialog.close()));
  dialog.addEventListener("close", () => dialog.remove());
  problemLine.textContent = "";
  removeLine.textContent = "";
  document.body.append(dialog);
  dialog.showModal();
}

function content({ request_url: requestUrl, install_url: installUrl, commands }, close) {
  return [
    h("header", {},
      h("h2", { id: "own-app-title" }, "Connect your own app"),
      h("button", { type: "button", class: "plain", "aria-label": "Close", onclick: close }, icon("close"))),
    h("div", { class: "modal-body" },
      h("p", {}, "The playground can stand in for Slack while you run Rolecall as you would for your company: from a terminal, with a " +
        "database of its own. Paste one of these commands into a terminal, in the folder in which you started the playground. " +
        "The tokens in it work only here, until the playground stops."),
      now,
      h("h3", {}, "Over Socket Mode"),
      h("p", {}, "It answers here as soon as it logs “connected to Slack”. When you stop it, the built-in app answers again."),
      command("Command for Socket Mode", commands.connect),
      h("h3", {}, "Over HTTP"),
      h("p", {}, "Start it, then send it what you do here. Slack calls this address the request URL."),
      command("Command for HTTP", commands.serve),
      urlForm(requestUrl),
      h("h3", {}, "Installing it"),
      h("p", {}, "To try how a company installs the app, start it with this command instead. Then open ",
        h("a", { href: installUrl, target: "_blank", rel: "noreferrer" }, installUrl), ", press Allow, and send requests to the address above."),
      command("Command for installing", commands.install),
      remove,
      removeLine),
  ];
}

function command(label, text) {
  const copy = async (event) => {
    const button = event.currentTarget;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      showProblem("The browser doesn't allow copying. Select the command and copy it.");
    }
  };
  return h("div", { class: "own-app-command" },
    h("pre", { tabindex: "0", role: "region", "aria-label": label }, h("code", {}, text)),
    h("button", { type: "button", class: "button", onclick: copy }, "Copy"));
}

function urlForm(requestUrl) {
  const input = h("input", { type: "url", class: "text-field", "aria-label": "Request URL", value: requestUrl, required: true });
  const use = (event) => {
    event.preventDefault();
    chooseApp(input.value);
  };
  return h("form", { class: "own-app-url", onsubmit: use }, input, h("button", { type: "submit", class: "button" }, "Send requests here"), builtIn, problemLine);
}

async function useBuiltIn() {
  await chooseApp("");
  builtIn.parentElement.querySelector("[type=submit]").focus(); // this button is gone
}

async function removeApp() {
  problemLine.textContent = "";
  try {
    const { acknowledged } = await post("/remove-app", {});
    removeLine.textContent = acknowledged
      ? "Rolecall is removed. Its token is refused from now on, and Rolecall has deleted its copy."
      : "Rolecall is removed, and its token is refused from now on. Rolecall didn't answer, so it still has its copy. Slack would try again.";
  } catch (problem) {
    removeLine.textContent = problem.message;
  }
  removeLine.focus(); // the button is gone
}

async function chooseApp(url) {
  problemLine.textContent = "";
  try {
    await post("/own-app", { request_url: url });
  } catch (problem) {
    problemLine.textContent = problem.message;
  }
}

// A name in backticks as code, any other as it is.
function code(name) {
  return name.startsWith("`") ? h("code", {}, name.slice(1, -1)) : name;
}
