// Every page: htmx, and the few things that HTML does not do by itself.
import "htmx.org";
import "./base.css";
import { keys } from "./_keys.js";

// What a form of filters says stands in the address; fields that say nothing stay out of it.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters, verb } = event.detail;
  if (verb !== "get") return;
  for (const name of [...parameters.keys()]) if (parameters.get(name) === "") parameters.delete(name);
});

// An answer that is an error is shown where it was asked for, not swallowed.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) event.detail.shouldSwap = event.detail.isError = true;
});

// What was loaded into a panel is where the reader goes on.
document.addEventListener("htmx:afterSwap", (event) => {
  const target = document.getElementById(event.detail.target?.id ?? "");
  target?.querySelector("[data-focus]")?.focus({ preventScroll: false });
});

document.addEventListener("keydown", keys);
