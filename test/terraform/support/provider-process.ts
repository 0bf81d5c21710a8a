import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { REGISTRY } from "./mirror";
import type { Terraform } from "./terraform";

const START_SECONDS = 60;
const PROXY = join(__dirname, "provider-proxy.mjs");

type Child = ChildProcessByStdio<Writable, Readable, null>;

/**
 * The AWS provider that `init` has installed, started once for many commands, which otherwise each start it anew:
 * https://developer.hashicorp.com/terraform/plugin/debugging. Terraform is given the schemas of the types that a
 * folder names, not all 1,500: a command takes a tenth of the time. It keeps the endpoint that it was started with.
 */
export class ProviderProcess {
  private readonly child: Child;
  private readonly exited: Promise<unknown>;
  private readonly answers: AsyncIterator<string>;
  private readonly folders = new Map<string, Promise<string>>();

  /** @param terraform initialised; the provider gets its endpoint and its folder */
  static async start(terraform: Terraform): Promise<ProviderProcess> {
    const child = spawn(process.execPath, [PROXY, installedProvider(terraform.dir)], {
      cwd: terraform.dir,
      env: await terraform.environment(),
      // What it logs would fill a pipe while a test waits for a program.
      stdio: ["pipe", "pipe", "inherit"],
    });
    const provider = new ProviderProcess(child);
    try {
      await provider.environmentIn(terraform.dir);
      return provider;
    } catch (error) {
      child.stdin.end();
      throw error;
    }
  }

  private constructor(child: Child) {
    this.child = child;
    this.exited = once(child, "exit");
    this.answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** What Terraform has to have in its environment to use it in a folder. */
  async environmentIn(folder: string): Promise<NodeJS.ProcessEnv> {
    const known = this.folders.get(folder) ?? this.ask(folder);
    this.folders.set(folder, known);
    return { TF_REATTACH_PROVIDERS: await known };
  }

  async stop(): Promise<void> {
    this.child.stdin.end();
    await this.exited;
  }

  private async ask(folder: string): Promise<string> {
    // Not killed: it takes the provider with it.
    const timer = setTimeout(() => this.child.stdin.end(), START_SECONDS * 1_000);
    this.child.stdin.write(`${folder}\n`);
    const answer = await this.answers.next();
    clearTimeout(timer);
    if (answer.done === true)
      throw new Error(`the provider did not answer within ${START_SECONDS} s, or ended`);
    return answer.value;
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
