import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { documents } from "../../../constructs/aws/documents";
import { type StateBackendProps, stateInS3 } from "../../../constructs/aws/state-backend";
import { hcl, PlainStack } from "../../../constructs/plain";
import { fromTemplate } from "../../../constructs/templates";
import { SERVICES } from "../host";
import { Ec2Dalston } from "../modules/ec2-dalston/main";
import { IamDalston } from "../modules/iam-dalston/main";
import { S3Artifacts } from "../modules/s3-artifacts/main";
import { hostFiles } from "../scripts";
import { defaultSubnet } from "./default-subnet";
import { outputs } from "./outputs";
import { parameters } from "./parameters";
import { inputs } from "./variables";

export interface EnvironmentProps {
  /** Start of the names of what is created; two environments in one account need two. @default "dalston" */
  readonly name?: string;
  /** Values for terraform.tfvars, by variable. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The file that they stand in. @default this one */
  readonly source?: string;
  /** What a reviewer would ask about a value, by variable. */
  readonly comments?: Readonly<Record<string, string>>;
  /** Where the state is kept. @default a local file, as the document begins */
  readonly state?: StateBackendProps;
}

/** One environment: its own root module and values, the modules, scripts and compose file shared with all others. */
export class DalstonEnvironment extends PlainStack {
  constructor(
    scope: Construct,
    environment: string,
    { name = "dalston", values, source, comments = {}, state }: EnvironmentProps,
  ) {
    super(scope, `dalston-${environment}`, {
      system: "dalston",
      rootModule: `infra/terraform/environments/${environment}`,
      modulesDirectory: "infra/terraform/modules",
      source: __dirname,
      settingsFile: "main.tf",
      requiredVersion: `>= ${oldestTerraform(state)}`,
    });
    hostFiles(this);
    const main = this.file("main.tf");
    const variables = inputs(this, name);
    if (state !== undefined) stateInS3(main, state);
    main.add(AwsProvider, "aws", {
      region: variables.region.stringValue,
      defaultTags: [
        { tags: hcl.map`merge({ Project = "dalston", Environment = ${environment} }, ${variables.tags})` },
      ],
    });
    const caller = main.add(DataAwsCallerIdentity, "current", {});
    const artifacts = new S3Artifacts(main, "s3_artifacts", {
      bucketName: hcl`coalesce(${variables.artifactsBucket}, ${`${name}-artifacts-${caller.accountId}`})`,
      jobRetentionDays: variables.jobRetentionDays.numberValue,
    });
    const host = parameters(main, name, variables);
    const iam = new IamDalston(main, "iam_dalston", {
      name,
      bucketArn: artifacts.bucketArn.string,
      parameterArns: hcl.list`values(${host})[*].arn`,
    });
    const ec2 = new Ec2Dalston(main, "ec2_dalston", {
      name,
      subnetId: defaultSubnet(main, variables),
      instanceType: variables.instanceType,
      rootVolumeSize: variables.rootVolumeSize,
      dataVolumeSize: variables.dataVolumeSize,
      instanceProfileName: iam.instanceProfileName.string,
      sshKeyName: variables.sshKeyName,
      sshTemporaryCidrs: variables.sshTemporaryCidrs,
      gpuEnabled: variables.gpuEnabled,
      bucketName: artifacts.bucketName.string,
      region: variables.region,
      parameters: `/${name}`,
    });
    outputs(this, { name, region: variables.region, artifacts, host: ec2 });
    this.tfvars("terraform.tfvars", values, comments, source);
    documents(this, {
      readme: readme(environment, { name, values, state }),
      readmeFolder: this.rootModule,
      tree: "infra",
      configuration: "infra/terraform",
      valuesInGit: true,
    });
  }
}

/** Each environment has its own: whoever follows it must not end up in another one. */
function readme(environment: string, { name, values, state }: EnvironmentProps) {
  return fromTemplate("dalston/README.md", {
    environment,
    name,
    terraform: oldestTerraform(state),
    region: String(values.region),
    zone: String(values.availability_zone),
    services: SERVICES,
    stateBucket: state?.bucket ?? "",
    stateKey: state?.key ?? `dalston/${environment}/terraform.tfstate`,
    stateRegion: state?.region ?? "",
  });
}

/** Locking a state in S3 without a table is 1.11's. */
function oldestTerraform(state: StateBackendProps | undefined): string {
  return state === undefined ? "1.5" : "1.11";
}
