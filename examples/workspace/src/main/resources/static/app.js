// Opens dialogs, fills in suggestions, and marks the button whose request is running. Everything else is htmx.
"use strict";

const dialog = document.getElementById("dialog");
const content = document.getElementById("dialog-content");
let opener = null;

document.body.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target;
  if (target === content && content.childElementCount > 0 && !dialog.open) {
    dialog.showModal();
    content.querySelector("[autofocus]")?.focus();
  }
});

// Marks each field that has an error below it as invalid, and focuses the first one.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.target;
  if (target.id !== "result") {
    return;
  }
  let first = null;
  for (const place of document.querySelectorAll(".problems")) {
    const field = document.querySelector(`[aria-describedby~="${place.id}"]`);
    const wrong = place.querySelector(".problem:not(.warning)") !== null;
    if (field) {
      wrong ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
    }
    if (wrong && !first) {
      first = field ?? place;
    }
  }
  if (first) {
    first.closest("details")?.setAttribute("open", "");
    (first.matches("fieldset") ? first.querySelector("input") : first).focus?.();
    first.scrollIntoView({ block: "nearest" });
  } else if (target.childElementCount > 0) {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  }
});

document.body.addEventListener("closeDialog", () => dialog.close());

dialog.addEventListener("close", () => {
  content.replaceChildren();
  opener?.focus();
  if (document.activeElement !== opener) {
    document.getElementById("main").focus();
  }
});

const fill = (form, name, value) => {
  for (const field of form.querySelectorAll(`[name="${name}"]`)) {
    if (field.type === "checkbox") {
      field.checked = true;
    } else if (field.type !== "radio") {
      field.value = value;
    } else if (field.value === value) {
      field.checked = true;
    } else {
      continue;
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  }
};

document.body.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    dialog.close();
  }
  const fix = event.target.closest("[data-fill]");
  if (fix) {
    const form = fix.closest("form");
    for (const name of ["smtp", "useTls", "imap", "protection"]) {
      if (name in fix.dataset) {
        fill(form, name, fix.dataset[name]);
      }
    }
    fill(form, fix.dataset.fill, fix.dataset.value);
    fix.closest("p").remove();
  }
  const menu = document.querySelector("details.dropdown[open]");
  if (menu && !event.target.closest("summary")) {
    menu.open = false;
  }
});

// While a dialog is open, notices appear inside it, where they are visible.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (dialog.open && event.detail.target.id === "notice") {
    event.detail.target = content.querySelector("#result") ?? content;
  }
});

document.body.addEventListener("htmx:sendError", () => {
  const place = (dialog.open && content.querySelector("#result")) || document.getElementById("notice");
  const text = document.createElement("div");
  text.className = "message bad";
  text.setAttribute("role", "alert");
  text.textContent = "The application cannot be reached. Please try again.";
  place.replaceChildren(text);
});

const working = (event, busy) => {
  const button = event.detail.requestConfig?.triggeringEvent?.submitter ?? event.detail.elt;
  if (button.matches?.("button, [role=button]")) {
    busy ? button.setAttribute("aria-busy", "true") : button.removeAttribute("aria-busy");
  }
};
document.body.addEventListener("htmx:beforeRequest", (event) => {
  document.getElementById("notice").replaceChildren();
  if (event.detail.target === content && !dialog.open) {
    opener = event.detail.elt;
  }
  working(event, true);
});
document.body.addEventListener("htmx:afterRequest", (event) => working(event, false));
