import { TerraformBackend, type TerraformElement } from "cdktf";
import type { Values } from "../cdktf/values";
import { withBackendComments } from "../check/comments";
import { nameProblems } from "../check/names";
import type { Problems } from "../check/problems";
import { unusedConstraints } from "../check/providers";
import type { Block } from "../hcl";
import type { PlainModule } from "../layout/plain-module";
import { environmentOf } from "./environment";
import type { ModuleSettings } from "./module-settings";
import { requiredProviders } from "./required-providers";
import { terraformBlock } from "./settings";

/**
 * The `terraform` block: what the module requires, and what its elements and overrides ask for.
 * @param wanted the latter
 * @param others providers that are used by overrides alone
 */
export function moduleSettingsBlock(
  module: PlainModule,
  settings: ModuleSettings,
  elements: readonly TerraformElement[],
  wanted: Values,
  others: readonly string[],
  problems: Problems,
): Block | undefined {
  const at = module.node.path;
  const providers = requiredProviders(elements, settings, others);
  if (!settings.sharedConstraints)
    problems.add(...unusedConstraints(settings.requiredProviders, [...providers.keys()], at));
  const terraform = problems.blaming(module, () =>
    terraformBlock(settings.requiredVersion, providers, wanted, environmentOf(at, module)),
  );
  if (terraform === undefined) return undefined;
  problems.add(...nameProblems([terraform], at));
  const backend = elements.findLast((element) => TerraformBackend.isBackend(element));
  return backend === undefined ? terraform : withBackendComments(terraform, backend, problems);
}
