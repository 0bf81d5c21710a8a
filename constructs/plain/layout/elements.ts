import type { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { PlainformError } from "../errors";
import { type Argument, argument, type Block, block, bool, type Expression, flat } from "../hcl";
import { type Condition, lowerCondition } from "../lower/condition";
import type { Environment } from "../lower/contexts";
import { PlainElement } from "../lower/plain-element";
import { lowerBare, lowerValue } from "../lower/value";

/** An element, or its address as Terraform writes it: `aws_vpc.main`, `module.network`, `aws_eip.main[0]`. */
export type Address = TerraformElement | string;

/** What an address may hold besides names: any key of an instance, one that is a literal, or none. */
type Keys = "any" | "literal" | "none";

function address(name: string, target: Address, keys: Keys, environment: Environment): Argument {
  const text = typeof target === "string" ? target : target.fqn;
  const value = lowerBare(text, environment);
  if (isAddress(value, keys)) return argument(name, value);
  throw new PlainformError({
    at: environment.at,
    what: `${name} is not an address`,
    got: flat(value),
    expected:
      keys === "none" ? "aws_vpc.main, without the key of an instance" : "aws_vpc.main, aws_eip.main[0]",
    fix: "give the address of a resource or module",
  });
}

function isAddress(value: Expression, keys: Keys): boolean {
  if (value.kind !== "traversal" || value.source.kind !== "name") return false;
  return value.steps.every((step) => {
    if (step.kind === "attribute") return true;
    if (step.kind === "splat" || keys === "none") return false;
    return keys === "any" || step.key.kind === "string" || step.key.kind === "number";
  });
}

/** The two addresses of a `moved` block. */
export interface MovedProps {
  /** The address that the state still has: `aws_instance.web`, `module.net.aws_vpc.main`, with an instance key or without. */
  readonly from: Address;
  /** The address that it is declared at now. */
  readonly to: Address;
}

/**
 * A `moved` block: what had the one address has the other now, so that a new name does not destroy anything
 * (https://developer.hashicorp.com/terraform/language/modules/develop/refactoring).
 */
export class Moved extends PlainElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MovedProps,
  ) {
    super(scope, id);
  }

  toBlocks(environment: Environment): readonly Block[] {
    const { from, to } = this.props;
    const args = [address("from", from, "literal", environment), address("to", to, "literal", environment)];
    return [block("moved", [], [args])];
  }
}

/** What an `import` block takes into the state, and where. */
export interface ImportProps {
  /** Where the object is to be managed; the resource must be declared. */
  readonly to: Address;
  /** The provider's id of the existing object. */
  readonly id: string;
  /** An alias, `aws.west`. @default the resource's own provider */
  readonly provider?: Address;
  /** Map or set over which to import; `to` and `id` then use `each`. Terraform 1.7. */
  readonly forEach?: unknown;
}

/** An `import` block: Terraform 1.5 (https://developer.hashicorp.com/terraform/language/import). */
export class Import extends PlainElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ImportProps,
  ) {
    super(scope, id);
  }

  toBlocks(environment: Environment): readonly Block[] {
    const { to, id, provider, forEach } = this.props;
    const meta = forEach === undefined ? [] : [argument("for_each", lowerValue(forEach, environment))];
    const args = [address("to", to, "any", environment), argument("id", lowerValue(id, environment))];
    if (provider !== undefined) {
      const text = typeof provider === "string" ? provider : provider.fqn;
      args.push(argument("provider", lowerBare(text, environment)));
    }
    return [block("import", [], [meta, args])];
  }
}

/** What a `removed` block takes out of the state. */
export interface RemovedProps {
  /** The address that is no longer declared; without instance keys. */
  readonly from: string;
  /** Whether the object itself is destroyed; false only forgets it. */
  readonly destroy: boolean;
}

/** A `removed` block: Terraform 1.7 (https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources). */
export class Removed extends PlainElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RemovedProps,
  ) {
    super(scope, id);
  }

  toBlocks(environment: Environment): readonly Block[] {
    const lifecycle = block("lifecycle", [], [[argument("destroy", bool(this.props.destroy))]]);
    return [block("removed", [], [[address("from", this.props.from, "none", environment)], [lifecycle]])];
  }
}

/** What a `check` block asserts. */
export interface CheckProps {
  /** At least one; each with a condition and the sentence that is shown when it does not hold. */
  readonly assertions: readonly Condition[];
}

/** A `check` block: a warning, not an error, at plan and apply. Terraform 1.5 (https://developer.hashicorp.com/terraform/language/checks). */
export class Check extends PlainElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CheckProps,
  ) {
    super(scope, id, "check");
  }

  toBlocks(environment: Environment): readonly Block[] {
    if (this.props.assertions.length === 0)
      throw new PlainformError({
        at: environment.at,
        what: "a check asserts nothing",
        expected: "at least one assertion",
        fix: "give it one, or leave the check out",
      });
    const assertions = this.props.assertions.map((item) => [lowerCondition("assert", item, environment)]);
    return [block("check", [this.friendlyUniqueId], assertions)];
  }
}
