import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { interleaved, type Program, type Sample } from "./measure";
import { writeNested } from "./nested";

/**
 * What is promised of a synth, and of a conversion: `npm run bench [-- rounds]`.
 *
 * 1. Of this project it takes at most 1.8 times what it takes to start Node and load cdktf and the provider's classes,
 *    and at most 100 MB. The tree is there and current, as a committed one is; what it costs to write all of it anew,
 *    each file and folder synced, depends on the disk, and is told beside it.
 * 2. Of 20,000 resources in one stack it is at least 4.5 times as fast as cdktf's own JSON, with at most 70 % of its
 *    memory, and linear: at most 11 times what 2,000 take, start aside.
 * 3. 5,000 resources in constructs that are nested five deep are converted in at most 5 s, with at most 300 MB.
 */
const PROJECT = join(__dirname, "..");
const rounds = Number(process.argv[2] ?? 5);
// Within the project, so that what is built there finds the packages.
const folder = mkdtempSync(join(PROJECT, "node_modules/.bench-"));
try {
  ofThisProject(folder);
  ofManyResources(folder);
  ofConversion(folder);
} finally {
  rmSync(folder, { recursive: true });
}

function ofThisProject(folder: string): void {
  const floor = join(folder, "floor.cjs");
  writeFileSync(floor, ["cdktf", ...classes()].map((name) => `require("${name}");\n`).join(""));
  const run = join(PROJECT, "run.cjs");
  const synth = { args: [run], outdir: join(folder, "tree") };
  // What is built and written once is not measured.
  interleaved(1, { synth });
  const result = interleaved(rounds, {
    floor: { args: [floor] },
    synth,
    check: { args: [run, "--check"], outdir: synth.outdir },
    "synth, all new": { args: [run] },
  });
  table("this project", result);
  say("synth : floor", result.synth.seconds / result.floor.seconds, "≤ 1.8");
  say("check : floor", result.check.seconds / result.floor.seconds, "≤ 1.8");
}

function ofManyResources(folder: string): void {
  const grid = built(join(__dirname, "grid.ts"), join(folder, "grid.cjs"));
  const of = (engine: string, size: number): Program => ({
    args: [grid, engine, String(size), join(folder, engine)],
  });
  const result = interleaved(rounds, {
    cdktf: of("cdktf", 20_000),
    plainform: of("plainform", 20_000),
    "plainform, 2,000": of("plainform", 2_000),
    "plainform, 1": of("plainform", 1),
  });
  table("20,000 resources in one stack", result);
  const start = result["plainform, 1"].seconds;
  say("cdktf : plainform, time", result.cdktf.seconds / result.plainform.seconds, "≥ 4.5");
  say("plainform : cdktf, memory", result.plainform.mebibytes / result.cdktf.mebibytes, "≤ 0.7");
  const growth = (result.plainform.seconds - start) / (result["plainform, 2,000"].seconds - start);
  say("20,000 : 2,000 resources", growth, "≤ 11");
}

function ofConversion(folder: string): void {
  const program = built(join(PROJECT, "constructs/cli/bin.ts"), join(folder, "plainform.cjs"));
  const { source, schema } = writeNested(folder, 5_000);
  const out = join(folder, "infra");
  const result = interleaved(rounds, {
    convert: { args: [program, "convert", source, "--out", out, "--schema", schema] },
  });
  table("conversion of 5,000 resources, five constructs deep", result);
  say("convert, seconds", result.convert.seconds, "≤ 5");
  say("convert, MB", result.convert.mebibytes, "≤ 300");
}

function built(source: string, outfile: string): string {
  buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
  return outfile;
}

/** The classes of providers that the stacks import. */
function classes(): readonly string[] {
  const sources = ["stacks", "constructs/aws"].flatMap((name) =>
    readdirSync(join(PROJECT, name), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => readFileSync(join(PROJECT, name, path), "utf8")),
  );
  const imports = sources.flatMap((text) => [...text.matchAll(/"(@cdktf\/provider-[^"]+)"/g)]);
  return [...new Set(imports.map(([, name = ""]) => name))].sort();
}

function table(title: string, rows: Readonly<Record<string, Sample>>): void {
  console.log(`\n${title}, medians of ${rounds}`);
  for (const [name, { seconds, mebibytes }] of Object.entries(rows))
    console.log(
      `  ${name.padEnd(17)} ${seconds.toFixed(2).padStart(7)} s ${mebibytes.toFixed(0).padStart(5)} MB`,
    );
}

function say(name: string, ratio: number, wanted: string): void {
  console.log(`  ${name.padEnd(26)} ${ratio.toFixed(2).padStart(6)}   (${wanted})`);
}
