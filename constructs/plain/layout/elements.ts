import type { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { type Argument, argument, type Block, block, bool } from "../hcl";
import { type Condition, lowerCondition } from "../lower/condition";
import type { Environment } from "../lower/environment";
import { PlainElement } from "../lower/plain-element";
import { lowerBare, lowerValue } from "../lower/value";

/** An element, or its address as Terraform writes it: `aws_vpc.main`, `module.network`, `aws_eip.main[0]`. */
export type Address = TerraformElement | string;

function address(name: string, target: Address, environment: Environment): Argument {
  const text = typeof target === "string" ? target : target.fqn;
  return argument(name, lowerBare(text, environment));
}

export interface MovedProps {
  readonly from: Address;
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
    return [block("moved", [], [[address("from", from, environment), address("to", to, environment)]])];
  }
}

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
    const args = [address("to", to, environment), argument("id", lowerValue(id, environment))];
    if (provider !== undefined) args.push(address("provider", provider, environment));
    return [block("import", [], [meta, args])];
  }
}

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
    return [block("removed", [], [[address("from", this.props.from, environment)], [lifecycle]])];
  }
}

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
    const assertions = this.props.assertions.map((item) => [lowerCondition("assert", item, environment)]);
    return [block("check", [this.friendlyUniqueId], assertions)];
  }
}
