import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT, stepsOf, type Workflow, workflows } from "./support/workflow";

const ALL = Object.entries(workflows());

describe.each(ALL)("the workflow %s", (name, workflow) => {
  it("runs actions of known commits only, and says which version each is", () => {
    const text = readFileSync(join(PROJECT, ".github/workflows", name), "utf8");
    const uses = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("leaves no token in a checkout", () => {
    for (const { step } of stepsOf(workflow))
      if (step.uses?.startsWith("actions/checkout@"))
        expect(step.with).toMatchObject({ "persist-credentials": false });
  });

  it("writes nothing that comes from outside into a script", () => {
    for (const { step } of stepsOf(workflow))
      if (!/matrix\.node/.test(step.run ?? "")) expect(step.run ?? "").not.toContain("${{");
  });

  it("is given no more than it needs, and never the rights of the repository for a fork's code", () => {
    expect(Object.values(workflow.permissions).filter((level) => level !== "read")).toEqual([]);
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(Object.keys(workflow.on)).not.toContain("workflow_run");
  });

  it("runs as root only where there is nothing to steal", () => {
    for (const [job, { permissions = workflow.permissions, steps }] of Object.entries(workflow.jobs)) {
      if (!steps.some(({ run }) => /\bsudo\b/.test(run ?? ""))) continue;
      expect([job, permissions]).toEqual([job, { contents: "read" }]);
      expect(JSON.stringify(steps)).not.toMatch(/secrets\.|github\.token|vars\./);
    }
  });
});

describe("the workflow that plans", () => {
  const jobs: Workflow["jobs"] = workflows()["terraform.yml"]?.jobs ?? {};

  it("gives each job its own rights: who reads the cloud cannot write here, who writes here runs nobody's code", () => {
    expect(
      Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions ?? {}])),
    ).toEqual({
      check: { contents: "read" },
      plan: { contents: "read", "id-token": "write" },
      comment: { "pull-requests": "write" },
      gate: { "pull-requests": "read" },
      withdraw: { "pull-requests": "write" },
      drift: { issues: "write" },
    });
    for (const name of ["comment", "gate", "withdraw", "drift"])
      expect(jobs[name]?.steps.map(({ uses = "" }) => uses.split("@")[0])).not.toContain("actions/checkout");
  });

  it("plans nothing of a fork", () => {
    for (const name of ["plan", "comment"]) {
      expect(jobs[name]?.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
      expect(jobs[name]?.if).toContain("github.actor != 'dependabot[bot]'");
      // Whoever labels it.
      expect(jobs[name]?.if).toContain("github.event.pull_request.user.login != 'dependabot[bot]'");
    }
  });

  it("takes a label away without waiting for anything that may be cancelled", () => {
    expect(jobs.withdraw).not.toHaveProperty("needs");
    expect(jobs.withdraw).not.toHaveProperty("concurrency");
  });

  it("runs what a pull request brings along before it has the role", () => {
    const names = jobs.plan?.steps.map(({ name, uses = "" }) => name ?? uses.split("@")[0]) ?? [];
    expect(names.indexOf("set up")).toBeLessThan(names.indexOf("aws-actions/configure-aws-credentials"));
  });

  it("never skips the gate: what is skipped counts as passed", () => {
    expect(jobs.gate?.if).toBe("${{ always() && github.event_name == 'pull_request' }}");
  });

  it("runs the version of plainform that it belongs to", () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, "constructs/package.json"), "utf8"));
    const on: Workflow["on"] = workflows()["terraform.yml"]?.on ?? {};
    const { inputs } = on.workflow_call as { inputs: Readonly<Record<string, { default: unknown }>> };
    expect(inputs.plainform?.default).toBe(`npx --yes plainform@${version}`);
  });
});
