// The parts of Block Kit that contain no other part: text objects and images.
// Blocks, elements, menus and fields all draw them, so this file imports none of those.

import { h } from "./dom.js";
import { inline, mrkdwn } from "./mrkdwn.js";

// A text object: nodes for mrkdwn, a string for plain_text.
export function text(object) {
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return plain(object);
}

// The string of a text object, with its emoji shortcodes replaced.
export function plain(object) {
  return object.text.replace(/:([a-z0-9_+-]+):/g, (shortcode) => inline(shortcode)[0]);
}

// An image block or element. The page may load nothing from the network, so a remote image is only named.
export function image(part) {
  const address = part.image_url ?? "";
  if (address.startsWith("data:")) return h("img", { src: address, alt: part.alt_text });
  return h("span", { class: "no-image" }, `Image: ${part.alt_text}`);
}
