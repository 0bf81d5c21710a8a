import { type App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { PlainformError, PlainStack, type Problem } from "../../../constructs/plain";
import { planApp } from "../../../constructs/plain/synth/plan";
import { withApp } from "../support/synth";

const problemsOfApp = (build: (app: App) => void): readonly Problem[] =>
  withApp((app) => {
    build(app);
    try {
      planApp(app);
      return [];
    } catch (error) {
      if (error instanceof PlainformError) return error.problems;
      throw error;
    }
  });

describe("two stacks", () => {
  it("may be of one system, each with its own root module", () => {
    expect(
      problemsOfApp((app) => {
        new PlainStack(app, "dev", { system: "shop", rootModule: "dev" });
        new PlainStack(app, "prod", { system: "shop", rootModule: "prod" });
      }),
    ).toEqual([]);
  });

  it("cannot have their root modules in one folder", () => {
    const problems = problemsOfApp((app) => {
      new PlainStack(app, "dev", { system: "shop/infra" });
      new PlainStack(app, "prod", { system: "shop", rootModule: "infra" });
    });
    expect(problems).toEqual([
      {
        at: "prod",
        what: "two stacks have their root module in one folder",
        got: "shop/infra, of dev and of prod",
        expected: "a folder for each root module",
        fix: "give one of them another system or rootModule",
      },
    ]);
  });

  it("cannot have one id, whatever is around them and whoever writes them", () => {
    const problems = problemsOfApp((app) => {
      new PlainStack(app, "dev", { system: "a" });
      new PlainStack(new Construct(app, "shop"), "dev", { system: "b" });
      new TerraformStack(new Construct(app, "old"), "dev");
    });
    expect(problems.map(({ at, what, got }) => [at, what, got])).toEqual([
      ["dev", "two stacks have the same id", "dev, of old/dev and of dev"],
      ["shop/dev", "two stacks have the same id", "dev, of old/dev and of shop/dev"],
    ]);
  });
});

describe("the manifest", () => {
  it("is cdktf's own business where a stack of cdktf's kind is in the app", () => {
    const paths = withApp((app) => {
      new TerraformStack(app, "old");
      new PlainStack(app, "new");
      const { plan } = planApp(app);
      expect(plan.isReleased("manifest.json")).toBe(true);
      return plan.files.map(({ path }) => path);
    });
    expect(paths).not.toContain("manifest.json");
  });
});

describe("a stack in the folder of cdktf's command line", () => {
  it.each([
    ["by its id", "stacks", {}],
    ["by its system", "site", { system: "stacks/site" }],
    ["by its root module", "site", { system: "", rootModule: "stacks" }],
    ["in other letters", "site", { system: "Stacks" }],
  ])("is refused: %s", (_, id, props) => {
    const problems = problemsOfApp((app) => new PlainStack(app, id, props));
    expect(problems).toEqual([
      expect.objectContaining({ at: id, what: expect.stringContaining("empties the folder stacks") }),
    ]);
  });

  it("is not one whose folder only begins like it", () => {
    expect(problemsOfApp((app) => new PlainStack(app, "stacks-of-books"))).toEqual([]);
  });
});
