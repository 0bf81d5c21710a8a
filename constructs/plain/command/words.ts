import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { type Request, SYNTH } from "./request";

/** What a command line says besides what it asks of the app. */
export interface Asked extends Request {
  /** The command that runs the app, instead of the one in cdktf.json. */
  readonly app?: string;
}

export interface WordsProps {
  /** What help calls the command. */
  readonly name: string;
  /** The words stand behind an app of their own, which knows what it is and where it writes. */
  readonly isApp: boolean;
  /** Adds words that run at once, without an app. */
  readonly extend?: (program: Command) => void;
}

/**
 * Reads the words of a command line. Help, the version and mistakes are printed here.
 *
 * @returns what is asked, or the exit code where nothing more is to be done
 */
export function parseWords(
  args: readonly string[],
  props: WordsProps,
): Asked | { readonly exitCode: number } {
  const [first = "synth", ...others] = args;
  // The usual words, without the time that the library for all others takes to load.
  if (others.length === 0 && props.isApp) {
    if (first === "synth") return SYNTH;
    if (first === "check" || first === "--check") return { ...SYNTH, verb: "check" };
  }
  // `main.ts --prune` is a synth.
  const isOption = first.startsWith("-") && !["-h", "--help", "-V", "--version"].includes(first);
  const words = props.isApp && (isOption || args.length === 0) ? ["synth", ...args] : args;
  let asked: Asked | undefined;
  const program = programOf(props, (request) => {
    asked = request;
  });
  try {
    program.parse([...words], { from: "user" });
  } catch (error) {
    const { exitCode } = error as { readonly exitCode?: number };
    if (exitCode === undefined) throw error;
    return { exitCode };
  }
  // A word that runs at once has set it.
  return asked ?? { exitCode: Number(process.exitCode ?? 1) };
}

interface Options {
  readonly check?: boolean;
  readonly prune?: boolean;
  readonly force?: boolean;
  readonly stackTraces?: boolean;
  readonly validate?: boolean;
  readonly github?: boolean;
  readonly diff?: boolean;
  readonly terraform: string;
  readonly app?: string;
}

function programOf({ name, isApp, extend }: WordsProps, ask: (request: Asked) => void): Command {
  const { Command, Option } = require("commander") as typeof import("commander");
  const program = new Command(name)
    .description("CDKTF constructs in, plain Terraform out.")
    .version(version())
    .exitOverride()
    .showHelpAfterError(`(${name} --help says more)`)
    .addHelpText(
      "after",
      "\nExit codes: 0 written or current, 2 not current, 1 an error, which says what was written, if anything.",
    );
  const command = (words: string, description: string, verb: Request["verb"]): Command => {
    const made = program
      .command(words)
      .description(description)
      .option("--validate", "have Terraform validate what would be written, in a temporary folder")
      .addOption(
        new Option("--terraform <program>", "the program that validates")
          .env("TERRAFORM_BINARY_NAME")
          .default("terraform"),
      )
      .option("--stack-traces", "show where an error was thrown")
      .option("--prune", "go on where most of what was generated before would be removed");
    if (!isApp) made.option("--app <command>", "command that runs the app, instead of the one in cdktf.json");
    if (verb !== "check") made.option("--force", "overwrite generated files that were edited by hand");
    return made;
  };
  command("synth", "write the trees: those of all systems, or of those that are named", "synth")
    .argument("[system...]", "id of a stack, or name of a system")
    .option("--check", "the same as the command check")
    .option("--diff", "show what was written as a unified diff")
    .action((systems: string[], options: Options) =>
      ask(requestOf(options.check ? "check" : "synth", systems, options)),
    );
  command("check", "compare only: what a synth would write, as a unified diff", "check")
    .argument("[system...]", "id of a stack, or name of a system")
    .option("--github", "annotate what is stale, in a workflow of GitHub's")
    .action((systems: string[], options: Options) => ask(requestOf("check", systems, options)));
  command("export", "lay the tree of a system over a folder of another repository", "export")
    .argument("<system>", "id of a stack, or name of a system")
    .argument(
      "<folder>",
      "where its tree lies; what was not exported there is neither overwritten nor removed",
    )
    .option("--check", "compare only")
    .action((system: string, folder: string, options: Options) =>
      ask({
        ...requestOf("export", [system], options),
        folder: resolve(folder),
        dry: options.check === true,
      }),
    );
  const drawing = program
    .command("diagram")
    .description(
      "print what a stack makes as a Mermaid diagram, which GitHub and GitLab draw; writes nothing",
    )
    .argument("<system>", "id of a stack, or name of a system that has one")
    .option("--stack-traces", "show where an error was thrown")
    .action((system: string, options: Options) => ask(requestOf("diagram", [system], options)));
  if (!isApp)
    drawing.option("--app <command>", "command that runs the app, instead of the one in cdktf.json");
  extend?.(program);
  return program;
}

function requestOf(verb: Request["verb"], systems: readonly string[], options: Options): Asked {
  return {
    verb,
    systems,
    prune: options.prune === true,
    force: options.force === true,
    traces: options.stackTraces === true,
    dry: false,
    ...(options.github && { annotates: true }),
    ...(options.diff && { showsDiff: true }),
    ...(options.validate && { validator: options.terraform }),
    ...(options.app !== undefined && { app: options.app }),
  };
}

/** The version of the package that this file is part of, wherever it was compiled to. */
function version(folder: string = __dirname): string {
  const file = join(folder, "package.json");
  if (existsSync(file)) {
    const { name, version: found } = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    if (name === "plainform" && found !== undefined) return found;
  }
  return dirname(folder) === folder ? "unknown" : version(dirname(folder));
}
