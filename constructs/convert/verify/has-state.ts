import { type Json, list, record } from "../../plan-json/json";

/** Whether a plan found a state to compare with. */
export function hasState(plan: Json): boolean {
  const { values } = record(plan.prior_state);
  const { resources, child_modules } = record(record(values).root_module);
  const managed = list(resources).some((resource) => record(resource).mode === "managed");
  return managed || list(child_modules).length > 0;
}
