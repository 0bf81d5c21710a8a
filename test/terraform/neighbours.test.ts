import { join } from "node:path";
import { expect, it } from "vitest";
import { describeUnless } from "../support/requirements";
import { checkTypes, committed, projectWith, registryMissing, synthesised } from "./neighbours/project";
import { findMirror, mirrorHas } from "./support/mirror";
import { Terraform } from "./support/terraform";

const NEIGHBOURS = [
  { name: "aws-6", packages: ["@cdktf/provider-aws@21.22.1", "cdktf@0.21.0", "constructs@10.4.2"] },
  {
    // Bindings of cdktn's want a package of its own name: there are two copies of it in the process.
    name: "cdktn",
    packages: [
      "cdktf@npm:cdktn@0.24.0",
      "cdktn@0.24.0",
      "constructs@10.6.0",
      "@cdktf/provider-aws@npm:@cdktn/provider-aws@24.1.0",
      "@cdktf/provider-random@npm:@cdktn/provider-random@15.0.1",
    ],
  },
] as const;

const noRegistry = registryMissing();

describeUnless(noRegistry, "the systems with other packages", () => {
  it.each(NEIGHBOURS)(
    "are the same but for versions: $name",
    async ({ name, packages }) => {
      const folder = await projectWith(name, packages);
      const [files] = await Promise.all([synthesised(folder), checkTypes(folder)]);
      expect(withoutVersions(files)).toEqual(withoutVersions(committed()));
    },
    400_000,
  );
});

const mirror = findMirror();
const noProvider =
  mirror !== undefined && !mirrorHas(mirror, "hashicorp/aws", 6, 25)
    ? `${mirror.path} has no hashicorp/aws of version 6.25 or later`
    : undefined;

describeUnless(noRegistry ?? noProvider, "the systems with provider 6 of AWS", () => {
  it("are what it takes", async () => {
    const [{ name, packages }] = NEIGHBOURS;
    const folder = await projectWith(name, packages);
    const files = await synthesised(folder);
    const { stacks } = JSON.parse(files.get("manifest.json") ?? "") as {
      readonly stacks: Readonly<Record<string, { readonly workingDirectory: string }>>;
    };
    for (const { workingDirectory } of Object.values(stacks)) {
      const terraform = new Terraform(join(folder, "cdktf.out", workingDirectory));
      await terraform.init();
      await terraform.run(["validate"]);
    }
  }, 400_000);
});

function withoutVersions(files: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...files].map(([path, text]) => [
      path,
      text
        .replace(/^( *version += )"~> [\d.]+"$/gm, '$1"…"')
        .replace(/"version": "0\.\d+\.0"/, '"version": "…"'),
    ]),
  );
}
