import { DescribeInstanceAttributeCommand, DescribeVolumesCommand } from "@aws-sdk/client-ec2";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { describeInstance } from "../support/aws";
import type { Applied } from "../support/system";
import { ACCOUNT } from "./values";

export async function checkHost({ aws, outputs, terraform }: Applied): Promise<void> {
  const id = String(outputs.instance_id);
  const instance = await describeInstance(aws, id);
  expect(instance).toMatchObject({ InstanceType: "t4g.large", PublicIpAddress: outputs.public_ip });
  expect(instance.Tags).toContainEqual({ Key: "Project", Value: "kauri" });
  const attribute = await aws.ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: "userData" }),
  );
  const userData = Buffer.from(attribute.UserData?.Value ?? "", "base64").toString();
  expect(userData).toContain(`PROJECT="kauri"\n  REGION="eu-west-1"\n  BUCKET="${outputs.bucket}"\n`);
  expect(userData).toContain(`DATA_VOLUME_ID="${outputs.data_volume_id}"`);
  expect(Buffer.byteLength(userData)).toBeLessThanOrEqual(16_384);
  expect(await terraform.outputRaw("ssh_command")).toBe(
    `ssh -i ~/.ssh/kauri-demo-key.pem ubuntu@${outputs.public_ip}`,
  );
  expect(outputs.ssm_parameter_prefix).toBe("/kauri");
}

export async function checkVolume({ aws, outputs }: Applied): Promise<void> {
  const { Volumes: [volume] = [] } = await aws.ec2.send(
    new DescribeVolumesCommand({ VolumeIds: [String(outputs.data_volume_id)] }),
  );
  expect(volume).toMatchObject({ Size: 80, VolumeType: "gp3", Encrypted: true, State: "in-use" });
  expect(volume?.Attachments?.[0]?.InstanceId).toBe(outputs.instance_id);
  // The root volume too: the budget counts by the tag.
  const { Volumes = [] } = await aws.ec2.send(new DescribeVolumesCommand({}));
  expect(Volumes).toHaveLength(2);
  for (const { Tags } of Volumes) expect(Tags).toContainEqual({ Key: "Project", Value: "kauri" });
}

export async function checkBucket({ aws, outputs }: Applied): Promise<void> {
  const Bucket = String(outputs.bucket);
  expect(Bucket).toBe(`kauri-data-${ACCOUNT}-eu-west-1`);
  const access = await aws.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(Object.values(access.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
  const encryption = await aws.s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(JSON.stringify(encryption.ServerSideEncryptionConfiguration)).toContain("AES256");
  expect((await aws.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
  const { Rules = [] } = await aws.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  const [dumps, old] = [
    Rules.find(({ ID }) => ID === "dumps"),
    Rules.find(({ ID }) => ID === "old-versions"),
  ];
  expect(Rules).toHaveLength(2);
  expect(dumps?.Filter?.Prefix).toBe("dumps/");
  expect(dumps?.Transitions).toEqual([{ Days: 30, StorageClass: "GLACIER" }]);
  expect(old?.NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 90, NewerNoncurrentVersions: 3 });
  // What is current in base_connaissances/ stays, and stays where it is.
  const anywhere = Rules.filter(({ Filter }) => Filter?.Prefix !== "dumps/");
  for (const rule of anywhere) {
    expect(rule.Transitions ?? []).toEqual([]);
    expect(rule.NoncurrentVersionTransitions ?? []).toEqual([]);
    expect(rule.Expiration).toBeUndefined();
  }
}
