import { type App, TerraformProvider, type TerraformStack } from "cdktf";
import { constructsIn } from "../cdktf/whole-tree";
import { isOutsideStacks } from "../lower/provider-owner";

/** What stands on the App itself and is in no stack's configuration, as in cdktf's JSON. */
export function appRemarks(app: App): readonly string[] {
  const types = constructsIn(app)
    .filter((construct) => TerraformProvider.isTerraformProvider(construct) && isOutsideStacks(construct))
    .map((provider) => (provider as TerraformProvider).terraformResourceType);
  return [...new Set(types)].map(
    (type) =>
      `the provider ${type} on the App is configured in no stack, as in cdktf's JSON: its arguments come from the environment; create it in each stack that uses it`,
  );
}

/** @param others stacks of cdktf's own kind, beside the plain ones */
export function foreignRemarks(others: readonly TerraformStack[]): readonly string[] {
  if (others.length === 0) return [];
  const ids = others.map(({ node }) => node.id).join(", ");
  return [`${ids}: of cdktf's own kind, and written as JSON; a PlainStack is written as plain Terraform`];
}
