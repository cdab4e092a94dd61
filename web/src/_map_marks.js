// Points on the map, those too near each other together; labels where there is room for them.
import * as L from "leaflet";
import { fits, measure } from "./_map_labels.js";

const APART = 46; // pixels between the middles of two marks
const RINGS = { province: 25_000, region: 60_000 }; // metres: the point stands for something wide
const ASIDE = [[0, 0], [0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, 1], [1, 1], [-1, -1]]; // in units of APART

/** A layer with draw(points, land); `open(cluster, marker)` is called when a mark is chosen. */
export function marks(map, words, open) {
  const layer = L.layerGroup().addTo(map);
  const draw = (points, land) => {
    layer.clearLayers();
    const clusters = gather(map, points);
    const boxes = [];
    for (const c of clusters) {
      c.size = Math.min(42, 20 + 5 * Math.log2(c.n));
      boxes.push(box(c.at, c.size, c.size));
    }
    land.tell(new Set(points.filter((p) => p[2] === "country").map((p) => p[8])));
    const bounds = map.getSize();
    const around = map.getBounds().pad(0.2);
    for (const c of clusters) {
      if (!around.contains(map.containerPointToLatLng(c.at))) continue;
      c.label = place(c, boxes, bounds);
      add(c, layer, map, words, open);
    }
    for (const { name, at, width } of land.names()) {
      const wide = measure(name, "country");
      const mine = box(at, wide, 16);
      if (width < wide * 1.25 || !fits(mine, boxes, bounds)) continue;
      boxes.push(mine);
      const label = text("span", "country-name", name);
      L.marker(map.containerPointToLatLng(at), { interactive: false, keyboard: false, icon: L.divIcon({ className: "nation", html: label, iconSize: [0, 0] }), zIndexOffset: -2000 }).addTo(layer).getElement()?.setAttribute("aria-hidden", "true");
    }
  };
  return { draw };
}

/** Clusters of points, the largest first: each stands where its largest point is, at least APART from the others. */
function gather(map, points) {
  const out = [];
  for (const point of points) {
    const [lat, lon, precision, n, name, , lanes] = point;
    const whole = precision === "country";
    const at = map.latLngToContainerPoint([lat, lon]);
    const near = out.find((c) => c.whole === whole && c.at.distanceTo(at) < APART);
    if (near) join(near, { n, lanes, points: [point] });
    else out.push({ at, n, whole, precision, name, lanes: { ...lanes }, points: [point], latlng: L.latLng(lat, lon) });
  }
  // a country's mark gives way to what happened at a place of it; where there is no room beside, it joins that
  const placed = out.filter((c) => !c.whole);
  for (const c of out.filter((c) => c.whole)) {
    const free = ASIDE.map(([x, y]) => c.at.add([x * APART, y * APART])).find((at) => placed.every((t) => t.at.distanceTo(at) >= APART - 1));
    if (free) {
      c.at = free;
      placed.push(c);
    } else join(placed.reduce((a, b) => (a.at.distanceTo(c.at) <= b.at.distanceTo(c.at) ? a : b)), c);
  }
  return placed.sort((a, b) => b.n - a.n);
}

function join(cluster, other) {
  cluster.n += other.n;
  cluster.points.push(...other.points);
  for (const [lane, n] of Object.entries(other.lanes)) cluster.lanes[lane] = (cluster.lanes[lane] ?? 0) + n;
}

function box(at, width, height) {
  return { west: at.x - width / 2, east: at.x + width / 2, north: at.y - height / 2, south: at.y + height / 2 };
}

/** Where the name of a mark can stand: the side, or null where there is no room. */
function place(c, boxes, bounds) {
  const more = c.points.length - 1;
  // of a name in Latin letters with the Arabic beside it only the first stands on the map
  const first = /^[^\u0600-\u06ff]/.test(c.name) ? c.name.split(/ (?=[\u0600-\u06ff])/)[0] : c.name;
  const name = first.length > 26 ? `${first.slice(0, 25)}…` : first;
  const words = more ? `${name} +${more}` : name;
  const wide = measure(words, "mark"), r = c.size / 2 + 3;
  const sides = { east: [r + wide / 2, 0], west: [-r - wide / 2, 0], south: [0, r + 8], north: [0, -r - 8] };
  for (const [side, [x, y]] of Object.entries(sides)) {
    const mine = box(c.at.add([x, y]), wide, 16);
    if (!fits(mine, boxes, bounds)) continue;
    boxes.push(mine);
    return { side, name, more };
  }
  return null;
}

function add(c, layer, map, words, open) {
  const lane = Object.entries(c.lanes).sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
  const single = c.points.length === 1;
  const mark = document.createElement("span");
  mark.className = "pin-body";
  mark.append(text("span", "pin-n", c.n.toLocaleString("en")));
  if (c.label) {
    // the side is that of the map, whichever way the name runs
    const label = text("span", `pin-name ${c.label.side}`, "");
    label.append(text("bdi", "", c.label.name));
    if (c.label.more) label.append(text("bdi", "pin-more", ` +${c.label.more}`));
    mark.append(label);
  }
  const marker = L.marker(map.containerPointToLatLng(c.at), {
    icon: L.divIcon({ className: `pin ${single ? c.precision : c.whole ? "country cluster" : "cluster"} lane-${lane}`, html: mark, iconSize: [c.size, c.size] }),
    zIndexOffset: c.n, riseOnHover: true,
  }).addTo(layer);
  const what = single ? `${c.name}، ${words.precision[c.precision]}` : `${c.name}، ${words.places.replace("{n}", c.points.length)}`;
  marker.getElement()?.setAttribute("aria-label", words.here.replace("{name}", what.replace("،", document.dir === "rtl" ? "،" : ",")).replace("{n}", c.n));
  marker.on("click keypress", (event) => {
    if (event.type === "click" || event.originalEvent.key === "Enter") open(c, marker);
  });
  const metres = single && RINGS[c.precision];
  if (metres) {
    const ring = L.circle(c.latlng, { radius: metres, interactive: false, className: `ring lane-${lane}` });
    const wide = map.latLngToContainerPoint(c.latlng).distanceTo(map.latLngToContainerPoint(L.latLng(c.latlng.lat + metres / 111_320, c.latlng.lng)));
    if (wide > c.size / 2 + 4) ring.addTo(layer);
  }
}

function text(tag, name, words) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = words;
  return made;
}
