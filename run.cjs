// Runs main.ts: `node run.cjs [--check]`. It, and all that it imports, become one file that is built anew when a source
// has changed: finding, reading and compiling a thousand files takes longer than the synth.
"use strict";
const { createHash } = require("node:crypto");
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const Module = require("node:module");
const { dirname, join, relative, resolve } = require("node:path");
const { Script } = require("node:vm");

const CACHE = join(__dirname, "node_modules/.cache/plainform");
const SOURCES = join(CACHE, "sources.json");
// What the bundle depends on besides the sources: the compiler's options, the packages, this file.
const ALWAYS = ["tsconfig.json", "package-lock.json", "run.cjs"];

async function main() {
  const file = present() ?? (await build());
  showSources(file);
  load(file);
}

/** The bundle of the sources as they are now, if there is one. */
function present() {
  try {
    const sources = JSON.parse(readFileSync(SOURCES, "utf8"));
    const file = bundleOf(sources, (path) => readFileSync(join(__dirname, path)));
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Where the bundle of these sources lies: named by their content, and by the folder, which is written in it. */
function bundleOf(sources, read) {
  const hash = createHash("sha256").update(`${__dirname} ${process.version}`);
  for (const path of [...ALWAYS, ...sources]) hash.update(`\0${path}\0`).update(read(path));
  return join(CACHE, `${hash.digest("hex").slice(0, 32)}.cjs`);
}

async function build() {
  const texts = new Map(ALWAYS.map((path) => [path, readFileSync(join(__dirname, path))]));
  const { outputFiles } = await require("esbuild").build({
    absWorkingDir: __dirname,
    entryPoints: ["main.ts"],
    bundle: true,
    platform: "node",
    target: `node${process.versions.node}`,
    minifyWhitespace: true,
    sourcemap: "external",
    sourcesContent: false,
    outfile: join(CACHE, "main.cjs"),
    write: false,
    logLevel: "error",
    plugins: [{ name: "sources", setup: ({ onLoad }) => onLoad({ filter: /\.[jt]s$/ }, withPlace(texts)) }],
  });
  const sources = [...texts.keys()].filter((path) => !ALWAYS.includes(path)).sort();
  const file = bundleOf(sources, (path) => texts.get(path));
  const textOf = (name) => outputFiles.find(({ path }) => path === resolve(CACHE, name)).text;
  mkdirSync(CACHE, { recursive: true });
  removeOld();
  write(`${file}.map`, textOf("main.cjs.map"));
  write(file, textOf("main.cjs"));
  write(SOURCES, JSON.stringify(sources));
  return file;
}

/** Within the one file, each still knows its own place. Remembers the texts that are the project's. */
function withPlace(texts) {
  return ({ path }) => {
    const text = readFileSync(path, "utf8");
    if (!path.includes("node_modules")) texts.set(relative(__dirname, path), text);
    const places = Object.entries({ __filename: path, __dirname: dirname(path) })
      .filter(([name]) => text.includes(name))
      .map(([name, place]) => `const ${name} = ${JSON.stringify(place)}; `);
    if (places.length === 0) return undefined;
    return { contents: places.join("") + text, loader: path.endsWith(".ts") ? "ts" : "js" };
  };
}

/** Bundles of earlier sources; another run may be about to load the last of them. */
function removeOld() {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (path !== SOURCES && mtimeMs < Date.now() - 3_600_000) rmSync(path, { force: true });
  }
}

/** Writes a file all at once: another run may be reading it. */
function write(path, data) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, data);
  renameSync(temporary, path);
}

/** What `require` does, with what V8 has compiled of the file before. */
function load(file) {
  const compiled = `${file}.v8`;
  const cachedData = existsSync(compiled) ? readFileSync(compiled) : undefined;
  const script = new Script(Module.wrap(readFileSync(file, "utf8")), {
    filename: file,
    // Positions are those of the file, which the wrapping moves.
    columnOffset: -Module.wrap("").indexOf("\n})"),
    cachedData,
  });
  if (cachedData === undefined || script.cachedDataRejected)
    process.once("exit", () => write(compiled, script.createCachedData()));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
}

/**
 * Errors name the lines of the sources. Node's own way (--enable-source-maps) would read the maps of all packages at
 * each start, where this reads one at the first error.
 */
function showSources(file) {
  let map;
  const placed = (frame) => {
    if (frame.getFileName() !== file) return String(frame);
    map ??= new Module.SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
    const origin = map.findOrigin(frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1);
    if (origin.fileName === undefined) return String(frame);
    const place = `${resolve(CACHE, origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`;
    const name = frame.getFunctionName();
    return name === null ? place : `${name} (${place})`;
  };
  Error.prepareStackTrace = (error, frames) => {
    // cdktf asks for the trace of what is no error, at each start.
    const lines = frames.map((frame) => `    at ${error instanceof Error ? placed(frame) : frame}`);
    return [error instanceof Error ? String(error) : "Error", ...lines].join("\n");
  };
}

main().catch((error) => {
  // Of what cannot be built, esbuild has already said where it is.
  if (error?.errors === undefined) console.error(error);
  process.exitCode = 1;
});
