import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type Argument,
  argument,
  type Block,
  block,
  type Group,
  printArguments,
  printFile,
} from "../../../constructs/plain/hcl";
import { describeWith } from "../../support/requirements";
import { expressions } from "../support/expressions";
import { formatComplaints } from "../support/terraform";

describeWith(["terraform"], "terraform fmt", () => {
  it("has nothing to change in any expression, wherever it stands", async () => {
    const files = fc
      .sample(fc.array(expressions, { minLength: 1, maxLength: 6 }), 250)
      .map((values) =>
        printFile([block("locals", [], [values.map((value, i) => argument(nameOf(i), value))])]),
      );
    expect(await formatComplaints(numbered(files))).toBe("");
  });

  it("has nothing to change in any expression among the constants of a variable", async () => {
    const files = fc
      .sample(expressions, 150)
      .map((value) => printFile([block("variable", ["x"], [[argument("default", value)]])]));
    expect(await formatComplaints(numbered(files))).toBe("");
  });

  it("has nothing to change in any tree of blocks, comments and arguments", async () => {
    const files = fc
      .sample(fc.array(blocks, { maxLength: 4 }), 200)
      .map((items) => printFile(items, "A header"));
    expect(await formatComplaints(numbered(files))).toBe("");
  });

  it("has nothing to change in any variable values", async () => {
    const files = fc
      .sample(fc.array(anyArgument, { maxLength: 5 }), 100)
      .map((items) => printArguments(items.map((item, index) => ({ ...item, name: nameOf(index) }))));
    expect(await formatComplaints(numbered(files, "tfvars"))).toBe("");
  });
});

function numbered(texts: readonly string[], extension = "tf"): Record<string, string> {
  return Object.fromEntries(texts.map((text, index) => [`f${index}.${extension}`, text]));
}

// Names of different lengths, so that there is something to align.
function nameOf(index: number): string {
  return "abcdefghij".slice(0, ((index * 7) % 10) + 1) + index;
}

const comment = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  fc.constantFrom("why", "two\nlines", "a blank\n\none", "  led by spaces", "ends in a blank "),
);

const anyArgument: fc.Arbitrary<Argument> = fc
  .tuple(expressions, comment)
  .map(([value, text]) => argument("x", value, text));

const blocks: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc
    .tuple(
      fc.constantFrom("resource", "dynamic", "content", "lifecycle"),
      fc.array(fc.constantFrom("aws_vpc", "main", "local-exec"), { maxLength: 2 }),
      fc.array(
        fc.array(fc.oneof({ maxDepth: 2 }, anyArgument, tie("block")), {
          maxLength: 4,
        }) as fc.Arbitrary<Group>,
        { maxLength: 3 },
      ),
      comment,
      comment,
    )
    .map(([type, labels, body, text, inside]) => ({
      ...block(type, labels, body.map(named), text),
      ...(inside !== undefined && { inside }),
    })),
})).block;

// No name may stand twice in a block.
function named(group: Group, groupIndex = 0): Group {
  return group.map((item, index) =>
    item.kind === "argument" ? { ...item, name: nameOf(groupIndex * 10 + index) } : item,
  );
}
