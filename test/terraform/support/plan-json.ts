/**
 * The part of `terraform show -json` that checks read.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */

export interface PlanJson {
  readonly planned_values: { readonly root_module: ModuleValues };
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface StateJson {
  readonly values?: { readonly root_module: ModuleValues };
}

export interface ModuleValues {
  readonly resources?: readonly ResourceValues[];
  readonly child_modules?: readonly ModuleValues[];
}

export interface ResourceValues {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: Change;
}

export interface Change {
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly after_unknown: unknown;
}

/** Every resource of a plan or state, those of its modules too. */
export function resourcesOf(values: ModuleValues): readonly ResourceValues[] {
  return [...(values.resources ?? []), ...(values.child_modules ?? []).flatMap(resourcesOf)];
}

/** The planned values of one resource, by its address; throws with the addresses there are. */
export function plannedValues(plan: PlanJson, address: string): Readonly<Record<string, unknown>> {
  const resources = resourcesOf(plan.planned_values.root_module);
  const found = resources.find((resource) => resource.address === address);
  if (found === undefined) {
    throw new Error(
      `no ${address} in the plan, only: ${resources.map((resource) => resource.address).join(", ")}`,
    );
  }
  return found.values;
}
