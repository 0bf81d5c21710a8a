import { Fn, TerraformOutput } from "cdktf";
import fc from "fast-check";
import { expect, it } from "vitest";
import { hcl, type PlainStack } from "../../../constructs/plain";
import { describeWith } from "../../support/requirements";
import { filesOf } from "../support/synth";
import { formatComplaints, plannedOutputs } from "../support/terraform";
import {
  asTerraformHasIt,
  KEYWORD_KEYS,
  LOOKALIKE_TEXTS,
  literally,
  mapTexts,
  survivesJson,
  type Value,
  values,
} from "../support/values";

/** How a value gets from a construct into an output. */
type Way = (stack: PlainStack, name: string, value: Value) => unknown;

const WAYS: Readonly<Record<string, Way>> = {
  "a constant": (_stack, _name, value) => mapTexts(value, literally),
  "a local": (stack, name, value) =>
    stack.file("locals.tf").local(name, mapTexts(value, literally)).expression,
  "a variable's default": (stack, name, value) =>
    stack.file("variables.tf").variable(name, { type: "any", default: value }).value,
  "variable values": (stack, name, value) => {
    stack.tfvars(`${name}.auto.tfvars`, { [name]: value });
    return stack.file("variables.tf").variable(name, { type: "any" }).value;
  },
  "jsonencode and back": (_stack, _name, value) =>
    Fn.jsondecode(Fn.jsonencode(mapTexts(value, Fn.rawString, literally))),
  "a splice of an hcl template": (_stack, _name, value) => hcl.any`[${mapTexts(value, literally)}][0]`,
};

describeWith(["terraform"], "a value that takes the way of", () => {
  for (const [way, put] of Object.entries(WAYS)) {
    it(`${way} comes out of a plan as it went in`, async () => {
      await expectFaithful(put, fc.sample(values.filter(survivesJson), 400));
    });
  }

  it("a constant comes out as it went in, for every text that looks like something else", async () => {
    await expectFaithful(WAYS["a constant"], LOOKALIKE_TEXTS);
    await expectFaithful(WAYS["a constant"], [
      LOOKALIKE_TEXTS,
      LOOKALIKE_TEXTS.map((text) => ({ text, list: [text] })),
    ]);
  });

  it("a constant comes out as it went in, for every key that means something", async () => {
    const objects = [...KEYWORD_KEYS, ...LOOKALIKE_TEXTS].map((key) => ({
      [key]: key,
      other: { [key]: [] },
    }));
    await expectFaithful(WAYS["a constant"], objects);
  });
});

async function expectFaithful(put: Way | undefined, list: readonly Value[]): Promise<void> {
  const files = filesOf((stack) => {
    list.forEach((value, index) => {
      const name = `v${index}`;
      new TerraformOutput(stack.file("outputs.tf"), name, { value: put?.(stack, name, value) });
    });
  });
  expect(await formatComplaints(files)).toBe("");
  const outputs = await plannedOutputs(files);
  const expected = list.map((value, index) => [`v${index}`, asTerraformHasIt(value)] as const);
  expect(outputs).toEqual(Object.fromEntries(expected));
}
