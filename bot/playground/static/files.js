// Files that come with a message: a card each, with a link to keep it.

import { h, icon } from "./dom.js";
import { state } from "./state.js";

const UNITS = ["bytes", "KB", "MB"];

export function fileCards(files) {
  return files.length > 0 && h("div", { class: "files" }, files.map(card));
}

function card(file) {
  const address = `/file?${new URLSearchParams({ as: state.me, id: file.id })}`;
  return h("a", { class: "file", href: address, download: file.name, "aria-label": `Download ${file.name}` },
    icon("file"),
    h("span", { class: "file-name" }, h("strong", {}, file.title), h("small", {}, about(file))));
}

// Its name where the title is another, and its size.
function about(file) {
  const name = file.title === file.name ? [] : [file.name];
  return [...name, size(file.size)].join(" · ");
}

function size(bytes) {
  let [number, unit] = [bytes, 0];
  while (number >= 1000 && unit < UNITS.length - 1) [number, unit] = [number / 1000, unit + 1];
  return `${unit ? number.toFixed(1) : number} ${UNITS[unit]}`;
}
