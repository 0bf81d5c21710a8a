import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { type StateBackendProps, stateInS3 } from "../../constructs/aws/state-backend";
import { hcl, PlainStack } from "../../constructs/plain";
import { documents } from "./documents";
import { Ec2Dalston } from "./modules/ec2-dalston";
import { IamDalston } from "./modules/iam-dalston";
import { S3Artifacts } from "./modules/s3-artifacts";
import { outputs } from "./outputs";
import { hostFiles } from "./scripts";
import { inputs } from "./variables";

export interface EnvironmentProps {
  /** Start of the names of what is created; two environments in one account need two. @default "dalston" */
  readonly name?: string;
  /** Values for terraform.tfvars, by variable. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where the state is kept. @default a local file, as the document begins */
  readonly state?: StateBackendProps;
}

/** One environment: its own root module and values, the modules, scripts and compose file shared with all others. */
export class DalstonEnvironment extends PlainStack {
  constructor(scope: Construct, environment: string, { name = "dalston", values, state }: EnvironmentProps) {
    super(scope, `dalston-${environment}`, {
      system: "dalston",
      rootModule: `infra/terraform/environments/${environment}`,
      modulesDirectory: "infra/terraform/modules",
      source: "stacks/dalston",
      settingsFile: "main.tf",
      requiredVersion: state === undefined ? ">= 1.5" : ">= 1.11",
    });
    hostFiles(this);
    const main = this.file("main.tf");
    const variables = inputs(this);
    if (state !== undefined) stateInS3(main, state);
    main.add(AwsProvider, "aws", {
      region: variables.region.stringValue,
      defaultTags: [{ tags: { Project: "dalston", Environment: environment } }],
    });
    const caller = main.add(DataAwsCallerIdentity, "current", {});
    const artifacts = new S3Artifacts(main, "s3_artifacts", {
      bucketName: hcl`coalesce(${variables.artifactsBucket}, "${name}-artifacts-\${${caller.accountId}}")`,
    });
    const iam = new IamDalston(main, "iam_dalston", { name, bucketArn: artifacts.bucketArn.string });
    const host = new Ec2Dalston(main, "ec2_dalston", {
      name,
      instanceType: variables.instanceType.stringValue,
      availabilityZone: variables.availabilityZone.stringValue,
      rootVolumeSize: variables.rootVolumeSize.numberValue,
      dataVolumeSize: variables.dataVolumeSize.numberValue,
      instanceProfileName: iam.instanceProfileName.string,
      sshKeyName: variables.sshKeyName.stringValue,
      sshTemporaryCidrs: variables.sshTemporaryCidrs.listValue,
      gpuEnabled: variables.gpuEnabled.value,
      bucketName: artifacts.bucketName.string,
      region: variables.region.stringValue,
      repositoryUrl: variables.repositoryUrl.stringValue,
      repositoryBranch: variables.repositoryBranch.stringValue,
    });
    outputs(this, { region: variables.region, artifacts, host });
    this.tfvars("terraform.tfvars", values);
    documents(this);
  }
}
