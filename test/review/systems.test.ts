import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, DataResource } from "cdktf";
import { afterAll, describe, expect, it } from "vitest";
import { PlainStack } from "../../constructs/plain";
import { findSystems } from "../../constructs/review/systems";

const outdir = mkdtempSync(join(tmpdir(), "plainform-systems-"));
afterAll(() => rmSync(outdir, { recursive: true }));

describe("the systems of an output directory", () => {
  it("have the folder of all that belongs to them, however deep it lies", () => {
    const app = new App({ outdir });
    for (const [id, system] of [
      ["site", "infra/site"],
      ["shop", "shop"],
    ] as const)
      new DataResource(
        new PlainStack(app, id, { system, rootModule: "terraform" }),
        "terraform_data.main",
        {},
      );
    app.synth();
    expect(findSystems([], outdir)).toEqual([
      { name: "shop", root: join(outdir, "shop/terraform"), tree: join(outdir, "shop") },
      { name: "site", root: join(outdir, "infra/site/terraform"), tree: join(outdir, "infra/site") },
    ]);
  });

  it("are not guessed from a manifest that is cut off: it is named", () => {
    writeFileSync(join(outdir, "manifest.json"), '{"stacks": {');
    expect(() => findSystems([], outdir)).toThrow(/manifest\.json: it is not JSON/);
  });
});
