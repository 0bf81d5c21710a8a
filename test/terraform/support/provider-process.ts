import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { REGISTRY } from "./mirror";
import type { Terraform } from "./terraform";

const START_SECONDS = 60;

/**
 * The AWS provider that `init` has installed, started once for many plans, which otherwise each start it anew:
 * https://developer.hashicorp.com/terraform/plugin/debugging. It keeps the endpoint that it was started with, and
 * the configuration of whoever plans last: for plans one after the other.
 */
export class ProviderProcess {
  /** For the environment of each Terraform that is to use it. */
  readonly env: NodeJS.ProcessEnv;
  private readonly child: ChildProcessWithoutNullStreams;

  static async start(terraform: Terraform): Promise<ProviderProcess> {
    // A shell between us ends the provider with us, however we end: its standard input closes.
    const script = '"$0" -debug & read -r _; kill $!';
    const child = spawn("sh", ["-c", script, installedProvider(terraform.dir)], {
      env: await terraform.environment(),
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stderr.resume();
    try {
      return new ProviderProcess(await announced(child), child);
    } catch (error) {
      child.stdin.end();
      throw error;
    }
  }

  private constructor(reattach: string, child: ChildProcessWithoutNullStreams) {
    this.env = { TF_REATTACH_PROVIDERS: reattach };
    this.child = child;
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.stdin.end();
    await exited;
  }
}

function installedProvider(root: string): string {
  const place = join(root, ".terraform/providers", REGISTRY, "hashicorp/aws");
  // The provider's folder is a link into the mirror or the cache.
  const [version = ""] = readdirSync(place);
  const [platform = ""] = readdirSync(join(place, version));
  const folder = join(place, version, platform);
  const program = readdirSync(folder).find((name) => name.startsWith("terraform-provider-aws"));
  if (program === undefined) throw new Error(`no AWS provider in ${folder}: was init run?`);
  return join(folder, program);
}

function announced(child: ChildProcessWithoutNullStreams): Promise<string> {
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
