// The table block: its own scrolling box, the first column and the heading row stay in sight.

import { h } from "./dom.js";
import { richText } from "./richtext.js";

export function table(block) {
  const [heading, ...rows] = block.rows;
  const settings = block.column_settings ?? [];
  const head = h("thead", {}, h("tr", {}, heading.map((cell, place) => h("th", at(settings, place, "col"), content(cell)))));
  const body = h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, place) => dataCell(cell, place, settings)))));
  const whole = h("table", { class: `columns-${Math.min(heading.length, 6)}` }, head, body);
  const label = `Table, ${rows.length} rows and ${heading.length} columns`;
  const box = h("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": label }, whole);
  box.addEventListener("scroll", () => markEdges(box), { passive: true });
  new ResizeObserver(() => markEdges(box)).observe(box);
  return h("div", { class: "table-frame" }, box);
}

function dataCell(cell, place, settings) {
  if (place === 0) return h("th", at(settings, place, "row"), content(cell));
  return h("td", at(settings, place), content(cell));
}

function at(settings, place, scope) {
  const { align = "left", is_wrapped: wrapped } = settings[place] ?? {};
  return { scope, class: `${align}${wrapped === false ? " one-line" : ""}` };
}

function content(cell) {
  if (cell.type === "rich_text") return richText(cell);
  return String(cell.text ?? cell.value ?? "").split("\n").flatMap((line, place) => (place ? [h("br"), line] : [line]));
}

// Say with a shadow that there is more to either side.
function markEdges(box) {
  const left = box.scrollLeft > 1;
  const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
  box.parentElement.classList.toggle("more-left", left);
  box.parentElement.classList.toggle("more-right", right);
}
