// Block Kit elements: everything that can be pressed, chosen or filled in.
// Using one tells the app, together with the values entered in all the elements around it.

import { post } from "./api.js";
import { h, icon, showProblem } from "./dom.js";
import { inputField, selectMenu } from "./inputs.js";
import { multiSelect, overflowMenu, searchMenu } from "./menus.js";
import { followPermalink, parsePermalink } from "./permalinks.js";
import { image, plain, text } from "./primitives.js";
import { enterValue, state, valuesIn } from "./state.js";

export function element(block, part, context) {
  const draw = ELEMENTS[part.type];
  if (!draw) return h("span", { class: "unknown" }, `[${part.type} cannot be drawn here]`);
  return draw(part, controls(block, part, context), context);
}

// What an element's drawing function needs: `value` is what the person entered (undefined before that),
// `use` tells the app, `remember` keeps a value, `choose` does both.
function controls(block, part, context) {
  const agreed = async () => !part.confirm || confirmed(part.confirm);
  const use = async (choice, control) => (await agreed()) && press(block, part, choice, context, control);
  return {
    id: context.id ?? null,
    error: context.error,
    optional: context.optional ?? false,
    dispatches: !context.silent,
    value: valuesIn(context.key)[block.block_id]?.[part.action_id],
    use,
    remember: (choice) => enterValue(context.key, block.block_id, part.action_id, choice),
    search: (typed) => search(block, part, typed, context),
    // Resolves to false if the person cancels at the confirmation, so that the element can go back.
    async choose(choice, control) {
      if (!context.silent && !(await agreed())) return false;
      enterValue(context.key, block.block_id, part.action_id, choice);
      if (!context.silent) press(block, part, choice, context, control);
      return true;
    },
  };
}

async function press(block, part, choice, context, control) {
  control?.setAttribute("aria-busy", "true");
  try {
    const id = { block_id: block.block_id, action_id: part.action_id };
    const body = { as: state.me, ...context.container, ...id, choice, entered: valuesIn(context.key) };
    const { acknowledged } = await post("/press", body);
    if (!acknowledged) showProblem("Rolecall didn't respond. The terminal shows why.");
    return acknowledged;
  } catch (problem) {
    showProblem(problem.message);
    return false;
  } finally {
    control?.removeAttribute("aria-busy");
  }
}

async function search(block, part, typed, context) {
  const id = { block_id: block.block_id, action_id: part.action_id };
  const { options } = await post("/search", { as: state.me, ...context.container, ...id, text: typed });
  return options;
}

// Show a confirmation dialog object. Resolves to whether the person agreed.
function confirmed(question) {
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "modal small", "aria-labelledby": "confirm-title" });
    const answer = (agreed) => () => {
      resolve(agreed);
      dialog.remove();
    };
    dialog.addEventListener("cancel", answer(false));
    dialog.append(
      h("h2", { id: "confirm-title" }, plain(question.title)),
      h("div", { class: "modal-body" }, text(question.text)),
      h("footer", {},
        h("button", { type: "button", class: "button", onclick: answer(false) }, question.deny ? plain(question.deny) : "Cancel"),
        h("button", { type: "button", class: `button ${question.style ?? "primary"}`, onclick: answer(true) },
          question.confirm ? plain(question.confirm) : "Yes")));
    document.body.append(dialog);
    dialog.showModal();
  });
}

function button(part, { use }) {
  const permalink = part.url && parsePermalink(part.url);
  const label = [plain(part.text), part.url && !permalink && icon("external")];
  const attributes = { class: `button ${part.style ?? ""}`, "aria-label": part.accessibility_label };
  if (part.url) {
    const onclick = (event) => {
      if (permalink) event.preventDefault();
      use(null, event.currentTarget);
      if (permalink) followPermalink(permalink);
    };
    return h("a", { ...attributes, href: part.url, target: "_blank", rel: "noopener noreferrer", onclick }, label);
  }
  return h("button", { ...attributes, type: "button", onclick: (event) => use(null, event.currentTarget) }, label);
}

function feedbackButtons(part, { value, use, remember }) {
  const rate = (choice) => async (event) => {
    const control = event.currentTarget;
    if (!(await use(choice, control))) return;
    remember(choice);
    for (const each of control.parentElement.children) each.setAttribute("aria-pressed", String(each === control));
  };
  const side = (each, symbol) =>
    h("button", {
      type: "button",
      class: "button quiet",
      "aria-pressed": String(value === each.value),
      "aria-label": each.accessibility_label,
      onclick: rate(each.value),
    }, icon(symbol), plain(each.text));
  return h("div", { class: "feedback", role: "group", "aria-label": "Feedback" },
    side(part.positive_button, "up"), side(part.negative_button, "down"));
}

function iconButton(part, { use }) {
  const onclick = (event) => use(null, event.currentTarget);
  const label = part.accessibility_label ?? plain(part.text);
  return h("button", { type: "button", class: "button quiet", "aria-label": label, onclick }, icon("trash"), plain(part.text));
}

const ELEMENTS = {
  button,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  image,
  overflow: overflowMenu,
  static_select: selectMenu,
  users_select: selectMenu,
  conversations_select: selectMenu,
  channels_select: selectMenu,
  external_select: searchMenu,
  multi_static_select: multiSelect,
  multi_users_select: multiSelect,
  multi_conversations_select: multiSelect,
  multi_channels_select: multiSelect,
  multi_external_select: multiSelect,
  checkboxes: multiSelect,
  radio_buttons: inputField,
  datepicker: inputField,
  timepicker: inputField,
  datetimepicker: inputField,
  plain_text_input: inputField,
  number_input: inputField,
  email_text_input: inputField,
  url_text_input: inputField,
};
