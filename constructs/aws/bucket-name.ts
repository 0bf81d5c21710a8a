import { all, matchingOrNull, without } from "./validations";

/**
 * Validations of a variable that names a bucket, as S3 names them; it refuses others late, after everything else is
 * planned (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). Null passes.
 */
export const bucketName = all(
  matchingOrNull(
    "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
    "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens.",
  ),
  without(
    "[.][.]|^([0-9]+[.]){3}[0-9]+$",
    "A bucket name has no two dots in a row, and is not an IP address.",
  ),
);
