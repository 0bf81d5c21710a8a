import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformOutput, TerraformResource } from "cdktf";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PlainStack } from "../../../constructs/plain";
import { perform } from "../../../constructs/plain/command/perform";
import { type Request, SYNTH } from "../../../constructs/plain/command/request";
import { temporaryFolder } from "../../terraform/support/temporary";

let outdir: string;
let printed: string;

/** What an app with one output does when it is asked; `printed` is what it said. */
function ask(value: number, request: Partial<Request>): number {
  const app = new App({ outdir });
  new TerraformOutput(new PlainStack(app, "site"), "x", { value });
  printed = "";
  return perform(app, { ...SYNTH, ...request }, () => undefined);
}

beforeEach(() => {
  outdir = temporaryFolder("perform");
  vi.stubEnv("GITHUB_WORKSPACE", join(outdir, ".."));
  vi.spyOn(console, "log").mockImplementation((text: string) => {
    printed += `${text}\n`;
  });
  ask(1, {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("a synth that is asked for the diff", () => {
  it("shows what it wrote, and nothing where it wrote nothing", () => {
    expect(ask(2, { showsDiff: true })).toBe(0);
    expect(printed).toMatch(
      /^diff --git a\/.generated b\/.generated[\s\S]*\n- {2}value = 1\n\+ {2}value = 2\n/,
    );
    expect(printed).toContain("  ~ site/outputs.tf\n");
    ask(2, { showsDiff: true });
    expect(printed).not.toContain("diff --git");
  });

  it("shows none unless it is asked", () => {
    ask(2, {});
    expect(printed).not.toContain("diff --git");
  });
});

describe("what is asked to be drawn", () => {
  const shared = (app: App): void => {
    for (const name of ["dev", "prod"])
      new TerraformResource(new PlainStack(app, name, { system: "site", rootModule: name }), name, {
        terraformResourceType: "acme_disk",
      });
  };
  const drawn = (systems: readonly string[]): string => {
    const app = new App({ outdir });
    shared(app);
    printed = "";
    perform(app, { ...SYNTH, verb: "diagram", systems }, () => undefined);
    return printed;
  };

  it("is one of the stacks that share a system", () => {
    expect(drawn(["prod"])).toContain('n_acme_disk_prod["Disk<br>prod"]');
    expect(drawn(["prod"])).not.toContain("dev");
  });

  it("is asked for by the stack, where a system has several", () => {
    expect(() => drawn(["site"])).toThrow(
      "only one stack can be drawn at a time\n  got: site\n  expected: one of dev, prod",
    );
  });
});

describe("a check that is asked for annotations", () => {
  it("prints one for each stale file, below the diff", () => {
    expect(ask(2, { verb: "check", annotates: true })).toBe(2);
    expect(printed).toMatch(/\n::error file=[^\n]*\/site\/outputs\.tf,line=\d+,title=stale::run "/);
    expect(ask(1, { verb: "check", annotates: true })).toBe(0);
    expect(printed).not.toContain("::error");
  });

  it("says which file was edited by hand", () => {
    writeFileSync(join(outdir, "site/outputs.tf"), "# mine\n");
    expect(ask(1, { verb: "check", annotates: true })).toBe(2);
    expect(printed).toContain("title=edited by hand::");
    expect(printed).toContain("edited by hand: site/outputs.tf\n");
    expect(() => ask(1, {})).toThrow("edited by hand");
  });
});
