// Land and borders: one path for each country; those that a point stands for as a whole are marked.
import * as L from "leaflet";
import { feature } from "topojson-client";

const ANTARCTICA = "010"; // its ring runs along the pole

/** Fetches the borders. Gives {ready, tell(codes), names()}; `names()`: [{name, at, width}] in pixels of the map. */
export function borders(map, container) {
  const paths = new Map();
  let countries = {};
  const called = JSON.parse(container.dataset.names);
  const fetched = [container.dataset.borders, container.dataset.countries].map((a) => fetch(a).then((r) => r.json()));
  const ready = Promise.all(fetched).then(([topology, names]) => {
    countries = names;
    const land = feature(topology, topology.objects.countries);
    land.features = land.features.filter((one) => one.id !== ANTARCTICA);
    land.features.forEach((one) => polygons(one.geometry).flat().forEach(unwrap));
    L.geoJSON(land, {
      interactive: false, style: { className: "land" },
      onEachFeature: (one, layer) => paths.set(layer, { ...countries[one.id], widest: widest(one.geometry) }),
    }).addTo(map);
  });
  const tell = (codes) => {
    for (const [layer, country] of paths) layer.getElement()?.classList.toggle("told", codes.has(country.code));
  };
  const names = () => [...paths.values()].filter((c) => called[c.code] && c.widest).map(({ code, widest: [west, south, east, north] }) => {
    const a = map.latLngToContainerPoint([north, west]), b = map.latLngToContainerPoint([south, east]);
    return { name: called[code], code, at: L.point((a.x + b.x) / 2, (a.y + b.y) / 2), width: b.x - a.x };
  });
  return { ready, tell, names };
}

function polygons(geometry) {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
}

/** A ring that crosses 180° goes on beyond it, instead of across the map. */
function unwrap(ring) {
  for (let i = 1; i < ring.length; i += 1) {
    const turns = Math.round((ring[i - 1][0] - ring[i][0]) / 360);
    if (turns) ring[i] = [ring[i][0] + turns * 360, ring[i][1]];
  }
}

/** West, south, east, north of the largest polygon. */
function widest(geometry) {
  let best = null, most = -1;
  for (const [ring] of polygons(geometry)) {
    const xs = ring.map((p) => p[0]), ys = ring.map((p) => p[1]);
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const area = (box[2] - box[0]) * (box[3] - box[1]);
    if (area > most) [best, most] = [box, area];
  }
  return best;
}
