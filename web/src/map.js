// The map: Leaflet with borders out of a TopoJSON file of our own. What to show stands in #map-found as data-points;
// htmx brings another #map-found when the filters change. The table there says the same without a script.
import "./map.css";
import * as L from "leaflet";
import { borders } from "./_map_borders.js";
import { marks } from "./_map_marks.js";
import { popup } from "./_map_popup.js";
import { slider } from "./_map_slider.js";

const container = document.getElementById("map");
if (container) start(container);

async function start(container) {
  const words = JSON.parse(container.dataset.words);
  container.hidden = false;
  const map = L.map(container, {
    zoomControl: false, attributionControl: false, minZoom: 2, maxZoom: 11, maxBounds: [[-64, -190], [86, 190]],
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches, scrollWheelZoom: false,
  });
  // a wheel scrolls the page until the reader is in the map
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable());
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  L.control.attribution({ prefix: false }).addAttribution(`<bdi>${words.borders}</bdi>`).addTo(map);
  const shown = { points: [] };
  const read = () => {
    shown.from = document.getElementById("map-found");
    const { at, points } = JSON.parse(shown.from.dataset.points);
    shown.points = points.map(([...point]) => {
      const address = new URL(at, location.href);
      address.searchParams.set("at", point[7]);
      point[7] = address.href;
      return point;
    });
    if (!chosenView()) fit(map, shown.points);
    slider(document.querySelector("#map-found .slider"));
  };
  read();
  if (chosenView()) map.setView(...chosenView(), { animate: false });
  const open = popup(map, words);
  const layer = marks(map, words, open);
  const land = borders(map, container);
  const draw = () => layer.draw(shown.points, land);
  draw();
  land.ready.then(draw);
  document.fonts.ready.then(draw);
  map.on("zoomend moveend resize", draw);
  map.on("dragend zoomend", () => keepView(map));
  let held = "";
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.target?.id === "map-found" && chosenView()) event.detail.parameters.set("view", viewOf(map));
  });
  document.addEventListener("htmx:beforeSwap", () => { held = document.activeElement?.id ?? ""; });
  document.addEventListener("htmx:afterSettle", () => {
    const found = document.getElementById("map-found");
    if (!found || found === shown.from) return;
    map.closePopup();
    read();
    draw();
    if (held.startsWith("map-")) document.getElementById(held)?.focus(); // the handles are new ones
  });
}

/** The view that the address names as `view=ZOOM/LATITUDE/LONGITUDE`. */
function chosenView() {
  const parts = (new URLSearchParams(location.search).get("view") ?? "").split("/").map(Number);
  return parts.length === 3 && parts.every(Number.isFinite) ? [[parts[1], parts[2]], parts[0]] : null;
}

function viewOf(map) {
  const { lat, lng } = map.getCenter();
  return `${map.getZoom()}/${lat.toFixed(3)}/${lng.toFixed(3)}`;
}

let fitting = false;

function fit(map, points) {
  fitting = true;
  if (points.length) map.fitBounds(points.map(([lat, lon]) => [lat, lon]), { padding: [46, 46], maxZoom: 8, animate: false });
  else map.setView([30, 38], 4, { animate: false });
  fitting = false;
}

/** What the reader looks at stands in the address, also in that of the other language. */
function keepView(map) {
  if (fitting) return;
  const view = viewOf(map);
  for (const [href, put] of [
    [location.href, (url) => history.replaceState(history.state, "", url)],
    ...[...document.querySelectorAll("a[hreflang]")].map((a) => [a.href, (url) => { a.href = url; }]),
  ]) {
    const url = new URL(href);
    url.searchParams.set("view", view);
    put(url.href.replaceAll("%2F", "/"));
  }
}
