import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTool, run } from "./tools";

const PLUGIN = "/usr/local/lib/docker/cli-plugins/docker-compose";

/** Docker Compose as a program by itself: where Docker and its packages put it, or where there is none. */
export const COMPOSE_PLUGIN =
  [PLUGIN, "/usr/libexec/docker/cli-plugins/docker-compose"].find((path) => existsSync(path)) ?? PLUGIN;

/** How Docker Compose v2 is called here: through docker, or without it; undefined where there is none. */
export function composeCommand(): readonly string[] | undefined {
  return [["docker", "compose"], ["docker-compose"], [PLUGIN]].find(([program = "", ...subcommand]) => {
    const exists = program === PLUGIN || findTool(program) !== undefined;
    return exists && /^Docker Compose version v?[2-9]/.test(run(program, [...subcommand, "version"]).output);
  });
}

/** A service as `docker compose config` prints it, every default written out. */
export interface Service {
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly volumes?: readonly { readonly type: string; readonly source: string; readonly target: string }[];
  readonly image?: string;
  readonly pull_policy?: string;
  readonly build?: { readonly dockerfile?: string };
  readonly ports?: readonly {
    readonly host_ip?: string;
    readonly published?: string;
    readonly target: number;
  }[];
  readonly restart?: string;
  readonly scale?: number;
}

/** Compose files in a folder of their own. */
export class ComposeProject {
  readonly #directory = mkdtempSync(join(tmpdir(), "compose-"));

  constructor(
    private readonly command: readonly string[],
    private readonly files: Readonly<Record<string, string>>,
  ) {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(this.#directory, name), text);
    }
  }

  get directory(): string {
    return this.#directory;
  }

  /** Program and parameters that run a command of Compose on all YAML files, in order. */
  call(parameters: readonly string[]): readonly string[] {
    const yaml = Object.keys(this.files).filter((name) => name.endsWith(".yml"));
    return [...this.command, ...yaml.flatMap((name) => ["-f", name]), ...parameters];
  }

  /** What `config` makes of the files: the given services and all that they depend on. */
  config(
    services: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Readonly<Record<string, Service>> {
    const [program = "", ...parameters] = this.call(["config", "--format", "json", ...services]);
    const { status, output } = run(program, parameters, {
      cwd: this.#directory,
      env: { PATH: process.env.PATH, HOME: this.#directory, ...env },
    });
    if (status !== 0) {
      throw new Error(output);
    }
    return (JSON.parse(output) as { readonly services: Readonly<Record<string, Service>> }).services;
  }

  dispose(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
