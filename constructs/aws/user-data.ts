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
