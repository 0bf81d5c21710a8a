import { TerraformResource, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import fc from "fast-check";
import { literally } from "../plain/support/values";

/** Text as its author meant it, or the name of another resource. */
export type Part = { readonly text: string } | { readonly nameOf: number };

/** A resource apart from any syntax, and from the name that it gets. */
export interface Draft {
  /** Ids of its constructs. */
  readonly ids: readonly string[];
  readonly name: readonly Part[];
  readonly tags: readonly (readonly [string, readonly Part[]])[];
  readonly sizes: readonly number[];
  readonly dependsOn: readonly number[];
}

/** A resource with the name that cdktf gives it. */
export interface Named extends Draft {
  readonly address: string;
  readonly path: string;
}

const ID = fc.oneof(
  fc.constantFrom("vpc", "web-net", "Resource", "Default", "net", "größe", "x_net", "a.b", "NET"),
  fc.stringMatching(/^[a-z][a-zA-Z0-9-]{0,6}$/),
);
// Terraform accepts no name that begins with a digit or a dash, which an id of other letters may leave.
const FIRST_ID = ID.filter((id) => /^[a-z_]/i.test(id));

/** Some resources, up to five constructs deep, whose texts refer to those before them. */
export function arbitraryDrafts(text: fc.Arbitrary<string>): fc.Arbitrary<readonly Draft[]> {
  const draft = (index: number): fc.Arbitrary<Draft> => {
    const literal = fc.record({ text });
    const part = index === 0 ? literal : fc.oneof(literal, fc.record({ nameOf: fc.nat(index - 1) }));
    const parts = fc.array(part, { maxLength: 3 });
    return fc.record({
      ids: fc.tuple(FIRST_ID, fc.array(ID, { maxLength: 4 })).map(([first, others]) => [first, ...others]),
      name: parts,
      tags: fc.uniqueArray(fc.tuple(text, parts), { maxLength: 3, selector: ([key]) => key }),
      sizes: fc.array(fc.nat(9), { maxLength: 2 }),
      dependsOn: index === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(index - 1), { maxLength: 2 }),
    });
  };
  return fc
    .integer({ min: 1, max: 6 })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => draft(index))));
}

/** What cdktf itself calls the resources in a stack. */
export function named(drafts: readonly Draft[], stackName: string, type: string): readonly Named[] {
  const stack = new TerraformStack(Testing.app(), stackName);
  return drafts.map((draft, index) => {
    const scope = draft.ids.reduce<Construct>(
      (around, id) => (around.node.tryFindChild(id) as Construct | undefined) ?? new Construct(around, id),
      stack,
    );
    const element = new TerraformResource(scope, `net-${index}`, { terraformResourceType: type });
    return { ...draft, address: `${type}.${element.friendlyUniqueId}`, path: element.node.path };
  });
}

/** The parts as a template of Terraform's. */
export function templateOf(parts: readonly Part[], nameOf: (index: number) => string): string {
  return parts
    .map((part, index) => {
      if ("nameOf" in part) return `\${${nameOf(part.nameOf)}}`;
      // A dollar right before another part would double the dollar of that.
      const isLast = index === parts.length - 1;
      return literally(part.text).replace(isLast ? /$^/ : /[$%]$/, (sign) => `\${"${sign}"}`);
    })
    .join("");
}
