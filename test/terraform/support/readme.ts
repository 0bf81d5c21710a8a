import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { readmeOf } from "../../support/readme";
import type { Aws } from "./aws";
import type { ApiCall } from "./moto";
import type { Terraform } from "./terraform";

/**
 * Does what the README says of a state for more people: its block in `backend.tf`, `terraform init -migrate-state`, an
 * empty plan. Then takes the state back, so that all is as it was.
 */
export async function movesStateToS3(system: string, aws: Aws, terraform: Terraform): Promise<void> {
  const [, block = ""] =
    /^```hcl\n(terraform \{\n {2}backend "s3"[\s\S]*?)^```$/m.exec(readmeOf(system)) ?? [];
  const value = (name: string): string => new RegExp(`${name} += "(.*)"`).exec(block)?.[1] ?? "";
  const Bucket = value("bucket");
  const region = value("region");
  const backend = join(terraform.dir, "backend.tf");
  // Answers its question; a fake AWS has no names for buckets.
  const migrate = ["init", "-migrate-state", "-force-copy", "-input=false", "-no-color"];

  await aws.s3.send(
    new CreateBucketCommand({
      Bucket,
      ...(region !== "us-east-1" && {
        CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
      }),
    }),
  );
  const before = await terraform.stateJson();
  writeFileSync(backend, block);
  await terraform.run([...migrate, "-backend-config=use_path_style=true"]);
  const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket, Key: value("key") }));
  expect(await Body?.transformToString()).toContain('"terraform_version"');
  expect(await terraform.stateJson()).toEqual(before);
  await terraform.expectNoChanges();

  rmSync(backend);
  await terraform.run(migrate);
  expect(await terraform.stateJson()).toEqual(before);
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket }));
  for (const { Key } of Contents) await aws.s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await aws.s3.send(new DeleteBucketCommand({ Bucket }));
}

/** Calls that the table of permissions in the README does not allow, as IAM names them. */
export function notPermitted(system: string, calls: readonly ApiCall[]): readonly string[] {
  const [, table = ""] = /^<!-- permissions -->\n\n([\s\S]*?)\n\n/m.exec(readmeOf(system)) ?? [];
  const patterns = [...table.matchAll(/`([a-z0-9-]+:[A-Za-z*]+)`/g)].map(
    ([, action = ""]) => new RegExp(`^${action.replaceAll("*", ".*")}$`),
  );
  const actions = new Set(calls.map(actionOf));
  // Everybody may ask who they are.
  actions.delete("sts:GetCallerIdentity");
  return [...actions].filter((action) => !patterns.some((pattern) => pattern.test(action))).sort();
}

/** IAM's name of what an API's action needs, where it has another one. */
function actionOf({ service, action }: ApiCall): string {
  if (service === "budgets" && !/Tag/.test(action))
    return action.startsWith("Describe") ? "budgets:ViewBudget" : "budgets:ModifyBudget";
  if (service === "events" || service === "scheduler") return `scheduler:${action}`;
  return `${service === "monitoring" ? "cloudwatch" : service}:${action}`;
}
