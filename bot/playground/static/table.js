// The table block, in a box that scrolls on its own. The first column and the heading row stay visible.

import { h } from "./dom.js";
import { richText } from "./richtext.js";

export function table(block) {
  const [heading, ...rows] = block.rows;
  const settings = block.column_settings ?? [];
  const head = h("thead", {}, h("tr", {}, heading.map((cell, column) => h("th", attributes(settings, column, "col"), content(cell)))));
  const body = h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, column) => dataCell(cell, column, settings)))));
  const whole = h("table", { class: `columns-${Math.min(heading.length, 6)}` }, head, body);
  const label = `Table: ${heading.map((cell) => h("span", {}, content(cell)).textContent.trim()).filter(Boolean).join(", ")}`;
  const box = h("div", { class: "table-box", tabindex: "0", role: "region", "aria-label": label }, whole);
  box.addEventListener("scroll", () => markEdges(box), { passive: true });
  new ResizeObserver(() => markEdges(box)).observe(box);
  return h("div", { class: "table-frame" }, box);
}

function dataCell(cell, column, settings) {
  if (column === 0) return h("th", attributes(settings, column, "row"), content(cell));
  return h("td", attributes(settings, column), content(cell));
}

function attributes(settings, column, scope) {
  const { align = "left", is_wrapped: wrapped } = settings[column] ?? {};
  return { scope, class: `${align}${wrapped === false ? " one-line" : ""}` };
}

function content(cell) {
  if (cell.type === "rich_text") return richText(cell);
  return String(cell.text ?? cell.value ?? "").split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
}

// Show a shadow on each side where more columns can be scrolled into view.
function markEdges(box) {
  const left = box.scrollLeft > 1;
  const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
  box.parentElement.classList.toggle("more-left", left);
  box.parentElement.classList.toggle("more-right", right);
}
