// How wide words are, and whether a box has room among others.
const FONTS = { mark: "600 13px \"Plex Arabic\", sans-serif", country: "12px \"Plex Arabic\", sans-serif" };
const canvas = document.createElement("canvas").getContext("2d");

export function measure(words, kind) {
  canvas.font = FONTS[kind];
  return canvas.measureText(words).width + (kind === "country" ? words.length * 0.6 : 6);
}

/** Whether a box lies inside of the map and on none of the others. */
export function fits(mine, boxes, bounds) {
  if (mine.west < 2 || mine.north < 2 || mine.east > bounds.x - 2 || mine.south > bounds.y - 2) return false;
  return boxes.every((b) => mine.east + 1 < b.west || b.east + 1 < mine.west || mine.south < b.north || b.south < mine.north);
}
