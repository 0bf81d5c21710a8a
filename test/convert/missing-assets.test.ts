import { expect, it } from "vitest";
import { remarksOn } from "../../constructs/convert/remarks";
import { converted, STACK } from "./support";

it("assets that are named and not there are told; keys that only look like them are not", () => {
  const folder = "assets/code/3B2DB6A0216AD6FFD44E50A3A690524E";
  const { stacks, text } = converted({
    web: {
      ...STACK,
      resource: { x_net: { a: { name: `${folder}/archive.zip` }, b: { name: "assets/images/logo.png" } } },
    },
  });
  expect(text("web/main.tf")).toContain(`${folder}/archive.zip`);
  expect(remarksOn(stacks, "infra")).toEqual([expect.stringContaining(`web: ${folder} is not in `)]);
  expect(text("CONVERSION.md")).toContain(`Not there, and so not in the tree: \`${folder}\`.`);
});
