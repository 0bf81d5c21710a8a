import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { REGISTRY } from "./mirror";
import type { Terraform } from "./terraform";

const START_SECONDS = 60;

type Child = ChildProcessByStdio<Writable, Readable, null>;

/**
 * The AWS provider that `init` has installed, started once for many plans, which otherwise each start it anew:
 * https://developer.hashicorp.com/terraform/plugin/debugging. It keeps the endpoint and the folder that it was
 * started with, and the configuration of whoever plans last: for plans of one folder, one after the other.
 */
export class ProviderProcess {
  /** What Terraform has to have in its environment to use it. */
  readonly env: NodeJS.ProcessEnv;
  private readonly child: Child;

  /** @param terraform initialised; the provider gets its endpoint and its folder */
  static async start(terraform: Terraform): Promise<ProviderProcess> {
    // A shell between us ends the provider with us, however we end: its standard input closes.
    const script = '"$0" -debug & read -r _; kill $!; wait $!';
    const child = spawn("sh", ["-c", script, installedProvider(terraform.dir)], {
      cwd: terraform.dir,
      env: await terraform.environment(),
      // What it logs would fill a pipe while a test waits for a program.
      stdio: ["pipe", "pipe", "ignore"],
    });
    try {
      return new ProviderProcess(await announced(child), child);
    } catch (error) {
      child.stdin.end();
      throw error;
    }
  }

  private constructor(reattach: string, child: Child) {
    this.env = { TF_REATTACH_PROVIDERS: reattach };
    this.child = child;
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.stdin.end();
    await exited;
  }
}

let shared: { readonly of: string; readonly provider: Promise<ProviderProcess> } | undefined;

/**
 * The provider of what a test file does in a folder; that of the folder before has ended then.
 *
 * @param terraform initialised
 * @returns nothing where it has no AWS provider
 */
export async function sharedProvider(terraform: Terraform): Promise<ProviderProcess | undefined> {
  if (!existsSync(placeOfProvider(terraform.dir))) return undefined;
  const of = `${terraform.dir} ${(await terraform.environment()).AWS_ENDPOINT_URL}`;
  if (shared?.of === of) return shared.provider;
  await stopSharedProvider();
  shared = { of, provider: ProviderProcess.start(terraform) };
  return shared.provider;
}

/** For the end of a test file. */
export async function stopSharedProvider(): Promise<void> {
  const provider = await shared?.provider.catch(() => undefined);
  shared = undefined;
  await provider?.stop();
}

function placeOfProvider(root: string): string {
  return join(root, ".terraform/providers", REGISTRY, "hashicorp/aws");
}

function installedProvider(root: string): string {
  const place = placeOfProvider(root);
  // The provider's folder is a link into the mirror or the cache.
  const [version = ""] = readdirSync(place);
  const [platform = ""] = readdirSync(join(place, version));
  const folder = join(place, version, platform);
  const program = readdirSync(folder).find((name) => name.startsWith("terraform-provider-aws"));
  if (program === undefined) throw new Error(`no AWS provider in ${folder}: was init run?`);
  return join(folder, program);
}

function announced(child: Child): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the provider did not start within ${START_SECONDS} s`)),
      START_SECONDS * 1_000,
    );
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the provider ended with exit code ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [, reattach] = /TF_REATTACH_PROVIDERS='(.+)'/.exec(line) ?? [];
      if (reattach === undefined) return;
      clearTimeout(timer);
      resolve(reattach);
    });
  });
}
