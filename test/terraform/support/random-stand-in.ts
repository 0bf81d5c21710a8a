import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { type Mirror, mirrorHas, REGISTRY } from "./mirror";

const PROVIDER = "hashicorp/random";
/** Any version will do that `~> 3.7` accepts. */
const VERSION = "3.7.2";
const PROBE_SECONDS = 3;

/**
 * Whether Terraform can install the real hashicorp/random. Asked once a process; a run that wants it asked
 * only once at all puts `registry` or `stand-in` into PLAINFORM_RANDOM (as the global set-up does).
 */
export function canInstallRandom(mirror: Mirror | undefined): Promise<boolean> {
  answer ??= probe(mirror);
  return answer;
}

let answer: Promise<boolean> | undefined;

async function probe(mirror: Mirror | undefined): Promise<boolean> {
  if (mirror?.providers.includes(PROVIDER)) return mirrorHas(mirror, PROVIDER, 3, 7);
  if (process.env.PLAINFORM_RANDOM !== undefined) return process.env.PLAINFORM_RANDOM === "registry";
  const reachable = await registryAnswers();
  if (!reachable) process.stdout.write("hashicorp/random: stand-in, the registry is out of reach\n");
  process.env.PLAINFORM_RANDOM = reachable ? "registry" : "stand-in";
  return reachable;
}

function registryAnswers(): Promise<boolean> {
  return new Promise((resolve) => {
    const url = `https://${REGISTRY}/.well-known/terraform.json`;
    const request = get(url, { timeout: PROBE_SECONDS * 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    // The time limit above is one of silence; this one is of the whole.
    const timer = setTimeout(() => request.destroy(new Error("too slow")), PROBE_SECONDS * 1_000);
    request.on("timeout", () => request.destroy(new Error("too slow")));
    request.on("error", () => resolve(false));
    request.on("close", () => clearTimeout(timer));
  });
}

/** Lays the stand-in out as a filesystem mirror: a starter script that runs the provider in this repository. */
export function installStandIn(folder: string): Mirror {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const place = join(folder, REGISTRY, PROVIDER, VERSION, `${platform}_${architecture}`);
  mkdirSync(place, { recursive: true });
  const starter = join(place, `terraform-provider-random_v${VERSION}_x5`);
  const provider = join(__dirname, "random-provider", "provider.js");
  writeFileSync(starter, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(provider)}\n`);
  chmodSync(starter, 0o755);
  return { path: folder, providers: [PROVIDER] };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
