import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { leavingNoFolders } from "../plain/command/no-folders";
import { environmentFor } from "../plain/command/request";
import type { Asked } from "../plain/command/words";
import { PlainformError } from "../plain/errors";
import { readObject } from "../plan-json/json";

const CONFIG = "cdktf.json";

/** What cdktf.json says, as far as it is about running the app. */
interface Project {
  readonly app: string;
  readonly output: string;
  readonly context: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Runs the app of the project in the working directory, and has it do what is asked.
 *
 * @returns the exit code
 * @throws PlainformError when there is no app to run, or it ends without having done it
 */
export function runApp({ app: given, ...request }: Asked): number {
  const { app, output, context } = readProject(given);
  const folder = mkdtempSync(join(tmpdir(), "plainform-"));
  const receipt = join(folder, "exit-code");
  const outdir = resolve(process.env.CDKTF_OUTDIR || output);
  try {
    return leavingNoFolders(outdir, () => {
      mkdirSync(dirname(outdir), { recursive: true });
      const { error, signal, status } = spawnSync(app, {
        shell: true,
        stdio: "inherit",
        env: {
          ...(context && { CDKTF_CONTEXT_JSON: JSON.stringify(context) }),
          ...process.env,
          CDKTF_OUTDIR: outdir,
          ...environmentFor({ ...request, receipt }),
        },
      });
      if (existsSync(receipt)) return Number(readFileSync(receipt, "utf8"));
      if (error !== undefined || status !== 0)
        throw failed(
          app,
          error?.message ?? (signal === null ? `exit code ${status}` : `killed by ${signal}`),
        );
      throw notDone(app);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readProject(given: string | undefined): Project {
  if (given === undefined && !existsSync(CONFIG))
    throw new PlainformError({
      what: `there is no ${CONFIG} here`,
      got: process.cwd(),
      expected: "the folder of a CDKTF app",
      fix: 'go to the app\'s folder, or say how it is run: --app "npx ts-node main.ts"',
    });
  const config = existsSync(CONFIG) ? readObject(CONFIG) : {};
  const app = given ?? config.app;
  if (typeof app !== "string" || app.trim() === "")
    throw new PlainformError({
      at: CONFIG,
      what: "it does not say how the app is run",
      got: `app: ${JSON.stringify(app)}`,
      expected: 'a command: "app": "npx ts-node main.ts"',
    });
  const { output, context } = config;
  return {
    app,
    output: typeof output === "string" && output !== "" ? output : "cdktf.out",
    context: typeof context === "object" && context !== null ? { ...context } : undefined,
  };
}

function failed(app: string, got: string): PlainformError {
  return new PlainformError({
    what: "the app failed",
    got: `${got} of ${app}`,
    expected: "an app that runs to its end",
    fix: "see what it said above",
  });
}

function notDone(app: string): PlainformError {
  return new PlainformError({
    what: "the app ended without a synth of plain stacks",
    got: app,
    expected: "an app with a PlainStack that ends in app.synth() or calls run()",
    fix: "replace TerraformStack by PlainStack where a stack is to be plain Terraform",
  });
}
