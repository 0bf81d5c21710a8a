import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import type { Command } from "commander";
import { withExitCode } from "../plain/command/failure";
import { SYNTH } from "../plain/command/request";
import { PlainformError } from "../plain/errors";

/** The words for those who review a change of a system. Each runs at once, without an app. */
export function addReview(program: Command): void {
  program
    .command("plan-comment")
    .description("turn a plan into the comment that a reviewer of the change should read, as Markdown")
    .argument("<file>", "output of `terraform show -json PLAN`; - reads it from standard input")
    .option("--system <name>", "what the comment is about; the name of the file unless said otherwise")
    .option("--failed", "the file is what Terraform printed when it could not plan")
    .option("--tree <folder...>", "the configuration, before the change and after: what has prevent_destroy")
    .option("--approved", "what would be destroyed has somebody's leave")
    .option("--label <name>", "the label that gives it", "replace-approved")
    .option("--limit <bytes>", "longest comment", "65000")
    .addHelpText(
      "after",
      "\nExit codes: 0 fine, 2 what holds data would be destroyed and nobody has given leave, 1 an error.",
    )
    .action((file: string, words: CommentWords) => withExitCode(SYNTH, () => comment(file, words)));
}

interface CommentWords {
  readonly system?: string;
  readonly failed?: boolean;
  readonly tree?: readonly string[];
  readonly approved?: boolean;
  readonly label: string;
  readonly limit: string;
}

function comment(file: string, words: CommentWords): number {
  const { planComment, failureComment } = require("../review/comment") as typeof import("../review/comment");
  const { preventDestroyIn } = require("../review/guarded") as typeof import("../review/guarded");
  const { secretsIn } = require("../review/secrets") as typeof import("../review/secrets");
  const { failed, tree = [], approved: isApproved = false, label } = words;
  const common = {
    system: words.system ?? basename(file, extname(file)),
    limit: limitOf(words.limit),
    secrets: secretsIn(process.env),
  };
  const text = contentOf(file);
  if (failed) {
    process.stdout.write(failureComment({ ...common, output: text }));
    return 0;
  }
  const kept = new Set(tree.flatMap((folder) => [...preventDestroyIn(folder)]));
  const made = planComment({ ...common, plan: planIn(text, file), kept, isApproved, label });
  process.stdout.write(made.text);
  return made.needsApproval ? 2 : 0;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new PlainformError({ at: file, what: "the plan cannot be read", got: (error as Error).message });
  }
}

function limitOf(words: string): number {
  const limit = Number(words);
  if (Number.isInteger(limit) && limit >= 1_000) return limit;
  throw new PlainformError({
    what: "--limit is no length of a comment",
    got: words,
    expected: "a number of bytes, at least 1000",
  });
}

function planIn(text: string, file: string): unknown {
  const problem = {
    at: file,
    expected: "what `terraform show -json PLAN` prints",
    fix: "of a plan that failed, say --failed and give what Terraform printed",
  };
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    throw new PlainformError({ ...problem, what: "this is no plan: it is not JSON", got: String(error) });
  }
  if (typeof plan === "object" && plan !== null && "format_version" in plan && "planned_values" in plan)
    return plan;
  throw new PlainformError({ ...problem, what: "this is no plan" });
}
