// What can be pressed and chosen. Using one asks the app, with the state of everything around it.

import { ask } from "./api.js";
import { confirmed } from "./confirm.js";
import { h, icon } from "./dom.js";
import { field, picker } from "./inputs.js";
import { overflow, several } from "./menus.js";
import { follow, placeOf } from "./permalinks.js";
import { image, plain } from "./primitives.js";
import { state, touch, touchedIn } from "./state.js";
import { suggest } from "./suggest.js";
import { showProblem } from "./toast.js";

export function element(block, part, context) {
  const draw = ELEMENTS[part.type];
  if (!draw) return h("span", { class: "unknown" }, `[${part.type} cannot be drawn here]`);
  return draw(part, controls(block, part, context), context);
}

// What an element needs to know and do: `now` is its value, `choose` changes it, `use` tells the app.
function controls(block, part, context) {
  const agreed = async () => !part.confirm || confirmed(part.confirm);
  const use = async (choice, control) => (await agreed()) && press(block, part, choice, context, control);
  return {
    id: context.id ?? null,
    error: context.error,
    optional: context.optional ?? false,
    dispatches: !context.silent,
    now: touchedIn(context.key)[block.block_id]?.[part.action_id],
    use,
    remember: (choice) => touch(context.key, block.block_id, part.action_id, choice),
    search: (typed) => search(block, part, typed, context),
    // Resolves to whether the choice stands: somebody may think better of it.
    async choose(choice, control) {
      if (!context.silent && !(await agreed())) return false;
      touch(context.key, block.block_id, part.action_id, choice);
      if (!context.silent) press(block, part, choice, context, control);
      return true;
    },
  };
}

async function press(block, part, choice, context, control) {
  control?.setAttribute("aria-busy", "true");
  try {
    const spot = { block_id: block.block_id, action_id: part.action_id };
    const asked = { as: state.me, ...context.where, ...spot, choice, touched: touchedIn(context.key) };
    const { acknowledged } = await ask("/press", asked);
    if (!acknowledged) showProblem("Rolecall did not answer. The terminal says why.");
    return acknowledged;
  } catch (problem) {
    showProblem(problem.message);
    return false;
  } finally {
    control?.removeAttribute("aria-busy");
  }
}

async function search(block, part, typed, context) {
  const spot = { block_id: block.block_id, action_id: part.action_id };
  const { options } = await ask("/search", { as: state.me, ...context.where, ...spot, text: typed });
  return options;
}

function button(part, { use }) {
  const label = [plain(part.text), part.url && !placeOf(part.url) && icon("external")];
  const look = { class: `button ${part.style ?? ""}`, "aria-label": part.accessibility_label };
  if (part.url) {
    const place = placeOf(part.url);
    const press = (event) => {
      if (place) event.preventDefault();
      use(null, event.currentTarget);
      if (place) follow(place);
    };
    return h("a", { ...look, href: part.url, target: "_blank", rel: "noopener noreferrer", onclick: press }, label);
  }
  return h("button", { ...look, type: "button", onclick: (event) => use(null, event.currentTarget) }, label);
}

function feedback(part, { now, use, remember }) {
  const rate = (choice) => async (event) => {
    const control = event.currentTarget;
    if (!(await use(choice, control))) return;
    remember(choice);
    for (const each of control.parentElement.children) each.setAttribute("aria-pressed", String(each === control));
  };
  const side = (each, sign) =>
    h("button", {
      type: "button",
      class: "button quiet",
      "aria-pressed": String(now === each.value),
      "aria-label": each.accessibility_label,
      onclick: rate(each.value),
    }, icon(sign), plain(each.text));
  return h("div", { class: "feedback", role: "group", "aria-label": "Feedback" },
    side(part.positive_button, "up"), side(part.negative_button, "down"));
}

function iconButton(part, { use }) {
  const press = (event) => use(null, event.currentTarget);
  const label = part.accessibility_label ?? plain(part.text);
  return h("button", { type: "button", class: "button quiet", "aria-label": label, onclick: press }, icon("trash"), plain(part.text));
}

const ELEMENTS = {
  button,
  feedback_buttons: feedback,
  icon_button: iconButton,
  image,
  overflow,
  static_select: picker,
  users_select: picker,
  conversations_select: picker,
  channels_select: picker,
  external_select: suggest,
  multi_static_select: several,
  multi_users_select: several,
  multi_conversations_select: several,
  multi_channels_select: several,
  multi_external_select: several,
  checkboxes: several,
  radio_buttons: field,
  datepicker: field,
  timepicker: field,
  datetimepicker: field,
  plain_text_input: field,
  number_input: field,
  email_text_input: field,
  url_text_input: field,
};
