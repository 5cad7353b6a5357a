// The question before a button does what it does.

import { h } from "./dom.js";
import { plain, text } from "./primitives.js";

// Resolves to true once the person agrees, to false otherwise.
export function confirmed(question) {
  return new Promise((resolve) => {
    const dialog = h("dialog", { class: "modal small", "aria-labelledby": "confirm-title" });
    const answer = (agreed) => () => {
      resolve(agreed);
      dialog.remove();
    };
    dialog.addEventListener("cancel", answer(false));
    dialog.append(
      h("h2", { id: "confirm-title" }, plain(question.title)),
      h("div", { class: "modal-body" }, text(question.text)),
      h("footer", {},
        h("button", { type: "button", class: "button", onclick: answer(false) }, question.deny ? plain(question.deny) : "Cancel"),
        h("button", { type: "button", class: `button ${question.style ?? "primary"}`, onclick: answer(true) },
          question.confirm ? plain(question.confirm) : "Yes")));
    document.body.append(dialog);
    dialog.showModal();
  });
}
