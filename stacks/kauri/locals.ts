import type { TerraformLocal } from "cdktf";
import { currentAccount } from "../../constructs/aws/account";
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
  const account = currentAccount(file);
  return {
    tags: file.local(
      "tags",
      hcl.any`merge(${variables.additionalTags}, { Project = ${variables.projectName} })`,
      "On everything that can carry tags: the project's budget counts by it.",
    ),
    partition: file.local("partition", account.partition),
    accountId: file.local("account_id", account.id),
    parameterPrefix: file.local("parameter_prefix", `/${variables.projectName}`),
  };
}
