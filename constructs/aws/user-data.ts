import { gzipSync } from "node:zlib";
import { PlainformError } from "../plain";

/**
 * EC2 takes no more user data than this, in bytes before base64
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html).
 */
export const USER_DATA_LIMIT = 16_384;

/** What Terraform's templatefile() fills in is longer than its placeholders by less than this, in bytes. */
const FILLED_IN = 512;

/**
 * How large a bootstrap script may be that Terraform inserts other files into.
 *
 * @param inserted texts of those files
 * @returns bytes, for `maxBytes` of the script's file
 */
export function userDataBudget(...inserted: readonly string[]): number {
  return inserted.reduce((left, text) => left - Buffer.byteLength(text), USER_DATA_LIMIT - FILLED_IN);
}

/**
 * Refuses a bootstrap script that is too large even when Terraform compresses it: `base64gzip(templatefile(…))`,
 * which cloud-init unpacks by itself.
 *
 * @param script the script
 * @param inserted texts of the files that Terraform inserts into it
 * @throws PlainformError with both sizes
 */
export function checkCompressedUserData(script: string, ...inserted: readonly string[]): void {
  const size = gzipSync([script, ...inserted].join("")).length;
  const most = USER_DATA_LIMIT - FILLED_IN;
  if (size > most)
    throw new PlainformError({
      what: "a bootstrap script is too large for user data, even compressed",
      got: `${size} bytes`,
      expected: `at most ${most} bytes`,
      fix: "shorten it, or fetch the rest on the host",
    });
}
