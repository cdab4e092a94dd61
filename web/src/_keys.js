// Keyboard: `/` goes to the search field, `?` to the list of keys, Escape closes what is open, and a link or
// button with data-key is pressed by that key. Nothing happens while somebody is writing.
const WRITING = "input, textarea, select, [contenteditable]";

export function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
    document.querySelector("[data-close]")?.click();
    return;
  }
  if (event.target.closest?.(WRITING)) return;
  const pressed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!pressed) return;
  event.preventDefault();
  if (pressed.matches(WRITING)) pressed.focus();
  else pressed.click();
}
