import type { Expression, Step } from "./expression";

/** What a reference begins with: the address of something that is declared. */
export interface Addressed {
  /** `aws_vpc.main`, `data.aws_ami.ubuntu`, `ephemeral.aws_secretsmanager_secret_version.token`, `var.region`. */
  readonly address: string;
  /** What follows it: an instance, an attribute. */
  readonly steps: readonly Step[];
}

/** Names of these kinds have a type between the kind and the name. */
const WITH_TYPE = new Set(["data", "ephemeral", "action"]);

/** @returns what a reference refers to; undefined for any other expression */
export function addressIn(expression: Expression): Addressed | undefined {
  if (expression.kind !== "traversal" || expression.source.kind !== "name") return undefined;
  const root = expression.source.name;
  const length = WITH_TYPE.has(root) ? 2 : 1;
  let address = root;
  for (let index = 0; index < length; index += 1) {
    const step = expression.steps[index];
    if (step?.kind !== "attribute") return undefined;
    address += `.${step.name}`;
  }
  return { address, steps: expression.steps.slice(length) };
}
