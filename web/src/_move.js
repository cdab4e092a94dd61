// Text selected in an article becomes the ends that the open form of a value asks for, in code points.
const length = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return [...node.data].length;
  if (node.classList?.contains("control")) return 1; // one character, shown by its number
  return [...node.childNodes].reduce((sum, child) => sum + length(child), 0);
};

// Where a boundary of the selection lies in the article's text; null outside of it.
function place(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!piece) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  return Number(piece.dataset.at) + length(before.cloneContents());
}

export function move() {
  const form = document.querySelector("details[open] > form[data-move]");
  const selection = document.getSelection();
  if (!form || !selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return;
  form.elements.to_start.value = start;
  form.elements.to_end.value = end;
  form.querySelector("output").textContent = selection.toString().trim().slice(0, 200);
}
