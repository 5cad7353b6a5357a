// Single selects, text fields, dates and radio buttons, drawn with the browser's own controls.

import { h, icon } from "./dom.js";
import { plain, text } from "./primitives.js";
import { conversations, placeName, state } from "./state.js";

// The options of a menu as [{label, options: [{label, value}]}]. Options without a group are in one without a label.
export function optionGroups(part) {
  if (part.type.includes("users")) return [{ options: people() }];
  if (part.type.includes("conversations") || part.type.includes("channels")) return [{ options: channels() }];
  const read = (option) => ({ label: plain(option.text), value: option.value, source: option });
  if (part.option_groups) {
    return part.option_groups.map((group) => ({ label: plain(group.label), options: group.options.map(read) }));
  }
  return [{ options: (part.options ?? []).map(read) }];
}

function people() {
  return state.members.map((member) => ({ label: member.real_name, value: member.id }));
}

function channels() {
  return conversations().map((channel) => ({ label: placeName(channel), value: channel.id }));
}

// The value to show: what the person entered, even if they cleared the field, otherwise the app's initial value.
function currentValue(part, controls) {
  return (controls.value === undefined ? initialValue(part) : controls.value) ?? "";
}

function initialValue(part) {
  const value = part.initial_option?.value ?? part.initial_user ?? part.initial_conversation ?? part.initial_channel;
  return value ?? part.initial_date ?? part.initial_time ?? part.initial_date_time ?? part.initial_value;
}

// Tie a control to its label and its error message, for screen readers.
function described(control, { id, error }) {
  if (id) control.id = id;
  if (error) control.setAttribute("aria-invalid", "true");
  if (id) control.setAttribute("aria-describedby", `${id}-error`);
  return control;
}

export function selectMenu(part, controls) {
  const value = currentValue(part, controls);
  const draw = (option) => h("option", { value: option.value, selected: option.value === value }, option.label);
  const options = optionGroups(part).map((group) =>
    group.label ? h("optgroup", { label: group.label }, group.options.map(draw)) : group.options.map(draw));
  const hint = part.placeholder ? plain(part.placeholder) : "Choose";
  let before = value;
  const onchange = async () => {
    const chosen = select.value;
    if (await controls.choose(chosen || null, select.parentElement)) before = chosen;
    else select.value = before;
  };
  // Only an optional field may go back to having no value.
  const none = { value: "", disabled: !controls.optional, hidden: !controls.optional, selected: value === "" };
  const select = h("select", { "aria-label": controls.id ? null : hint, onchange }, h("option", none, hint), options);
  return h("span", { class: "select" }, described(select, controls), icon("chevron"));
}

const NAMES = { datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time", number_input: "Number" };
const INPUT_TYPES = {
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
  plain_text_input: "text",
};

export function inputField(part, controls) {
  if (part.type === "radio_buttons") return radioButtons(part, controls);
  const tag = part.multiline ? "textarea" : "input";
  const value = currentValue(part, controls);
  const limits = { minlength: part.min_length, maxlength: part.max_length, min: part.min_value, max: part.max_value };
  const control = h(tag, {
    type: part.multiline ? null : INPUT_TYPES[part.type],
    class: "text-field",
    rows: part.multiline ? 4 : null,
    step: part.is_decimal_allowed ? "any" : null,
    placeholder: part.placeholder ? plain(part.placeholder) : null,
    "aria-label": controls.id ? null : part.placeholder ? plain(part.placeholder) : (NAMES[part.type] ?? "Text"),
    ...limits,
  });
  control.value = part.type === "datetimepicker" && value ? localTime(value) : value;
  control.addEventListener("input", () => controls.remember(slackValue(part, control.value)));
  dispatchChanges(part, control, controls);
  return described(control, controls);
}

// Tell the app when the person leaves the field or presses Enter in it, once for each new value.
function dispatchChanges(part, control, controls) {
  let sent = control.value;
  const send = () => {
    if (control.value === sent) return;
    sent = control.value;
    controls.choose(slackValue(part, control.value), control);
  };
  control.addEventListener("change", send);
  control.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !controls.dispatches || control.tagName === "TEXTAREA") return;
    event.preventDefault(); // Enter would also submit the form
    send();
  });
}

// The value as Slack reports it: null for an empty field, seconds since 1970 for a date with a time.
function slackValue(part, typed) {
  if (typed === "") return null;
  return part.type === "datetimepicker" ? Math.floor(new Date(typed).getTime() / 1000) : typed;
}

// Seconds since 1970 in the form that datetime-local takes, which has no time zone.
function localTime(seconds) {
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

// One checkbox or radio button with its label; `type` is the input's type.
export function choice(type, name, option, checked, onchange) {
  const box = h("input", { type, name, value: option.value, checked, onchange });
  const label = h("span", {}, option.source ? text(option.source.text) : option.label);
  const description = option.source?.description && h("small", {}, text(option.source.description));
  return h("label", { class: "choice" }, box, h("span", { class: "choice-text" }, label, description));
}

function radioButtons(part, controls) {
  const value = currentValue(part, controls);
  const name = `${controls.id ?? part.action_id}-${Math.random()}`; // the same action_id may be on the page twice
  const pick = (event) => controls.choose(event.target.value, event.target.closest(".choices"));
  const options = optionGroups(part)[0].options.map((option) => choice("radio", name, option, option.value === value, pick));
  const label = controls.id ? { "aria-labelledby": `${controls.id}-label` } : { "aria-label": "One of these" };
  return h("div", { class: "choices", role: "radiogroup", ...label }, options);
}
