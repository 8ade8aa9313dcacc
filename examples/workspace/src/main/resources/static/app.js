// Opens and closes the one dialog, and shows which button is working. Everything else is htmx.
"use strict";

const dialog = document.getElementById("dialog");
const content = document.getElementById("dialog-content");

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === content && content.childElementCount > 0 && !dialog.open) {
    dialog.showModal();
  }
});

document.body.addEventListener("closeDialog", () => dialog.close());

dialog.addEventListener("close", () => content.replaceChildren());

document.body.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    dialog.close();
  }
});

const working = (event, busy) => {
  const button = event.detail.requestConfig?.triggeringEvent?.submitter ?? event.detail.elt;
  if (button.matches?.("button, [role=button]")) {
    button.ariaBusy = busy;
  }
};
document.body.addEventListener("htmx:beforeRequest", (event) => working(event, true));
document.body.addEventListener("htmx:afterRequest", (event) => working(event, false));
