// The network: Cytoscape. It would put a <style> into the page, which the content-security policy refuses, unless
// it finds that one of its name is there; what that style says stands in network.css.
// What to show stands in #network-found as data-graph; the table there says the same without a script.
import "./network.css";
import cytoscape from "cytoscape";
import { spread } from "./_network_layout.js";
import { styles } from "./_network_style.js";

if (!document.getElementById("__________cytoscape_stylesheet")) {
  const mark = document.createElement("meta");
  mark.id = "__________cytoscape_stylesheet";
  document.head.append(mark);
}

const frame = document.getElementById("network-frame");
if (frame) document.fonts.load('14px "Plex Arabic"', "ابA").finally(() => start(frame));

function start(frame) {
  frame.hidden = false;
  const says = frame.querySelector(".graph-says");
  // wheels scroll the page: there are buttons for nearer and farther
  const cy = cytoscape({ container: document.getElementById("network"), style: styles(), minZoom: 0.15, maxZoom: 3, userZoomingEnabled: matchMedia("(pointer: coarse)").matches, boxSelectionEnabled: false, autounselectify: true });
  let from = null;
  const read = () => {
    from = document.getElementById("network-found");
    const { nodes, edges } = JSON.parse(from.dataset.graph);
    const top = Math.max(1, ...edges.map((e) => e[3]));
    const most = Math.max(1, ...nodes.map((n) => n[2]));
    cy.elements().remove();
    cy.add(nodes.map(([id, name, n, address]) => ({ data: { id, name: inLines(name), n, address, size: 14 + 30 * Math.sqrt(n / most) } })));
    cy.add(edges.map(([source, target, group, n, directed, words, address], i) => ({
      data: { id: `edge ${i}`, source, target, n, words, address, count: n > 1 ? String(n) : "", wide: 1.4 + 5 * Math.sqrt(n / top) },
      classes: `${group}${directed ? " directed" : ""}`,
    })));
    spread(cy);
    all(cy);
    label(cy);
  };
  read();
  const goTo = (event) => {
    const address = event.target.data("address");
    if (address) location.assign(address);
  };
  cy.on("tap", "node, edge", goTo);
  cy.on("mouseover", "node, edge", (event) => {
    const one = event.target, near = one.isNode() ? one.closedNeighborhood() : one.union(one.connectedNodes());
    cy.elements().difference(near).addClass("far");
    near.addClass("near");
    cy.container().classList.toggle("pointing", Boolean(one.data("address")));
    says.textContent = one.isNode() ? one.data("name") : `${one.data("words")} (${one.data("n")})`;
  });
  cy.on("mouseout", "node, edge", () => {
    cy.elements().removeClass("far near");
    cy.container().classList.remove("pointing");
    says.textContent = says.dataset.hint;
  });
  frame.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-do]")?.dataset.do;
    if (!asked) return;
    if (asked === "fit") all(cy);
    else cy.zoom({ level: cy.zoom() * (asked === "in" ? 1.3 : 1 / 1.3), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  });
  let waiting = 0;
  const soon = (what) => {
    clearTimeout(waiting);
    waiting = setTimeout(what, 120);
  };
  cy.on("zoom", () => soon(() => label(cy)));
  let size = `${cy.width()} ${cy.height()}`;
  cy.on("resize", () => {
    const now = `${cy.width()} ${cy.height()}`;
    if (now !== size) soon(read);
    size = now;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (document.getElementById("network-found") !== from) read();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => label(cy));
  // for those who test: what is drawn, and where
  cy.container().addEventListener("khabar:where", (event) => {
    event.detail.nodes = cy.nodes().map((n) => ({ id: n.id(), name: n.data("name"), ...n.renderedPosition() }));
    event.detail.edges = cy.edges().map((e) => ({ id: e.id(), ...e.renderedMidpoint(), address: e.data("address") }));
  });
}

/** A name in Latin letters with the Arabic beside it: the Arabic below it. */
function inLines(name) {
  return /^[^\u0600-\u06ff]/.test(name) ? name.replace(/ (?=[\u0600-\u06ff])/, "\n") : name;
}

/** Nodes stand where the frame has room for them. */
function all(cy) {
  cy.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
}

/** Names keep their size when one comes nearer, and those of lesser nodes that would lie on others wait until then. */
function label(cy) {
  const near = cy.zoom();
  cy.startBatch();
  cy.style(styles(1 / near));
  cy.nodes().removeClass("quiet");
  cy.endBatch();
  const taken = cy.nodes().map((n) => [n.id(), n.boundingBox({ includeLabels: false })]);
  cy.nodes().sort((a, b) => b.data("n") - a.data("n")).forEach((node, rank) => {
    // the names of the greatest stand, also where they lie on a lesser node
    const against = rank < 10 ? taken.filter(([id]) => id === "") : taken;
    const mine = node.boundingBox({ includeNodes: false, includeLabels: true, includeOverlays: false });
    const meets = against.some(([id, b]) => id !== node.id() && mine.x1 < b.x2 && b.x1 < mine.x2 && mine.y1 < b.y2 && b.y1 < mine.y2);
    if (meets) node.addClass("quiet");
    else taken.push(["", mine]);
  });
}
