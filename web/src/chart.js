// Charts: d3's scales, axes and shapes, drawn as SVG.
import "./chart.css";
import * as array from "d3-array";
import * as axis from "d3-axis";
import * as scale from "d3-scale";
import * as selection from "d3-selection";
import * as shape from "d3-shape";
import * as time from "d3-time";
import * as format from "d3-time-format";

export const d3 = { ...array, ...axis, ...scale, ...selection, ...shape, ...time, ...format };
