import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a program took, once. */
export interface Sample {
  readonly seconds: number;
  readonly mebibytes: number;
}

/** A program of Node: its file and what it is given. */
export interface Program {
  readonly args: readonly string[];
  /** Where it writes; an empty folder each time unless said otherwise. */
  readonly outdir?: string;
}

/** Runs a program to its end. */
export function measure({ args, outdir }: Program): Sample {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const peak = join(folder, "peak");
  const env = {
    ...process.env,
    NODE_OPTIONS: `--require ${join(__dirname, "peak.cjs")}`,
    PEAK_FILE: peak,
    CDKTF_OUTDIR: outdir ?? join(folder, "out"),
  };
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
  const mebibytes = Number(readFileSync(peak, "utf8"));
  rmSync(folder, { recursive: true });
  return { seconds, mebibytes };
}

/** Measures programs by turns, so that whatever else the machine does meets all of them; the medians. */
export function interleaved<Name extends string>(
  rounds: number,
  programs: Readonly<Record<Name, Program>>,
): Readonly<Record<Name, Sample>> {
  const names = Object.keys(programs) as Name[];
  const samples = Array.from({ length: rounds }, () => names.map((name) => measure(programs[name])));
  return Object.fromEntries(
    names.map((name, index) => {
      const own = samples.flatMap((round) => round[index] ?? []);
      const median = (of: (sample: Sample) => number): number =>
        own.map(of).sort((a, b) => a - b)[Math.floor(own.length / 2)] ?? Number.NaN;
      return [name, { seconds: median((s) => s.seconds), mebibytes: median((s) => s.mebibytes) }];
    }),
  ) as Record<Name, Sample>;
}
