// The open modal. One dialog shows the topmost view of the stack, with its fields and errors.

import { post } from "./api.js";
import { blocks } from "./blocks.js";
import { h, icon, showProblem } from "./dom.js";
import { focusPlace, restoreFocus } from "./focus.js";
import { plain } from "./primitives.js";
import { state, valuesIn } from "./state.js";

let dialog = null;
let drawn = "";
let opener = null; // where the focus was before the modal opened

export function drawModal() {
  const view = state.stack.at(-1);
  const now = view ? JSON.stringify(view) : "";
  if (now === drawn) return;
  drawn = now;
  const form = view && drawForm(view);
  if (!view) {
    if (dialog) closeDialog();
    return;
  }
  if (!dialog) {
    dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault(); // the server closes the view, and the stack may have another one below
      dismiss(state.stack.at(-1));
    });
    document.body.append(dialog);
    dialog.replaceChildren(form);
    opener = focusPlace();
    dialog.showModal();
    focusFirst();
  } else if (!replaceForm(form)) focusFirst();
}

function closeDialog() {
  dialog.close();
  dialog.remove();
  dialog = null;
  restoreFocus(opener);
}

// Draw the open form again, after values in it were entered by other means.
export function redrawModal() {
  drawn = "";
  drawModal();
}

// Scroll to a block of the open form, and put the focus on the button that submits it.
export function showBlock(id) {
  const block = [...dialog.querySelectorAll(".block")].find((each) => each.dataset.block === id);
  dialog.querySelector("[type=submit]")?.focus({ preventScroll: true });
  requestAnimationFrame(() => requestAnimationFrame(() => block?.scrollIntoView({ block: "start" }))); // after the guide
}

// Scroll to the first field with an error; a form without errors is read from its top.
function focusFirst() {
  const wrong = dialog.querySelector("[aria-invalid]");
  (wrong ?? dialog.querySelector("input, textarea, select"))?.focus({ preventScroll: !wrong });
}

// Put another form into the dialog. Returns whether the focused control exists in it too and keeps the focus.
function replaceForm(form) {
  const block = document.activeElement.closest(".block")?.dataset.block;
  const place = block ? controlsIn(block).indexOf(document.activeElement) : -1;
  const scrolled = dialog.querySelector(".modal-body").scrollTop;
  dialog.replaceChildren(form);
  const same = place < 0 || dialog.querySelector("[aria-invalid]") ? null : controlsIn(block)[place];
  same?.focus({ preventScroll: true });
  if (same) dialog.querySelector(".modal-body").scrollTop = scrolled;
  return Boolean(same);
}

function controlsIn(block) {
  const box = [...dialog.querySelectorAll(".block")].find((each) => each.dataset.block === block);
  return [...(box?.querySelectorAll("input, textarea, select, button, summary") ?? [])];
}

function drawForm(view) {
  const context = { key: view.id, container: { view: view.id }, errors: view.errors };
  const form = h("form", { onsubmit: (event) => submit(event, view) });
  const close = () => dismiss(view);
  form.noValidate = true; // isComplete checks the fields and shows errors the way Slack does
  form.append(
    h("header", {},
      h("h2", { id: "modal-title" }, plain(view.title)),
      h("button", { type: "button", class: "plain", "aria-label": "Close", onclick: close }, icon("close"))),
    h("div", { class: "modal-body" }, blocks(view.blocks, context)),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: close }, view.close ? plain(view.close) : "Cancel"),
      view.submit && h("button", { type: "submit", class: "button primary" }, plain(view.submit))));
  return form;
}

async function submit(event, view) {
  event.preventDefault();
  const form = event.currentTarget;
  if (!isComplete(form, view)) return;
  const button = form.querySelector("[type=submit]");
  button.setAttribute("aria-busy", "true");
  try {
    const { acknowledged } = await post("/submit", { as: state.me, view: view.id, entered: valuesIn(view.id) });
    if (!acknowledged) showProblem("Rolecall didn't accept the form. The terminal shows why.");
  } catch (problem) {
    showProblem(problem.message);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// Whether every required field has a value; marks those without one, as Slack does before it sends a form.
function isComplete(form, view) {
  const missing = view.blocks.filter((block) => block.type === "input" && !block.optional && isEmpty(form, block));
  for (const block of form.querySelectorAll(".block.input")) {
    const wrong = missing.some((each) => each.block_id === block.dataset.block);
    block.querySelector(".error").textContent = wrong ? "Please complete this required field." : "";
    const control = block.querySelector("input, select, textarea");
    control?.toggleAttribute("aria-invalid", wrong);
  }
  form.querySelector("[aria-invalid]")?.focus();
  return missing.length === 0;
}

function isEmpty(form, block) {
  const box = [...form.querySelectorAll(".block.input")].find((each) => each.dataset.block === block.block_id);
  const ticks = box.querySelectorAll("input[type=checkbox], input[type=radio]");
  if (ticks.length) return ![...ticks].some((tick) => tick.checked);
  const control = box.querySelector("input, select, textarea");
  return control ? !control.value.trim() || !control.checkValidity() : false;
}

async function dismiss(view) {
  try {
    await post("/dismiss", { as: state.me, view: view.id });
  } catch (problem) {
    showProblem(problem.message);
  }
}
