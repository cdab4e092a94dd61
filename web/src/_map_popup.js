// What a mark tells when it is chosen: the newest happenings of a place, or the places of a cluster.
import * as L from "leaflet";

export function popup(map, words) {
  return async (cluster, marker) => {
    const body = document.createElement("div");
    body.dir = document.dir;
    if (cluster.points.length === 1) body.append(...(await newest(cluster.points[0][7])));
    else body.append(...several(map, cluster, words));
    const shown = L.popup({ className: "told-here", maxWidth: 320, minWidth: 220, maxHeight: 300, autoPanPadding: [20, 20] })
      .setLatLng(marker.getLatLng()).setContent(body).openOn(map);
    const close = shown.getElement().querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", words.close);
    close.dataset.close = "";
    shown.on("remove", () => marker.getElement()?.focus());
    body.querySelector("a, button")?.focus();
  };
}

/** The server's words about one place; it has escaped them. */
async function newest(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Target": "popup" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.body.children];
}

function several(map, cluster, words) {
  const head = document.createElement("p");
  head.className = "popup-head";
  const bold = document.createElement("b");
  bold.textContent = words.places.replace("{n}", cluster.points.length);
  head.append(bold);
  const list = document.createElement("ul");
  list.className = "popup-rows";
  for (const [, , precision, n, name, original, , address] of cluster.points.slice(0, 12)) {
    const row = document.createElement("li"), link = document.createElement("a"), beside = document.createElement("bdi"), rest = document.createElement("span");
    link.href = address;
    link.textContent = name;
    beside.className = "original";
    beside.lang = "ar";
    beside.textContent = original;
    rest.className = "faint small";
    rest.textContent = ` ${n} · ${words.precision[precision]}`;
    row.append(link, " ", beside, rest);
    list.append(row);
  }
  const nearer = document.createElement("button");
  nearer.type = "button";
  nearer.className = "plain";
  nearer.textContent = words.nearer;
  nearer.addEventListener("click", () => {
    map.closePopup();
    map.fitBounds(cluster.points.map(([lat, lon]) => [lat, lon]), { padding: [60, 60], maxZoom: 11 });
  });
  return [head, list, nearer];
}
