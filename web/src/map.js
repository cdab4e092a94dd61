// The map: Leaflet with borders out of a TopoJSON file of our own. Read what to show from the page, where the
// template put it as JSON into <script type="application/json" id="map-data">.
import "./map.css";
import * as L from "leaflet";
import { feature, mesh } from "topojson-client";

export { L, feature, mesh };
