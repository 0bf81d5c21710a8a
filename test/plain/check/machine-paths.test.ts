import { describe, expect, it } from "vitest";
import { machinePaths } from "../../../constructs/plain/check/machine-paths";

const found = (content: string, project: readonly string[], home = "/home/u"): readonly string[] =>
  machinePaths([{ path: "a/main.tf", content, origin: "a/main.tf" }], { project, home }, () => []).map(
    ({ got = "" }) => got.replace(/, in .*$/, ""),
  );

describe("a path of the machine", () => {
  it("is told from one of the host by its folder", () => {
    expect(found('path = "/home/u/web/dist/x.zip"', ["/home/u/web"])).toEqual(["/home/u/web/dist/x.zip"]);
    // In a container, where a project and what it deploys may both be in /app.
    expect(found('path = "/app/server.js"', ["/app"])).toEqual([]);
    expect(found('path = "/etc/hosts"', ["/"])).toEqual([]);
    // Run from there, whatever is there.
    expect(found('paths = ["/tmp", "/tmp/"]', ["/tmp"])).toEqual([]);
    expect(found('path = "/home/u/app.js"', ["/home/u"])).toEqual([]);
  });

  it("is found once where one folder is within another", () => {
    expect(found('path = "/home/u/web/out/x"', ["/home/u/web", "/home/u/web/out"])).toEqual([
      "/home/u/web/out/x",
    ]);
  });
});
