import { ref, type TerraformVariableValidationConfig } from "cdktf";
import { hcl } from "../plain";

/**
 * Validations of a variable that names a bucket, as S3 names them; it refuses others late, after everything else is
 * planned (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
 *
 * @param name of the variable; null passes
 */
export function bucketName(name: string): TerraformVariableValidationConfig[] {
  const bucket = ref(`var.${name}`);
  return [
    {
      condition: hcl.bool`${bucket} == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", ${bucket}))`,
      errorMessage: "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens.",
    },
    {
      condition: hcl.bool`!can(regex("[.][.]|^([0-9]+[.]){3}[0-9]+$", ${bucket}))`,
      errorMessage: "A bucket name has no two dots in a row, and is not an IP address.",
    },
  ];
}
