import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { convert } from "../../../constructs/convert/convert";
import { verify } from "../../../constructs/convert/verify/verify";
import { writeTree } from "../../../constructs/plain/tree";
import { arbitraryDrafts, type Draft, type Named, named, templateOf } from "../../convert/arbitrary-stack";
import { nastyText } from "../../plain/support/expressions";
import { describeWith } from "../../support/requirements";
import { temporaryFolder } from "../support/temporary";

describeWith(["terraform"], "a stack of arbitrary texts, keys and names", () => {
  it("means the same to Terraform before and after the conversion", () => {
    const folder = temporaryFolder("arbitrary");
    const source = join(folder, "stacks/web/cdk.tf.json");
    const out = join(folder, "infra");
    const resources = named(manyDrafts(60), "web", "terraform_data");
    mkdirSync(join(folder, "stacks/web"), { recursive: true });
    writeFileSync(source, JSON.stringify(jsonOf(resources)));
    const { plan, stacks } = convert({ source, out });
    writeTree(out, plan);
    expect(stacks[0]?.table.size).toBeGreaterThan(resources.length / 2);
    const { text, exitCode } = verify({ tree: join(out, "web"), against: source });
    expect(text).toMatch(
      new RegExp(`^same configuration: ${resources.length} resources, \\d+ values compared`),
    );
    expect(exitCode).toBe(0);
  }, 120_000);
});

/**
 * Text that Terraform's own two syntaxes agree on: its scanner drops a byte order mark at the start of a template in
 * JSON, and reads no escape behind a carriage return that stands alone.
 */
const TEXT = nastyText.filter((text) => !/^\uFEFF|\r(?!\n)/.test(text));

/** Several arbitrary groups of resources, in one stack: a plan of its own for each would take minutes. */
function manyDrafts(groups: number): readonly Draft[] {
  const samples = fc.sample(arbitraryDrafts(TEXT), groups);
  const all: Draft[] = [];
  for (const [index, drafts] of samples.entries()) {
    const start = all.length;
    const parts = (own: Draft["name"]): Draft["name"] =>
      own.map((part) => ("nameOf" in part ? { nameOf: part.nameOf + start } : part));
    for (const draft of drafts)
      all.push({
        ...draft,
        ids: [`group-${index}`, ...draft.ids],
        name: parts(draft.name),
        tags: draft.tags.map(([key, own]) => [key, parts(own)]),
        dependsOn: draft.dependsOn.map((of) => of + start),
      });
  }
  return all;
}

/** Of a resource that Terraform itself has, so that the plan is quick and every value in it is known. */
function jsonOf(resources: readonly Named[]): unknown {
  const nameOf = (index: number): string => `${resources[index]?.address}.input.name`;
  const blocks = resources.map(({ address, path, name, tags, sizes, dependsOn }) => [
    address.slice("terraform_data.".length),
    {
      "//": { metadata: { path } },
      input: {
        name: templateOf(name, nameOf),
        tags: Object.fromEntries(
          tags.map(([key, parts]) => [templateOf([{ text: key }], nameOf), templateOf(parts, nameOf)]),
        ),
        sizes,
      },
      depends_on: dependsOn.map((of) => resources[of]?.address),
    },
  ]);
  return {
    "//": { metadata: { stackName: "web", version: "0.21.0", backend: "local" } },
    resource: { terraform_data: Object.fromEntries(blocks) },
  };
}
