import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { TerraformLocal } from "cdktf";
import { hcl, type PlainStack } from "../../constructs/plain";
import type { Inputs } from "./variables";

export interface Locals {
  readonly tags: TerraformLocal;
  readonly accountId: TerraformLocal;
  /** Beginning of every ARN: aws; aws-cn in China, aws-us-gov in GovCloud. */
  readonly partition: TerraformLocal;
  /** The path in Parameter Store below which the secrets are: `/kauri`. */
  readonly parameterPrefix: TerraformLocal;
}

/** locals.tf: tags and helpers. */
export function helpers(stack: PlainStack, variables: Inputs): Locals {
  const file = stack.file("locals.tf");
  const caller = file.add(DataAwsCallerIdentity, "current", {});
  const { partition } = file.add(DataAwsPartition, "current", {});
  return {
    tags: file.local(
      "tags",
      hcl.any`merge(${variables.additionalTags}, { Project = ${variables.projectName} })`,
      "On everything that can carry tags: the project's budget counts by it.",
    ),
    partition: file.local("partition", partition),
    accountId: file.local("account_id", caller.accountId),
    parameterPrefix: file.local("parameter_prefix", `/${variables.projectName}`),
  };
}
