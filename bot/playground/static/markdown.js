// The markdown block: headings, lists, quotes, code, rules and emphasis. Tables stay as they were typed.

import { h } from "./dom.js";
import { link } from "./mrkdwn.js";

const INLINE = /`([^`\n]+)`|\[([^\]\n]+)\]\(([^)\s]+)\)|\*\*([^\n]+?)\*\*|__([^\n]+?)__|\*([^*\n]+)\*|_([^_\n]+)_|~~([^~\n]+)~~/g;

export function markdown(text) {
  // Every second part of the split text is between two fences.
  const nodes = text.split(/```[a-z]*\n?/).flatMap((part, index) =>
    index % 2 ? [h("pre", {}, h("code", {}, part.replace(/\n$/, "")))] : blocks(part));
  return h("div", { class: "rich-text" }, nodes);
}

function blocks(text) {
  const nodes = [];
  let list = null;
  for (const line of text.split("\n")) {
    const bullet = line.match(/^(\s*)(?:[-*+]|(\d+)\.)\s+(.*)$/);
    if (!bullet) list = null;
    if (bullet) {
      list ??= nodes[nodes.push(h("ul")) - 1];
      list.append(item(bullet));
    } else if (line.trim()) nodes.push(paragraph(line));
  }
  return nodes;
}

function paragraph(line) {
  const heading = line.match(/^(#{1,6})\s+(.*)$/);
  if (heading) return h("p", { class: "heading", role: "heading", "aria-level": "4" }, inline(heading[2]));
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return h("hr");
  const quoted = line.match(/^>\s?(.*)$/);
  return quoted ? h("blockquote", {}, inline(quoted[1])) : h("p", {}, inline(line));
}

function item([, indent, number, text]) {
  const mark = number ? `${number}.` : "•";
  return h("li", { "data-mark": mark, class: indent.length > 1 ? "deep" : null }, inline(text));
}

function inline(text) {
  const nodes = [];
  let last = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(text.slice(last, found.index), piece(found));
    last = found.index + found[0].length;
  }
  return [...nodes, text.slice(last)];
}

function piece([, code, label, address, bold, strong, italic, emphasis, strike]) {
  if (code !== undefined) return h("code", {}, code);
  if (label !== undefined) return link(address, label);
  if (bold ?? strong) return h("strong", {}, inline(bold ?? strong));
  if (italic ?? emphasis) return h("em", {}, inline(italic ?? emphasis));
  return h("s", {}, inline(strike));
}
