import { S3Backend } from "cdktf";
import type { TerraformFile } from "../plain";

export interface StateBackendProps {
  /** An existing bucket, versioned: state is worth keeping. */
  readonly bucket: string;
  /** Name of the state in it. */
  readonly key: string;
  readonly region: string;
}

/**
 * State in S3, locked by a file beside it: no DynamoDB table is needed from Terraform 1.11 on
 * (https://developer.hashicorp.com/terraform/language/backend/s3#state-locking).
 */
export function stateInS3(file: TerraformFile, { bucket, key, region }: StateBackendProps): S3Backend {
  const backend = new S3Backend(file, { bucket, key, region, encrypt: true });
  // cdktf's own types are older than the argument.
  backend.addOverride("use_lockfile", true);
  return backend;
}
