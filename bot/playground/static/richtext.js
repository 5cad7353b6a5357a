// rich_text blocks and table cells as DOM nodes.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelLink, link, mention } from "./mrkdwn.js";

export function richText(block) {
  return h("div", { class: "rich-text" }, (block.elements ?? []).map((part) => (SECTIONS[part.type] ?? unknown)(part)));
}

const SECTIONS = {
  rich_text_section: (part) => h("p", {}, part.elements.map(leaf)),
  rich_text_quote: (part) => h("blockquote", {}, part.elements.map(leaf)),
  rich_text_preformatted: (part) => h("pre", {}, h("code", {}, part.elements.map(leaf))),
  rich_text_list: (part) => {
    const ordered = part.style === "ordered";
    const mark = (index) => (ordered ? `${index + 1 + (part.offset ?? 0)}.` : "•");
    const items = part.elements.map((each, index) =>
      h("li", { "data-mark": mark(index), class: part.indent ? "deep" : null }, each.elements.map(leaf)));
    return h(ordered ? "ol" : "ul", {}, items);
  },
};

const LEAVES = {
  text: (part) => lines(part.text),
  link: (part) => link(part.url, part.text ?? part.url),
  user: (part) => mention(part.user_id),
  channel: (part) => channelLink(part.channel_id),
  emoji: (part) => emoji(part.name),
  broadcast: (part) => h("span", { class: "mention" }, `@${part.range}`),
  date: (part) => part.fallback ?? new Date(part.timestamp * 1000).toLocaleDateString(),
  usergroup: (part) => h("span", { class: "mention" }, `@${part.usergroup_id}`),
};

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s" };

function leaf(part) {
  let node = (LEAVES[part.type] ?? unknown)(part);
  for (const [style, tag] of Object.entries(STYLES)) {
    if (part.style?.[style]) node = h(tag, {}, node);
  }
  return node;
}

function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
}

function unknown(part) {
  return h("span", { class: "unknown" }, `[${part.type}]`);
}
