// Slack's own markup as DOM nodes: *bold* _italic_ ~strike~ `code` > quote, lists, links, mentions, emoji.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { followPermalink, parsePermalink } from "./permalinks.js";
import { goTo, state } from "./state.js";

// Emphasis begins and ends at a word boundary, as in Slack: snake_case_names are not italic.
const INLINE = new RegExp(
  [
    /`([^`\n]+)`/, // code
    /<([^<>\n]+)>/, // mention or link
    /:([a-z0-9_+-]+):/, // emoji
    /(?<![\p{L}\p{N}])\*(?=[^\s*])([^\n*]*[^\s*])\*(?![\p{L}\p{N}])/u, // bold
    /(?<![\p{L}\p{N}])_(?=[^\s_])([^\n_]*[^\s_])_(?![\p{L}\p{N}])/u, // italic
    /(?<![\p{L}\p{N}])~(?=[^\s~])([^\n~]*[^\s~])~(?![\p{L}\p{N}])/u, // struck out
  ].map((part) => part.source).join("|"),
  "gu",
);
const BULLET = /^(\s*)(?:[•◦▪‣-]|(\d{1,2})\.)\s+(.*)$/u;

// A whole text as nodes: paragraphs, quotes, lists and code.
export function mrkdwn(text) {
  return text.split(/```\n?/).flatMap((part, index) => {
    if (index % 2) return [h("pre", {}, h("code", {}, unescape(part.replace(/\n$/, ""))))];
    return lines(part);
  });
}

// One line, or one emphasised part of it, as nodes.
export function inline(text) {
  const nodes = [];
  let last = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > last) nodes.push(unescape(text.slice(last, found.index)));
    nodes.push(piece(found));
    last = found.index + found[0].length;
  }
  if (last < text.length) nodes.push(unescape(text.slice(last)));
  return nodes;
}

function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// A link for web and mail addresses, plain text for any other: a javascript: address must not become a link.
export function link(address, ...label) {
  if (!/^(https?:|mailto:)/i.test(address)) return h("span", {}, ...label);
  const permalink = parsePermalink(address);
  if (permalink) return h("button", { type: "button", class: "permalink", onclick: () => followPermalink(permalink) }, ...label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...label);
}

export function mention(id) {
  const user = state.users.get(id);
  const me = id === state.me ? " me" : "";
  return h("span", { class: `mention${me}` }, `@${user?.real_name ?? id}`);
}

export function channelLink(id, name) {
  const channel = state.channels.find((each) => each.id === id);
  if (!channel) return h("span", { class: "mention" }, `#${name ?? id}`);
  return h("button", { class: "mention", type: "button", onclick: () => goTo(id) }, `#${channel.name}`);
}

function piece([, code, angle, short, bold, italic, strike]) {
  if (code !== undefined) return h("code", {}, unescape(code));
  if (angle !== undefined) return special(angle);
  if (short !== undefined) return emoji(short);
  if (bold !== undefined) return h("strong", {}, inline(bold));
  if (italic !== undefined) return h("em", {}, inline(italic));
  return h("s", {}, inline(strike));
}

function special(inside) {
  const [target, label] = split(inside);
  if (target.startsWith("@")) return mention(target.slice(1));
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!date")) return unescape(label ?? target);
  if (target.startsWith("!")) return h("span", { class: "mention" }, `@${target.slice(1)}`);
  return link(unescape(target), label ? inline(label) : unescape(target));
}

function split(inside) {
  const bar = inside.indexOf("|");
  return bar < 0 ? [inside] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

function lines(text) {
  const nodes = [];
  for (const line of text.split("\n")) {
    const quoted = line.match(/^(?:&gt;|>)\s?(.*)$/);
    const bullet = line.match(BULLET);
    if (quoted) lastOrNew(nodes, "blockquote").append(...withBreak(nodes, quoted[1]));
    else if (bullet && !/^\s*-/.test(line)) lastOrNew(nodes, "ul").append(item(bullet));
    else if (line.trim()) lastOrNew(nodes, "p").append(...withBreak(nodes, line));
    else nodes.push(null); // an empty line ends the paragraph, quote or list
  }
  return nodes.filter(Boolean);
}

// The last node if it has this tag, otherwise a new one.
function lastOrNew(nodes, tag) {
  const last = nodes.at(-1);
  if (last?.tagName === tag.toUpperCase()) return last;
  const fresh = h(tag);
  nodes.push(fresh);
  return fresh;
}

function withBreak(nodes, line) {
  const begun = nodes.at(-1).childNodes.length > 0;
  return [...(begun ? [h("br")] : []), ...inline(line)];
}

function item([, indent, number, text]) {
  const depth = indent.length >= 2 ? "deep" : null;
  return h("li", { class: depth, "data-mark": number ? `${number}.` : "•" }, inline(text));
}
