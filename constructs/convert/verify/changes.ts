import { list, record } from "./evidence";

/** What a plan would do to one instance. */
export interface Change {
  readonly address: string;
  /** The address in the state, where a `moved` block gives it another. */
  readonly previousAddress?: string;
  readonly action: "none" | "read" | "create" | "update" | "delete" | "replace" | "forget";
  /** Arguments whose values differ, with what they were and would be; of no use where the action is none. */
  readonly differences: readonly AttributeChange[];
}

export interface AttributeChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** All changes of resources in a plan, as `terraform show -json` says them. */
export function changesOf(plan: Readonly<Record<string, unknown>>): readonly Change[] {
  return list(plan.resource_changes).map((item) => {
    const { address, previous_address, change } = record(item);
    const { actions, before, after, after_unknown } = record(change);
    return {
      address: String(address),
      ...(typeof previous_address === "string" && { previousAddress: previous_address }),
      action: actionOf(list(actions).map(String)),
      differences: differencesOf(record(before), record(after), record(after_unknown)),
    };
  });
}

/** Whether a plan found a state to compare with. */
export function hasState(plan: Readonly<Record<string, unknown>>): boolean {
  const { values } = record(plan.prior_state);
  const { resources, child_modules } = record(record(values).root_module);
  const managed = list(resources).some((resource) => record(resource).mode === "managed");
  return managed || list(child_modules).length > 0;
}

function actionOf(actions: readonly string[]): Change["action"] {
  const [first = "none", second] = actions;
  if (second !== undefined) return "replace";
  return first === "no-op" ? "none" : (first as Change["action"]);
}

function differencesOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  unknown: Readonly<Record<string, unknown>>,
): readonly AttributeChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  return [...names]
    .filter((name) => unknown[name] === true || JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({
      name,
      before: before[name],
      after: unknown[name] === true ? "(known after apply)" : after[name],
    }));
}
