import {
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeKeyPairsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSpotInstanceRequestsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
  type Instance,
  waitUntilInstanceRunning,
  waitUntilInstanceStopped,
} from "@aws-sdk/client-ec2";
import {
  IAMClient,
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";

/** The AWS API as an operator would ask it, bound to one fake AWS. */
export interface Aws {
  readonly region: string;
  /** For a client of another service: `new SNSClient(aws.clientConfig)`. */
  readonly clientConfig: ClientConfig;
  readonly ec2: EC2Client;
  readonly s3: S3Client;
  readonly iam: IAMClient;
}

export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

export function awsClients(endpoint: string, region: string): Aws {
  const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" };
  // One attempt: a fake AWS that fails once fails always.
  const clientConfig = { endpoint, region, credentials, maxAttempts: 1 };
  return {
    region,
    clientConfig,
    ec2: new EC2Client(clientConfig),
    s3: new S3Client({ ...clientConfig, forcePathStyle: true }),
    iam: new IAMClient(clientConfig),
  };
}

export async function describeInstance(aws: Aws, id: string): Promise<Instance> {
  const { Reservations = [] } = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  const instance = Reservations[0]?.Instances?.[0];
  if (instance === undefined) throw new Error(`no instance ${id}`);
  return instance;
}

/** Instances that are, or could come back to, life. */
export async function liveInstances(aws: Aws): Promise<readonly Instance[]> {
  const { Reservations = [] } = await aws.ec2.send(new DescribeInstancesCommand({}));
  const instances = Reservations.flatMap((reservation) => reservation.Instances ?? []);
  return instances.filter((instance) => instance.State?.Name !== "terminated");
}

export async function waitUntilRunning(aws: Aws, id: string): Promise<void> {
  await waitUntilInstanceRunning(waiter(aws), { InstanceIds: [id] });
}

export async function waitUntilStopped(aws: Aws, id: string): Promise<void> {
  await waitUntilInstanceStopped(waiter(aws), { InstanceIds: [id] });
}

function waiter(aws: Aws) {
  return { client: aws.ec2, maxWaitTime: 30, minDelay: 1, maxDelay: 2 };
}

/**
 * Everything in the account that these systems could leave behind, as lines like `ec2 volume vol-1`. Compared
 * before and after a life cycle, so an account need not be empty to begin with.
 */
export async function inventory(aws: Aws): Promise<readonly string[]> {
  const { ec2, s3, iam } = aws;
  const kinds: Record<string, readonly (string | undefined)[]> = {
    "ec2 instance": (await liveInstances(aws)).map((instance) => instance.InstanceId),
    "ec2 spot request": await openSpotRequests(aws),
    "ec2 volume": ((await ec2.send(new DescribeVolumesCommand({}))).Volumes ?? []).map(
      (volume) => volume.VolumeId,
    ),
    "ec2 address": ((await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? []).map(
      (address) => address.AllocationId,
    ),
    "ec2 network interface": (
      (await ec2.send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces ?? []
    ).map((networkInterface) => networkInterface.NetworkInterfaceId),
    "ec2 security group": ((await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? []).map(
      (group) => group.GroupId,
    ),
    "ec2 subnet": ((await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? []).map(
      (subnet) => subnet.SubnetId,
    ),
    "ec2 internet gateway": (
      (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways ?? []
    ).map((gateway) => gateway.InternetGatewayId),
    "ec2 vpc": ((await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? []).map((vpc) => vpc.VpcId),
    "ec2 key pair": ((await ec2.send(new DescribeKeyPairsCommand({}))).KeyPairs ?? []).map(
      (pair) => pair.KeyName,
    ),
    "s3 bucket": ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map((bucket) => bucket.Name),
    "iam role": ((await iam.send(new ListRolesCommand({}))).Roles ?? []).map((role) => role.RoleName),
    "iam user": ((await iam.send(new ListUsersCommand({}))).Users ?? []).map((user) => user.UserName),
    "iam instance profile": (
      (await iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles ?? []
    ).map((profile) => profile.InstanceProfileName),
    "iam policy": ((await iam.send(new ListPoliciesCommand({ Scope: "Local" }))).Policies ?? []).map(
      (policy) => policy.PolicyName,
    ),
  };
  return Object.entries(kinds)
    .flatMap(([kind, names]) => names.map((name) => `${kind} ${name}`))
    .sort();
}

async function openSpotRequests(aws: Aws): Promise<readonly (string | undefined)[]> {
  const { SpotInstanceRequests = [] } = await aws.ec2.send(new DescribeSpotInstanceRequestsCommand({}));
  return SpotInstanceRequests.filter(({ State }) => State !== "cancelled" && State !== "closed").map(
    (request) => request.SpotInstanceRequestId,
  );
}
