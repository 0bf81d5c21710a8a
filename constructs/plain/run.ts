import { basename } from "node:path";
import { App, type AppConfig } from "cdktf";
import { withoutTokenTraces } from "./cdktf/stack-traces";
import { reporting } from "./command/author-code";
import { withExitCode } from "./command/failure";
import { leavingNoFolders } from "./command/no-folders";
import { perform } from "./command/perform";
import { type Request, requestFromEnvironment } from "./command/request";
import { parseWords } from "./command/words";
import { nameCommand } from "./layout/command-name";

/** What an app is made with. */
export interface RunConfig extends AppConfig {
  /** The command that writes the trees, as the first line of what is generated names it. @default "cdktf synth" */
  readonly command?: string;
}

/**
 * The command line of an app. It understands what the command `plainform` does: `main.ts` and `main.ts synth bouvet`
 * write, `main.ts check` compares, `main.ts export bouvet ../bouvet` copies; `main.ts --help` says it all.
 *
 * Prints a short account. Sets the exit code: 0 written or current, 2 stale (with a unified diff), 1 anything wrong,
 * with nothing written.
 *
 * @param config of cdktf's App; `outdir` is where the trees are written
 * @param build creates the stacks; what it throws is reported like any other problem
 * @param args of the command line, for tests
 */
export function run(
  config: RunConfig,
  build: (app: App) => void,
  args: readonly string[] = process.argv.slice(2),
): void {
  const asked =
    requestFromEnvironment() ?? parseWords(args, { name: basename(process.argv[1] ?? "main"), isApp: true });
  if ("exitCode" in asked) {
    process.exitCode = asked.exitCode;
    return;
  }
  if (asked.traces || process.env.DEBUG) runAsked(config, build, asked);
  else withoutTokenTraces(() => runAsked(config, build, asked));
}

function runAsked(config: RunConfig, build: (app: App) => void, asked: Request): void {
  const { command = "cdktf synth", ...appConfig } = config;
  const outdir = config.outdir || process.env.CDKTF_OUTDIR || "cdktf.out";
  withExitCode(asked, () =>
    leavingNoFolders(outdir, () => {
      let made: App | undefined;
      const app = reporting(
        () => {
          made = new App({ ...appConfig, outdir });
          nameCommand(made, command);
          build(made);
          return made;
        },
        () => made,
      );
      return perform(app, asked, () => App.prototype.synth.call(app));
    }),
  );
}
