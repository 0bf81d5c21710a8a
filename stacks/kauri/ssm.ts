import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { TerraformIterator } from "cdktf";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Locals } from "./locals";
import type { Inputs } from "./variables";

/** ssm.tf: one parameter for each entry of the sensitive map. */
export function parameters(
  stack: PlainStack,
  { variables, locals }: { readonly variables: Inputs; readonly locals: Locals },
): void {
  const names = TerraformIterator.fromList(hcl.list`nonsensitive(keys(${variables.ssmParameters}))`);
  const version = variables.ssmParametersVersion;
  stack.file("ssm.tf").add(
    SsmParameter,
    "main",
    {
      forEach: names,
      name: `${locals.parameterPrefix}/\${each.key}`,
      description: hcl`nonsensitive(${variables.ssmParameters}[each.key].description)`,
      type: hcl`nonsensitive(${variables.ssmParameters}[each.key].type)`,
      value: hcl`${version} == null ? ${variables.ssmParameters}[each.key].value : null`,
      valueWo: hcl`${version} == null ? null : ${variables.ssmParameters}[each.key].value`,
      valueWoVersion: version.numberValue,
    },
    {
      above: "Names, types and descriptions are no secrets, so that a plan can be read; the values are.",
      on: {
        value:
          "In the state, or, with a version (Terraform 1.11), in AWS only. Older Terraforms ignore a write-only null.",
      },
      skip: {
        "CKV_AWS_337, CKV2_AWS_34":
          "SecureString by default, under AWS's own key; what is no secret may say String.",
      },
    },
  );
}
