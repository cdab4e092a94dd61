// Builds web/src into src/khabar/web/static: bundles, styles, fonts, borders, licences, and a manifest.
//
// Every file bears a hash of its content in its name, so that it may be cached for ever. manifest.json says
// which file stands for which name, the SHA-256 of each, and that of all sources: tests/web/test_assets.py
// compares them, so that nobody forgets to build.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const final = join(here, "..", "src", "khabar", "web", "static");
const out = `${final}.new`; // takes the old one's place when all of it is there
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const COMPRESSED = new Set([".js", ".css", ".json", ".svg", ".txt"]);

function sources() {
  const found = readdirSync(join(here, "src"), { recursive: true })
    .map((name) => join(here, "src", name))
    .filter((path) => statSync(path).isFile());
  return [...found, join(here, "build.mjs"), join(here, "package.json"), join(here, "package-lock.json")];
}

function hashOfSources() {
  // a line "path sha256" each, sorted by path: easy to do again in another language
  const lines = sources().map((path) => `${relative(here, path).replaceAll("\\", "/")} ${sha256(readFileSync(path))}\n`);
  return sha256(lines.sort().join(""));
}

async function bundles() {
  const entries = readdirSync(join(here, "src")).filter((n) => /\.(js|css)$/.test(n) && !n.startsWith("_"));
  const styled = new Set(entries.filter((n) => n.endsWith(".js")).map((n) => basename(n, ".js")));
  const result = await esbuild.build({
    // map.css beside map.js is imported by it, and comes out beside it
    entryPoints: entries.filter((n) => n.endsWith(".js") || !styled.has(basename(n, ".css"))).map((n) => join(here, "src", n)),
    bundle: true, minify: true, format: "iife", target: ["chrome111", "firefox113", "safari16.4"], charset: "utf8",
    legalComments: "none", outdir: out, entryNames: "[name]-[hash]", assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".png": "dataurl", ".svg": "dataurl" }, metafile: true, write: true, logLevel: "warning",
  });
  return Object.keys(result.metafile.outputs).map((path) => basename(path));
}

/** Country borders, and what each country is called: ISO 3166-1 numeric code -> names. */
function data() {
  const module = (path) => JSON.parse(readFileSync(join(here, "node_modules", path), "utf-8"));
  const numeric = module("i18n-iso-countries/codes.json");
  const names = { ar: module("i18n-iso-countries/langs/ar.json").countries, en: module("i18n-iso-countries/langs/en.json").countries };
  const first = (name) => (Array.isArray(name) ? name[0] : name);
  const countries = {};
  for (const [two, , number] of numeric) countries[number] = { code: two, ar: first(names.ar[two]), en: first(names.en[two]) };
  return {
    "borders.json": readFileSync(join(here, "node_modules", "world-atlas", "countries-50m.json")),
    "countries.json": Buffer.from(JSON.stringify(countries)),
  };
}

/** The licences of all packages that went in, as their authors wrote them. */
function licences() {
  const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf-8"));
  const parts = ["What khabar's web application is built from, with the licence of each.\n"];
  for (const path of Object.keys(lock.packages).sort()) {
    const info = lock.packages[path];
    const name = path.replace(/^.*node_modules\//, "");
    const shipped = !info.dev || name === "i18n-iso-countries";
    if (!path || !shipped) continue;
    const folder = join(here, path);
    const files = readdirSync(folder).filter((n) => /^(licen[cs]e|notice|ofl)/i.test(n) && statSync(join(folder, n)).isFile() && extname(n) !== ".mjs");
    if (!files.length) throw new Error(`${name}: no licence file`);
    const text = files.map((n) => readFileSync(join(folder, n), "utf-8").trim()).join("\n\n");
    parts.push(`${"=".repeat(72)}\n${name} ${info.version} (${info.license ?? "see below"})\n${"=".repeat(72)}\n${text}\n`);
  }
  return parts.join("\n");
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const files = {};
const keep = (name, file) => {
  const bytes = readFileSync(join(out, file));
  const gzipped = COMPRESSED.has(extname(file)) ? gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }) : null;
  if (gzipped) writeFileSync(join(out, `${file}.gz`), gzipped);
  files[name] = { file, sha256: sha256(bytes), sent: (gzipped ?? bytes).length };
};
for (const file of await bundles()) keep(file.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, ""), file);
for (const [name, bytes] of Object.entries(data())) {
  const file = name.replace(".", `-${sha256(bytes).slice(0, 8).toUpperCase()}.`);
  writeFileSync(join(out, file), bytes);
  keep(name, file);
}
writeFileSync(join(out, "LICENSES.txt"), licences());
keep("LICENSES.txt", "LICENSES.txt");
const sorted = Object.fromEntries(Object.keys(files).sort().map((name) => [name, files[name]]));
writeFileSync(join(out, "manifest.json"), `${JSON.stringify({ sources: hashOfSources(), files: sorted }, null, 1)}\n`);
rmSync(final, { recursive: true, force: true });
renameSync(out, final);
const total = Object.values(files).reduce((sum, f) => sum + f.sent, 0);
console.log(`${Object.keys(files).length} files, ${(total / 1024).toFixed(0)} KiB as sent`);
