// Slack's own markup, as elements: *bold* _italic_ ~strike~ `code` > quote, lists, links, mentions, emoji.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { follow, placeOf } from "./permalinks.js";
import { goTo, state } from "./state.js";

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

// A whole text: paragraphs, quotes, lists and code. Returns nodes.
export function mrkdwn(text) {
  return text.split(/```\n?/).flatMap((part, place) => {
    if (place % 2) return [h("pre", {}, h("code", {}, unescape(part.replace(/\n$/, ""))))];
    return lines(part);
  });
}

// One line or one emphasised piece. Returns nodes.
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

// A link where the address is one a browser may follow, plain text otherwise.
export function link(address, ...label) {
  if (!/^(https?:|mailto:)/i.test(address)) return h("span", {}, ...label);
  const place = placeOf(address);
  if (place) return h("button", { type: "button", class: "permalink", onclick: () => follow(place) }, ...label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...label);
}

export function mention(id) {
  const user = state.users.get(id);
  const mine = id === state.me ? " me" : "";
  return h("span", { class: `mention${mine}` }, `@${user?.real_name ?? id}`);
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
    if (quoted) into(nodes, "blockquote").append(...withBreak(nodes, quoted[1]));
    else if (bullet && !/^\s*-/.test(line)) into(nodes, "ul").append(item(bullet));
    else if (line.trim()) into(nodes, "p").append(...withBreak(nodes, line));
    else nodes.push(null); // an empty line ends what came before
  }
  return nodes.filter(Boolean);
}

// The last node where it is of this kind, a new one otherwise.
function into(nodes, tag) {
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
