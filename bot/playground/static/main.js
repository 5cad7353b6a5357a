// The page: connects its parts, and redraws those whose state has changed.

import { post } from "./api.js";
import { avatar, channelSymbol, logo } from "./avatars.js";
import { blocks } from "./blocks.js";
import { Composer, hints } from "./composer.js";
import { $, fill, h, icon, showProblem } from "./dom.js";
import { connectExample, drawExample } from "./example.js";
import { connectF6, focusPlace, restoreFocus } from "./focus.js";
import { drawGuide, isGuideOpen, resumeGuide, startGuide } from "./guide.js";
import { connectHappened, toggleHappened } from "./happened.js";
import { chips, intro } from "./intro.js";
import { messageList } from "./messages.js";
import { drawModal } from "./modal.js";
import { drawOwnApp, openOwnApp } from "./ownapp.js";
import { menuButton } from "./popup.js";
import { connectSessionMenu, shareTimeZone } from "./session.js";
import { closeDrawer, drawSidebar, openDrawer } from "./sidebar.js";
import { connectSwitcher } from "./switcher.js";
import { currentChannel, openThread, placeName, repliesTo, start, state, topLevel, update, watch } from "./state.js";
import { connectClock, drawClock } from "./travel.js";

const composer = new Composer(() => null);
const replyComposer = new Composer(() => state.thread);
const drawMessages = messageList($("messages"), { threaded: false });
const drawThread = messageList($("thread-messages"), { threaded: true });
const drawn = {};
// Focusing the composer on a touch screen would open the on-screen keyboard over the conversation.
const HAS_MOUSE = matchMedia("(hover: hover)");

// Call `draw` if `value` differs from the last call with this name.
function onChange(name, value, draw) {
  const now = JSON.stringify(value);
  if (drawn[name] === now) return;
  drawn[name] = now;
  draw();
}

function redraw() {
  if (!state.me) return;
  const channel = currentChannel();
  drawSidebar();
  onChange("header", [channel.id, state.tab, state.ready], () => drawHeader(channel));
  onChange("announcer", state.me, () => fill($("announcer")));
  onChange("home", [state.home, state.me], drawHome);
  drawConversation(channel);
  drawThreadPane(channel);
  drawModal();
  drawClock();
  drawOwnApp();
  drawGuide();
  drawExample(isGuideOpen());
  $("offline").hidden = state.online || !state.ready;
}

function drawHeader(channel) {
  const title = channel.is_im ? [avatar(state.bot), state.bot.real_name] : [channelSymbol(channel), channel.name];
  fill($("title"), title);
  $("topic").textContent = channel.is_im ? "" : channel.topic;
  document.title = `${placeName(channel)} · Rolecall playground`;
  $("tabs").hidden = !channel.is_im || !state.has_home;
  for (const tab of $("tabs").children) tab.setAttribute("aria-selected", String(tab.dataset.tab === state.tab));
  const home = channel.is_im && state.tab === "home";
  $("conversation").hidden = home;
  $("home").hidden = !home;
  onChange("focus", [channel.name, state.tab], () => home || (HAS_MOUSE.matches && composer.focus()));
  if (channel.is_im && state.ready) post("/open", { as: state.me, tab: state.tab }).catch((problem) => showProblem(problem.message));
}

function drawHome() {
  const context = { key: state.home?.id, container: { view: state.home?.id } };
  const empty = h("p", { class: "empty" }, "Rolecall hasn't published anything here yet.");
  const place = focusPlace();
  fill($("home"), state.home ? h("div", { class: "blocks" }, blocks(state.home.blocks, context)) : empty);
  restoreFocus(place);
}

const intros = new Map(); // drawn once for each conversation and member, so that focus stays on an example

function drawConversation(channel) {
  const messages = topLevel(channel.id);
  const key = `${channel.id} ${state.me}`;
  if (!intros.has(key)) intros.set(key, intro(channel));
  $("messages").classList.toggle("loading", !state.ready);
  drawMessages(state.ready ? messages : [], state.ready ? intros.get(key) : null);
  $("messages").classList.toggle("begun", messages.length > 0);
  $("chips").hidden = messages.length === 0;
  onChange("chips", [channel.id, state.prompts.get(channel.id)], () => fill($("chips"), chips()));
  const status = state.status.get(channel.id);
  const isSlow = state.waiting?.channel === channel.id && Date.now() - state.waiting.since > 250;
  $("working").hidden = !(status || isSlow);
  $("working-text").textContent = status ? `Rolecall ${status}` : "Rolecall is working on it";
  composer.setPlace(key, `Message ${placeName(channel)}`);
}

function drawThreadPane(channel) {
  const root = state.thread && state.messages.get(`${channel.id} ${state.thread}`);
  document.body.classList.toggle("thread-open", Boolean(root));
  $("thread").hidden = !root;
  if (!root) return;
  $("thread-place").textContent = placeName(channel);
  drawThread([root, ...repliesTo(channel.id, state.thread)], null);
  replyComposer.setPlace(`${state.me} ${state.thread}`, "Reply");
}

function connectParts() {
  fill($("mark"), logo());
  $("composer").append($("working"), $("chips"), composer.element, hints());
  $("thread").append(replyComposer.element);
  fill($("open-drawer"), icon("menu"));
  fill($("close-thread"), icon("close"));
  $("open-drawer").addEventListener("click", openDrawer);
  $("scrim").addEventListener("click", closeDrawer);
  $("close-thread").addEventListener("click", () => openThread(null));
  for (const tab of $("tabs").children) tab.addEventListener("click", () => update({ tab: tab.dataset.tab }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (document.body.classList.contains("drawer-open")) closeDrawer();
    else if (state.thread) openThread(null);
  });
  connectF6();
  connectSwitcher();
  watch(redraw);
}

async function begin() {
  await start();
  if (!state.session) return;
  connectClock();
  connectHappened();
  connectSessionMenu([
    menuButton("Guided start", startGuide, "Three minutes"),
    menuButton("What happened", toggleHappened, "How each message was read"),
    menuButton("Connect your own app", openOwnApp, "For the person who will install it"),
  ]);
  connectExample();
  resumeGuide();
  await shareTimeZone();
}

connectParts();
begin().catch((problem) => showProblem(problem.message));
