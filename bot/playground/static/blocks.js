// Block Kit blocks as DOM nodes.
// `context` says where the blocks are: {key, container, errors}. `key` identifies the message or view in this page,
// `container` identifies it to the server, `errors` has the errors of a modal by block_id.

import { append, h } from "./dom.js";
import { element } from "./elements.js";
import { markdown } from "./markdown.js";
import { image, plain, text } from "./primitives.js";
import { richText } from "./richtext.js";
import { table } from "./table.js";

export function blocks(list, context) {
  return list.map((block) => h("div", { class: `block ${block.type}`, dataset: { block: block.block_id } }, draw(block, context)));
}

// One broken block must not take the whole conversation off the screen.
function draw(block, context) {
  try {
    return (BLOCKS[block.type] ?? unknown)(block, context);
  } catch (problem) {
    console.error(problem);
    return h("p", { class: "unknown" }, `The playground couldn't draw this "${block.type}" block.`);
  }
}

const BLOCKS = {
  header: (block) => h("div", { role: "heading", "aria-level": "3" }, plain(block.text)),
  divider: () => h("hr"),
  section(block, context) {
    const body = h("div", { class: "section-text" }, block.text && text(block.text));
    if (block.fields) body.append(h("div", { class: "fields" }, block.fields.map((each) => h("div", {}, text(each)))));
    const accessory = block.accessory && h("div", { class: "accessory" }, element(block, block.accessory, context));
    return [body, accessory];
  },
  context: (block) => block.elements.map((each) => (each.type === "image" ? image(each) : h("div", {}, text(each)))),
  actions: (block, context) => block.elements.map((each) => element(block, each, context)),
  context_actions: (block, context) => block.elements.map((each) => element(block, each, context)),
  image: (block) => h("figure", {}, block.title && h("figcaption", {}, plain(block.title)), image(block)),
  rich_text: (block) => richText(block),
  table: (block) => table(block),
  markdown: (block) => markdown(block.text),
  input: (block, context) => inputBlock(block, context),
};

function inputBlock(block, context) {
  const id = `${context.key}-${block.block_id}`.replaceAll(/\W/g, "-");
  const error = context.errors?.[block.block_id];
  // A <label> can name only one control; a group of checkboxes or radio buttons refers to its label by id instead.
  const grouped = ["checkboxes", "radio_buttons"].includes(block.element.type);
  const label = h(grouped ? "div" : "label", { for: grouped ? null : id, class: "field-label", id: `${id}-label` },
    plain(block.label), block.optional && h("span", { class: "optional" }, " (optional)"));
  const control = element(block, block.element, { ...context, id, error, optional: block.optional, silent: !block.dispatch_action });
  const parts = [label, control];
  if (block.hint) parts.push(h("p", { class: "hint" }, plain(block.hint)));
  parts.push(h("p", { class: "error", id: `${id}-error`, role: "alert" }, error ?? ""));
  return parts;
}

function unknown(block) {
  const note = h("p", { class: "unknown" });
  return append(note, [`The playground can't draw a "${block.type}" block. Slack itself may show it.`]);
}
