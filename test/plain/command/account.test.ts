import { describe, expect, it } from "vitest";
import { account } from "../../../constructs/plain/command/account";
import type { AppPlan } from "../../../constructs/plain/synth/plan";
import { FilePlan } from "../../../constructs/plain/tree";

describe("the account of a synth", () => {
  it("says of each system how many files changed, those that were removed too, and marks them", () => {
    const plan = new FilePlan();
    for (const path of ["a/main.tf", "b/main.tf"])
      plan.add({ path, content: "", mode: 0o644, origin: "test" });
    const system = (name: string) => ({
      name,
      system: name,
      rootModule: name,
      files: [`${name}/main.tf`],
      blocks: 1,
    });
    const systems = [system("a"), system("b")];
    const changes = { created: [], updated: ["a/main.tf"], removed: ["a/old.tf"], unchanged: ["b/main.tf"] };
    expect(account({ systems, plan, annotations: [] } as unknown as AppPlan, changes).split("\n")).toEqual([
      "a  a  1 file, 1 block  2 changed",
      "b  b  1 file, 1 block  unchanged",
      "  ~ a/main.tf",
      "  - a/old.tf (removed)",
    ]);
  });
});
