// The network: Cytoscape. It would put a <style> into the page, which the content-security policy refuses, unless
// it finds that one of its name is there; what that style says stands in network.css.
import "./network.css";
import cytoscape from "cytoscape";

if (!document.getElementById("__________cytoscape_stylesheet")) {
  const mark = document.createElement("meta");
  mark.id = "__________cytoscape_stylesheet";
  document.head.append(mark);
}

export { cytoscape };
