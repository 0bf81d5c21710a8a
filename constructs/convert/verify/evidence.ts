import { type Json, list, record } from "../../plan-json/json";

/** What the real Terraform says of a root module. */
export interface Planned {
  /** `terraform show -json` of the plan. */
  readonly plan: Readonly<Record<string, unknown>>;
  /** `"a" -> "b"` lines of `terraform graph`: which resource refers to which, however it is written. */
  readonly edges: readonly string[];
}

/** What is compared: aspect → subject (an address) → value. */
export type Evidence = Readonly<Record<string, Json>>;

/** Arranges what Terraform says by address, so that a difference has a place and order does not matter. */
export function evidenceOf({ plan, edges }: Planned): Evidence {
  const planned = record(plan.planned_values);
  const configuration = record(plan.configuration);
  const root = record(configuration.root_module);
  return {
    "planned value": byAddress(resourcesBelow(planned.root_module)),
    "planned output": prefixed("output.", record(planned.outputs)),
    change: byAddress(list(plan.resource_changes)),
    "output change": prefixed("output.", record(plan.output_changes)),
    "variable value": prefixed("var.", record(plan.variables)),
    configuration: moduleConfiguration("", root),
    "provider configuration": prefixed("provider.", record(configuration.provider_config)),
    check: byAddress(
      list(plan.checks).map((check) => ({ ...record(check), ...pickAddress(record(check).address) })),
    ),
    "relevant attribute": Object.fromEntries(
      list(plan.relevant_attributes).map((item) => [
        `${record(item).resource}.${list(record(item).attribute).join(".")}`,
        true,
      ]),
    ),
    edge: Object.fromEntries(edges.map((edge) => [edge, true])),
  };
}

function pickAddress(address: unknown): Json {
  return { address: record(address).to_display };
}

function resourcesBelow(module: unknown): Json[] {
  const { resources, child_modules } = record(module);
  return [...list(resources).map(record), ...list(child_modules).flatMap(resourcesBelow)];
}

function byAddress(items: readonly unknown[]): Json {
  return Object.fromEntries(
    items.map((item) => [
      [record(item).address, record(item).deposed].filter(Boolean).join(" deposed "),
      item,
    ]),
  );
}

function moduleConfiguration(prefix: string, module: Json): Json {
  const { resources, outputs, variables, module_calls } = module;
  const found: Record<string, unknown> = {};
  for (const resource of list(resources)) found[`${prefix}${record(resource).address}`] = resource;
  for (const [name, output] of Object.entries(record(outputs))) found[`${prefix}output.${name}`] = output;
  for (const [name, variable] of Object.entries(record(variables))) found[`${prefix}var.${name}`] = variable;
  for (const [name, moduleCall] of Object.entries(record(module_calls))) {
    const { module: inner, ...rest } = record(moduleCall);
    found[`${prefix}module.${name}`] = rest;
    Object.assign(found, moduleConfiguration(`${prefix}module.${name}.`, record(inner)));
  }
  return found;
}

function prefixed(prefix: string, values: Json): Json {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}
