import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Outcome, run } from "./tools";

const PLACES = "/usr/lib/postgresql";

/** The folder of the newest PostgreSQL's programs, or undefined where there is none. */
export function postgresPrograms(): string | undefined {
  try {
    const newest = readdirSync(PLACES)
      .sort((a, b) => Number(b) - Number(a))
      .at(0);
    return newest === undefined ? undefined : join(PLACES, newest, "bin");
  } catch {
    return undefined;
  }
}

/** Why there can be no server here, or undefined when there can. */
export function postgresUnavailable(): string | undefined {
  if (postgresPrograms() === undefined) return "no PostgreSQL: apt-get install postgresql";
  return process.getuid?.() === 0 ? undefined : "it takes root, to run PostgreSQL as another user";
}

/** A PostgreSQL server of one's own, that only a socket in its folder leads to. */
export class Postgres {
  readonly #directory = mkdtempSync(join(tmpdir(), "postgres-"));
  readonly #programs = postgresPrograms() ?? "";

  constructor() {
    chmodSync(this.#directory, 0o755);
    run("chown", ["postgres", this.#directory]);
    this.#asPostgres("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D", this.#data);
    const options = `-c listen_addresses= -c unix_socket_directories=${this.#directory} -c fsync=off`;
    this.#asPostgres("pg_ctl", "start", "-w", "-D", this.#data, "-o", options, "-l", join(this.#data, "log"));
  }

  /** For `psql`, `pg_dump` and their like. */
  get env(): Readonly<Record<string, string>> {
    return { PGHOST: this.#directory };
  }

  /** Runs SQL; gives the rows, unaligned. */
  sql(database: string, statements: string): string {
    const { status, output } = run(
      "psql",
      ["-U", "postgres", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database],
      { input: statements, env: { ...process.env, ...this.env } },
    );
    if (status !== 0) throw new Error(output);
    return output;
  }

  dispose(): void {
    this.#asPostgres("pg_ctl", "stop", "-D", this.#data, "-m", "immediate");
    rmSync(this.#directory, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#directory, "data");
  }

  #asPostgres(program: string, ...parameters: readonly string[]): Outcome {
    const command = ["-u", "postgres", "--", join(this.#programs, program), ...parameters];
    // A server that keeps the pipe open would never let this call end.
    const { status, output } = run("runuser", command, { cwd: this.#directory });
    if (status !== 0) throw new Error(output);
    return { status, output };
  }
}
