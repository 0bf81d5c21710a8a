import { mkdirSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { type Made, takeStacks } from "./cdktf";
import { type Outcome, outcomeOf, unformatted } from "./outcome";
import { resolveAs } from "./resolve";
import { runTests } from "./test-runner";

/**
 * Other people's stacks as a corpus: `node -r tsx/cjs bench/corpus <checkout> [bindings]`, where the checkout is one of cdktf's
 * repository (https://github.com/hashicorp/terraform-cdk) or any folder with apps and tests in TypeScript.
 *
 * Runs its unit tests (without their expectations) and its examples with a PlainStack in the place of TerraformStack,
 * and says of each stack that they make: whether it was written, whether `terraform fmt` leaves it alone, whether it
 * parses, and whether it says what cdktf's JSON of the same stack says.
 */
async function main(checkout: string, bindings: string): Promise<void> {
  resolveAs(statSync(checkout).isFile() ? dirname(checkout) : checkout, bindings);
  // Assets by relative paths are copied and hashed: not all of this project.
  process.chdir(mkdtempSync(join(tmpdir(), "plainform-corpus-")));
  mkdirSync("written");
  const outcomes: Outcome[] = [];
  for (const file of sources(checkout)) {
    const name = relative(checkout, file);
    const failed = await runTests(file, async (test) => {
      for (const made of takeStacks()) outcomes.push(await report(`${name}: ${test}`, made, outcomes.length));
    });
    if (failed !== undefined) console.log(`${name}\n  not run: ${failed}`);
  }
  console.log(unformatted("written") || "\nterraform fmt leaves all of them alone");
  console.log(summary(outcomes));
}

async function report(name: string, made: Made, index: number): Promise<Outcome> {
  const outcome = await outcomeOf(made, join("written", String(index)));
  if (outcome.details.length > 0)
    console.log([`${name} / ${made.stack.node.path}: ${outcome.verdict}`, ...outcome.details].join("\n  "));
  return outcome;
}

function summary(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of outcomes) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const lines = [...counts].sort().map(([verdict, count]) => `${String(count).padStart(6)}  ${verdict}`);
  return [`\n${outcomes.length} stacks`, ...lines].join("\n");
}

/** Tests, and what apps begin with. */
function sources(folder: string): readonly string[] {
  if (statSync(folder).isFile()) return [folder];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.includes("node_modules") && !name.includes("__tests__"))
    .filter((name) => /\.test\.ts$|(?:^|\/)main\.ts$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

const [checkout, bindings = "."] = process.argv.slice(2);
if (checkout === undefined) {
  console.error(
    "usage: node -r tsx/cjs bench/corpus <checkout of cdktf's repository> [folder with bindings in its node_modules]",
  );
  process.exitCode = 64;
} else void main(resolve(checkout), bindings);
