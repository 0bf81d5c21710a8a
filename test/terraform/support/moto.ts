import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { PYTHON } from "../../support/requirements";

/** One call that the fake AWS answered. */
export interface ApiCall {
  readonly kind: "call";
  /** As in the SDK: `ec2`, `s3`, `iam`, `budgets` … */
  readonly service: string;
  readonly action: string;
  /** Query parameters as on the wire (`InstanceId.1`), or the fields of a JSON body. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Missing while the call is being answered. */
  readonly status?: number;
}

/** Something that AWS would have done differently, or that moto could not do. */
export interface ApiEvent {
  readonly kind: "event";
  readonly severity: "error" | "warning";
  readonly message: string;
}

export type ApiLogEntry = ApiCall | ApiEvent;

const START_SECONDS = 60;

/** Starts a fake AWS of a test's own, on a port of its own. Ends with the test's process at the latest. */
export async function startMoto(): Promise<Moto> {
  const nursery = process.env.PLAINFORM_MOTO_NURSERY;
  return nursery === undefined ? startOwn() : startIn(nursery);
}

async function startOwn(): Promise<Moto> {
  const child = spawnServer();
  let diagnostics = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    diagnostics = (diagnostics + text).slice(-10_000);
  });
  const exited = once(child, "exit");
  try {
    const endpoint = await announcedEndpoint(child.stdout, exited);
    return new Moto(endpoint, async () => {
      child.kill("SIGKILL");
      await exited;
    });
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`moto did not start: ${(error as Error).message}\n${diagnostics}`);
  }
}

async function startIn(nursery: string): Promise<Moto> {
  const connection = connect(nursery);
  const closed = once(connection, "close");
  try {
    const endpoint = await announcedEndpoint(connection, closed);
    return new Moto(endpoint, async () => {
      connection.end();
      await closed;
    });
  } catch (error) {
    connection.destroy();
    throw new Error(`no moto from ${nursery}: ${(error as Error).message}`);
  }
}

/**
 * Starts what the fake AWSs of a whole run come from: moto takes two seconds of processor time until it has answered
 * its first requests, a copy of one that has done so none.
 *
 * @param socket where `startMoto` finds it, by PLAINFORM_MOTO_NURSERY
 * @returns what ends it
 */
export async function startNursery(socket: string): Promise<() => void> {
  const child = spawnServer(socket);
  let diagnostics = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    diagnostics = (diagnostics + text).slice(-10_000);
  });
  const ended = once(child, "exit").then(() => {
    throw new Error(`moto did not start\n${diagnostics}`);
  });
  await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => undefined);
  return () => child.kill("SIGKILL");
}

function spawnServer(...args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(PYTHON, [join(__dirname, "moto", "server.py"), ...args], {
    env: {
      ...process.env,
      // No __pycache__ in the repository.
      PYTHONDONTWRITEBYTECODE: "1",
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** @param ended settles when nothing more will be said */
function announcedEndpoint(said: Readable, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no answer after ${START_SECONDS} s`)),
      START_SECONDS * 1_000,
    );
    const settle = (action: () => void) => {
      clearTimeout(timer);
      action();
    };
    ended.then(
      () => settle(() => reject(new Error("it ended"))),
      (error) => settle(() => reject(error)),
    );
    createInterface({ input: said }).on("line", (line) => {
      const endpoint = /^listening (\S+)$/.exec(line)?.[1];
      if (endpoint !== undefined) settle(() => resolve(endpoint));
    });
  });
}

/** A running fake AWS. */
export class Moto {
  readonly endpoint: string;
  private readonly end: () => Promise<void>;
  private ended: Promise<void> | undefined;

  constructor(endpoint: string, end: () => Promise<void>) {
    this.endpoint = endpoint;
    this.end = end;
  }

  /** Empties the account and the log. */
  async reset(): Promise<void> {
    await this.ask("reset");
  }

  /** Everything that was asked since the start or the last reset, in order. */
  async log(): Promise<readonly ApiLogEntry[]> {
    return (await this.ask("log")) as readonly ApiLogEntry[];
  }

  /** The calls of some actions, in order; of all when none is named. */
  async calls(...actions: readonly string[]): Promise<readonly ApiCall[]> {
    const calls = (await this.log()).filter((entry) => entry.kind === "call");
    return actions.length === 0 ? calls : calls.filter((call) => actions.includes(call.action));
  }

  /** What AWS would have refused or done differently, and what moto could not do. A sound run has none. */
  async errors(): Promise<readonly string[]> {
    const events = (await this.log()).filter((entry) => entry.kind === "event");
    return events.filter((event) => event.severity === "error").map((event) => event.message);
  }

  /** Publishes the successor of an image: same publisher, next build number in the name, a later date. */
  async publishNewerImage(region: string, imageId: string): Promise<string> {
    return ((await this.ask("newer-image", { region, imageId })) as { readonly imageId: string }).imageId;
  }

  async stop(): Promise<void> {
    this.ended ??= this.end();
    await this.ended;
  }

  private async ask(name: string, request: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const response = await fetch(`${this.endpoint}/plainform/${name}`, {
      method: "POST",
      body: JSON.stringify(request),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`moto: ${name}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
