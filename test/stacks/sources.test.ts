import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(__dirname, "../..");
const OUT = join(ROOT, "cdktf.out");

/** Each file of a tree that says so, with what it is generated from. */
const GENERATED = readdirSync(OUT, { recursive: true, encoding: "utf8" })
  .filter((path) => !path.includes(".terraform/") && statSync(join(OUT, path)).isFile())
  .map(
    (path) =>
      [path, /Generated from (\S+) by plainform/.exec(readFileSync(join(OUT, path), "utf8"))?.[1]] as const,
  )
  .filter((found): found is [string, string] => found[1] !== undefined)
  .sort();

it.each(GENERATED)("%s names the file that an author has to open", (_, source) => {
  expect(statSync(join(ROOT, source)).isFile()).toBe(true);
});

it("the file that writes ec2.tf is called ec2.ts; of the terraform block and of a small module it is the entry", () => {
  const others = GENERATED.filter(
    ([path, source]) => path.endsWith(".tf") && basename(path, ".tf") !== basename(source, ".ts"),
  );
  expect(others).toEqual([
    ["dalston/infra/terraform/modules/ec2-dalston/outputs.tf", "stacks/dalston/modules/ec2-dalston/main.ts"],
    ["dalston/infra/terraform/modules/iam-dalston/outputs.tf", "stacks/dalston/modules/iam-dalston/main.ts"],
    [
      "dalston/infra/terraform/modules/iam-dalston/variables.tf",
      "stacks/dalston/modules/iam-dalston/main.ts",
    ],
    [
      "dalston/infra/terraform/modules/s3-artifacts/outputs.tf",
      "stacks/dalston/modules/s3-artifacts/main.ts",
    ],
    [
      "dalston/infra/terraform/modules/s3-artifacts/variables.tf",
      "stacks/dalston/modules/s3-artifacts/main.ts",
    ],
    ["kauri/infrastructure/aws/kauri/versions.tf", "stacks/kauri/index.ts"],
  ]);
});
