// Where nodes stand: the same for the same network in the same frame, and near to it for one that is a little
// different. Every node begins where its name puts it, and forces without chance move it from there
// (Fruchterman and Reingold 1991: all push each other away, edges pull; what is apart is held by the middle).
const TURNS = 400;
const MARGIN = { x: 70, above: 28, below: 46 };
const ROOM = { x: 92, y: 50 }; // what a node and its name take

export function spread(cy) {
  const wide = Math.max(200, cy.width()), tall = Math.max(200, cy.height());
  const nodes = cy.nodes().map((node) => ({ node, id: node.id() }));
  const ring = 50 * Math.sqrt(nodes.length);
  for (const n of nodes) {
    const angle = ((hash(n.id) % 3607) / 3607) * 2 * Math.PI, far = Math.sqrt((hash(`${n.id}/`) % 1009) / 1009) * ring;
    [n.x, n.y] = [Math.cos(angle) * far, Math.sin(angle) * far];
  }
  cy.elements().components().forEach((part, i) => part.nodes().forEach((node) => node.scratch("part", i)));
  for (const n of nodes) n.part = n.node.scratch("part");
  const at = new Map(nodes.map((n) => [n.id, n]));
  const pairs = new Map();
  cy.edges().forEach((edge) => {
    const ends = [edge.source().id(), edge.target().id()].sort();
    if (ends[0] !== ends[1]) pairs.set(ends.join("\n"), ends.map((id) => at.get(id)));
  });
  for (let turn = 0; turn < TURNS; turn += 1) step(nodes, [...pairs.values()], 60 * (1 - turn / TURNS) + 0.5);
  frame(nodes, wide, tall);
  for (let turn = 0; turn < 80; turn += 1) part(nodes, wide, tall);
  for (const n of nodes) n.node.position({ x: n.x, y: n.y });
}

const K = 100; // how long an edge would like to be

function step(nodes, pairs, most) {
  for (const n of nodes) [n.dx, n.dy] = [-0.05 * n.x, -0.05 * n.y];
  const push = (a, b, force) => {
    const dx = a.x - b.x || 0.01, dy = a.y - b.y, far = Math.max(1, Math.hypot(dx, dy)), f = force(far) / far;
    a.dx += dx * f;
    a.dy += dy * f;
    b.dx -= dx * f;
    b.dy -= dy * f;
  };
  for (let i = 0; i < nodes.length; i += 1) for (let j = 0; j < i; j += 1) push(nodes[i], nodes[j], (far) => (far < (nodes[i].part === nodes[j].part ? 4 : 1.4) * K ? (K * K) / far : 0));
  for (const [a, b] of pairs) push(a, b, (far) => -(far * far) / K);
  for (const n of nodes) {
    const far = Math.hypot(n.dx, n.dy) || 1, go = Math.min(far, most) / far;
    n.x += n.dx * go;
    n.y += n.dy * go;
  }
}

/** Stretched to the frame, a few nodes less than many. */
function frame(nodes, wide, tall) {
  for (const [axis, low, high] of [["x", MARGIN.x, wide - MARGIN.x], ["y", MARGIN.above, tall - MARGIN.below]]) {
    const all = nodes.map((n) => n[axis]), first = Math.min(...all), last = Math.max(...all);
    const by = Math.min(1.9, (high - low) / (last - first || 1));
    for (const n of nodes) n[axis] = (low + high) / 2 + (n[axis] - (first + last) / 2) * by;
  }
}

/** Nodes whose names would lie on one another move apart, the shorter way. */
function part(nodes, wide, tall) {
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const a = nodes[i], b = nodes[j], dx = a.x - b.x, dy = a.y - b.y;
      const overX = ROOM.x - Math.abs(dx), overY = ROOM.y - Math.abs(dy);
      if (overX <= 0 || overY <= 0) continue;
      const axis = overX / ROOM.x < overY / ROOM.y ? "x" : "y", by = (axis === "x" ? overX * (dx < 0 ? -1 : 1) : overY * (dy < 0 ? -1 : 1)) / 4;
      a[axis] += by;
      b[axis] -= by;
    }
  }
  for (const n of nodes) {
    n.x = between(n.x, MARGIN.x, wide - MARGIN.x);
    n.y = between(n.y, MARGIN.above, tall - MARGIN.below);
  }
}

function between(x, low, high) {
  return Math.max(low, Math.min(high, x));
}

/** FNV-1a, 32 bit. */
function hash(words) {
  let found = 0x811c9dc5;
  for (const unit of words) found = Math.imul(found ^ unit.codePointAt(0), 0x01000193) >>> 0;
  return found;
}
