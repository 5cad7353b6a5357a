// Single selects, text fields, dates and radio buttons: the browser's own controls, dressed.

import { h, icon } from "./dom.js";
import { plain, text } from "./primitives.js";
import { conversations, state } from "./state.js";

// The options of a menu as [{label, options: [{label, value}]}]; ungrouped ones have no label.
export function groups(part) {
  if (part.type.includes("users")) return [{ options: people() }];
  if (part.type.includes("conversations") || part.type.includes("channels")) return [{ options: rooms() }];
  const read = (option) => ({ label: plain(option.text), value: option.value, rich: option });
  if (part.option_groups) {
    return part.option_groups.map((group) => ({ label: plain(group.label), options: group.options.map(read) }));
  }
  return [{ options: (part.options ?? []).map(read) }];
}

function people() {
  return state.members.map((member) => ({ label: member.real_name, value: member.id }));
}

function rooms() {
  return conversations().map((channel) => ({ label: `#${channel.name}`, value: channel.id }));
}

// What an element shows: what somebody chose, also nothing at all, before what the app put there.
export function current(part, controls) {
  return (controls.now === undefined ? initial(part) : controls.now) ?? "";
}

function initial(part) {
  const value = part.initial_option?.value ?? part.initial_user ?? part.initial_conversation ?? part.initial_channel;
  return value ?? part.initial_date ?? part.initial_time ?? part.initial_date_time ?? part.initial_value;
}

function described(control, { id, error }) {
  if (id) control.id = id;
  if (error) control.setAttribute("aria-invalid", "true");
  if (id) control.setAttribute("aria-describedby", `${id}-error`);
  return control;
}

export function picker(part, controls) {
  const chosen = current(part, controls);
  const draw = ({ label, value }) => h("option", { value, selected: value === chosen }, label);
  const options = groups(part).map((group) =>
    group.label ? h("optgroup", { label: group.label }, group.options.map(draw)) : group.options.map(draw));
  const hint = part.placeholder ? plain(part.placeholder) : "Choose";
  let before = chosen;
  const choose = async () => {
    const now = select.value;
    if (await controls.choose(now || null, select.parentElement)) before = now;
    else select.value = before;
  };
  // Whoever need not choose may take a choice back.
  const none = { value: "", disabled: !controls.optional, hidden: !controls.optional, selected: chosen === "" };
  const select = h("select", { "aria-label": controls.id ? null : hint, onchange: choose }, h("option", none, hint), options);
  return h("span", { class: "select" }, described(select, controls), icon("chevron"));
}

const NAMES = { datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time", number_input: "Number" };
const KINDS = {
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
  plain_text_input: "text",
};

export function field(part, controls) {
  if (part.type === "radio_buttons") return radios(part, controls);
  const tag = part.multiline ? "textarea" : "input";
  const value = current(part, controls);
  const limits = { minlength: part.min_length, maxlength: part.max_length, min: part.min_value, max: part.max_value };
  const control = h(tag, {
    type: part.multiline ? null : KINDS[part.type],
    class: "text-field",
    rows: part.multiline ? 4 : null,
    step: part.is_decimal_allowed ? "any" : null,
    placeholder: part.placeholder ? plain(part.placeholder) : null,
    "aria-label": controls.id ? null : part.placeholder ? plain(part.placeholder) : (NAMES[part.type] ?? "Text"),
    ...limits,
  });
  control.value = part.type === "datetimepicker" && value ? localTime(value) : value;
  control.addEventListener("input", () => controls.remember(read(part, control.value)));
  tellOnce(part, control, controls);
  return described(control, controls);
}

// Tell the app of a field that is left, or in which Enter is pressed, once for each value it is given.
function tellOnce(part, control, controls) {
  let told = control.value;
  const tell = () => {
    if (control.value === told) return;
    told = control.value;
    controls.choose(read(part, control.value), control);
  };
  control.addEventListener("change", tell);
  control.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !controls.dispatches || control.tagName === "TEXTAREA") return;
    event.preventDefault(); // or the form would be sent
    tell();
  });
}

function read(part, typed) {
  if (typed === "") return null;
  return part.type === "datetimepicker" ? Math.floor(new Date(typed).getTime() / 1000) : typed;
}

function localTime(seconds) {
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

// A label with a round or square box before it.
export function choice(kind, name, option, checked, onchange) {
  const box = h("input", { type: kind, name, value: option.value, checked, onchange });
  const words = h("span", {}, option.rich ? text(option.rich.text) : option.label);
  const more = option.rich?.description && h("small", {}, text(option.rich.description));
  return h("label", { class: "choice" }, box, h("span", { class: "choice-text" }, words, more));
}

function radios(part, controls) {
  const chosen = current(part, controls);
  const name = `${controls.id ?? part.action_id}-${Math.random()}`;
  const pick = (event) => controls.choose(event.target.value, event.target.closest(".choices"));
  const options = groups(part)[0].options.map((option) => choice("radio", name, option, option.value === chosen, pick));
  const label = controls.id ? { "aria-labelledby": `${controls.id}-label` } : { "aria-label": "One of these" };
  return h("div", { class: "choices", role: "radiogroup", ...label }, options);
}
