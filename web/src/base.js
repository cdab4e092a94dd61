// Every page: htmx, and the few things that HTML does not do by itself.
import "htmx.org";
import "./base.css";
import { drop } from "./_drop.js";
import { keys } from "./_keys.js";
import { move } from "./_move.js";

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

// What was asked for is told to a screen reader, and scrolled to where it lies outside of the window.
document.addEventListener("htmx:afterSettle", (event) => {
  const asked = document.getElementById(event.detail.target?.id ?? "")?.querySelector("[data-asked]");
  if (!asked) return;
  document.getElementById("status").textContent = asked.textContent;
  const { top, bottom } = asked.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight) asked.scrollIntoView({ block: "start" });
});

document.querySelectorAll("[data-drop]").forEach(drop);
document.addEventListener("selectionchange", move);
document.addEventListener("keydown", keys);
