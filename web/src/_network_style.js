// How Cytoscape draws: colours of the page's theme, a colour and a kind of line for each group of relations.
// network.css draws the same lines in the legend.
const LINES = {
  met: ["--talk", "dashed"], agreed: ["--talk", "solid"], mediated: ["--side-3", "dotted"], nearer: ["--good", "solid"],
  claimed: ["--side-2", "dashed"], threatened: ["--side-2", "solid"], pressed: ["--bad", "dashed"], attacked: ["--bad", "solid"],
};

/** `by`: how much larger than one unit of the drawing a pixel of the window is. */
export function styles(by = 1) {
  const root = getComputedStyle(document.documentElement);
  const of = (name) => root.getPropertyValue(name).trim();
  return [
    { selector: "node", style: {
      width: "data(size)", height: "data(size)", "background-color": of("--wash"), "border-width": 2, "border-color": of("--soft"),
      label: "data(name)", color: of("--ink"), "font-family": '"Plex Arabic", sans-serif', "font-size": 13 * by, "font-weight": 600,
      "text-valign": "bottom", "text-margin-y": 5 * by, "line-height": 1.35, "text-wrap": "wrap", "text-max-width": 130 * by,
      "text-outline-color": of("--paper"), "text-outline-width": 3 * by, "text-outline-opacity": 1, "z-index": 10,
    } },
    { selector: "edge", style: {
      width: "data(wide)", "curve-style": "bezier", "control-point-step-size": 34, opacity: 0.85, label: "data(count)", "font-family": '"Plex Arabic", sans-serif', "font-size": 12 * by,
      "font-weight": 600, color: of("--ink"), "text-background-color": of("--paper"), "text-background-opacity": 0.9, "text-background-padding": 1.5, "text-background-shape": "round-rectangle",
    } },
    { selector: "edge.directed", style: { "target-arrow-shape": "triangle", "arrow-scale": 1.1 } },
    { selector: "edge.directed.mediated", style: { "target-arrow-shape": "diamond" } },
    ...Object.entries(LINES).map(([group, [colour, line]]) => ({
      selector: `edge.${group}`, style: { "line-color": of(colour), "target-arrow-color": of(colour), "line-style": line === "solid" ? "solid" : "dashed", "line-dash-pattern": line === "dotted" ? [2.5, 4] : [8, 5] },
    })),
    { selector: "node.quiet", style: { "text-opacity": 0, "text-outline-opacity": 0 } },
    { selector: "node.quiet.near", style: { "text-opacity": 1, "text-outline-opacity": 1, "z-index": 20 } },
    { selector: ".far", style: { opacity: 0.15 } },
  ];
}
