import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type CommandResult, runCommand } from "../../terraform/support/command";
import { PROJECT } from "./packed";

/** What CDKTF's command line makes a new TypeScript app of. */
const TEMPLATE = join(PROJECT, "node_modules/@cdktf/cli-core/templates/typescript");
const FILLED: Readonly<Record<string, string>> = { $base: "site", sendCrashReports: "false" };
const ANY_EXIT_CODE = Array.from({ length: 256 }, (_, code) => code);

/** An app in a folder of its own. */
export class App {
  /**
   * A new app from CDKTF's own template, as `cdktf init` fills it.
   *
   * @param folder the packages are installed in it or above it
   * @param files put over those of the template: path → text
   */
  constructor(
    readonly folder: string,
    files: Readonly<Record<string, string>> = {},
  ) {
    for (const name of ["package.json", "tsconfig.json", "cdktf.json", "main.ts"])
      this.write(name, templateFile(name));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Runs a program, one that is installed for the app or any other; every exit code is an answer. */
  run(program: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    const { NO_COLOR, FORCE_COLOR, DEBUG, CDKTF_OUTDIR, ...inherited } = process.env;
    const places = [this.folder, dirname(this.folder)].map((path) => join(path, "node_modules/.bin"));
    const PATH = [...places, process.env.PATH].join(delimiter);
    return runCommand(program, args, {
      cwd: this.folder,
      env: { ...inherited, PATH, ...env },
      timeoutSeconds: 120,
      allowedExitCodes: ANY_EXIT_CODE,
    });
  }
}

/** A file of the template, filled. */
export function templateFile(name: string): string {
  const text = readFileSync(join(TEMPLATE, name), "utf8");
  return text.replaceAll(/\{\{ ?([$\w]+) ?\}\}/g, (_, key: string) => FILLED[key] ?? "");
}
