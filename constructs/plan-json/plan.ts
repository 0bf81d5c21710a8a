import { type Difference, differencesBetween } from "./differences";
import { list, record } from "./json";

/** What a plan would do to one resource. */
export type Action = "create" | "update" | "replace" | "delete" | "forget" | "move" | "import";

/** One resource that a plan would touch. */
export interface Change {
  readonly address: string;
  readonly type: string;
  /** Type and name, without module and key: what a block in a file is called. */
  readonly block: string;
  readonly action: Action;
  /** The address in the state, where a `moved` block gives it another. */
  readonly previousAddress?: string;
  /** Arguments that force the replacement. */
  readonly forcing: readonly string[];
  /** Why it is destroyed or replaced, where Terraform says so: `delete_because_count_index`. */
  readonly reason?: string;
  /** Whether the replacement is there before the old one goes. */
  readonly createsFirst: boolean;
  readonly differences: readonly Difference[];
}

/** What a reviewer wants to know of a plan. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly outputs: readonly Difference[];
  /** Addresses of what was changed outside of Terraform. */
  readonly drifted: readonly string[];
  /** Terraform could not finish it. */
  readonly isIncomplete: boolean;
}

/**
 * Reads what `terraform show -json` prints of a plan.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function readPlan(json: unknown): Plan {
  const { resource_changes, resource_drift, output_changes, errored } = record(json);
  return {
    changes: list(resource_changes).flatMap((item) => changeOf(record(item)) ?? []),
    outputs: Object.entries(record(output_changes)).flatMap(([name, change]) =>
      differencesBetween(record(change), [name]),
    ),
    drifted: list(resource_drift)
      .map(record)
      .filter(({ change }) => differencesBetween(record(change)).length > 0)
      .map(({ address }) => String(address)),
    isIncomplete: errored === true,
  };
}

function changeOf(item: Readonly<Record<string, unknown>>): Change | undefined {
  const { address, previous_address, type, name, action_reason } = item;
  const change = record(item.change);
  const actions = list(change.actions).map(String);
  const previousAddress = typeof previous_address === "string" ? previous_address : undefined;
  const action = actionOf(actions, previousAddress !== undefined, change.importing !== undefined);
  if (action === undefined) return undefined;
  return {
    address: String(address),
    type: String(type),
    block: `${type}.${name}`,
    action,
    ...(previousAddress !== undefined && { previousAddress }),
    ...(typeof action_reason === "string" && { reason: action_reason }),
    forcing: list(change.replace_paths).map((path) => pathText(list(path))),
    createsFirst: actions[0] === "create",
    differences: action === "move" || action === "import" ? [] : differencesBetween(change),
  };
}

function actionOf(actions: readonly string[], isMoved: boolean, isImported: boolean): Action | undefined {
  if (actions.includes("delete") && actions.includes("create")) return "replace";
  const [action] = actions;
  // One that is forgotten and created anew stays as it is, and another takes its address.
  if (action === "create" || action === "update" || action === "delete" || action === "forget") return action;
  if (isImported) return "import";
  return isMoved ? "move" : undefined;
}

/** `root_block_device[0].volume_size`, `tags["a b"]`. */
export function pathText(path: readonly unknown[]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      const name = String(step);
      if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join("");
}
