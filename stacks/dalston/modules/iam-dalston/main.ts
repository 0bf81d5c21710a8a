import type { Construct } from "constructs";
import { instanceRole } from "../../../../constructs/aws/instance-role";
import { LocalModule, type ModuleOutput } from "../../../../constructs/plain";

export interface IamDalstonProps {
  readonly name: string;
  readonly bucketArn: string;
  readonly parameterArns: string[];
}

/** modules/iam-dalston: the host may use the artifacts bucket and read what it is to run, and nothing else. */
export class IamDalston extends LocalModule {
  readonly instanceProfileName: ModuleOutput;

  constructor(scope: Construct, id: string, props: IamDalstonProps) {
    super(scope, id, { directory: "iam-dalston", source: __dirname });
    const name = this.input("name", { type: "string", description: "Start of the role's name." }, props.name);
    const bucketArn = this.input(
      "bucket_arn",
      { type: "string", description: "ARN of the artifacts bucket." },
      props.bucketArn,
    ).stringValue;
    const parameterArns = this.input(
      "parameter_arns",
      { type: "list(string)", description: "ARNs of the parameters that say what the host runs." },
      props.parameterArns,
    ).listValue;
    const { profile, policy } = instanceRole(this, {
      name: "dalston",
      roleName: `${name}-ec2-role`,
      description: "Dalston host: reads and writes its artifacts in S3",
      policy: "artifacts",
      policyName: "artifacts",
      policyComment:
        "Containers have this role too: they must not be able to write what the host runs as root.",
      statements: [
        { Sid: "ListArtifacts", Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
        {
          Sid: "ReadWriteArtifacts",
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          Resource: `${bucketArn}/*`,
        },
        {
          Sid: "ReadWhatToRun",
          Effect: "Allow",
          Action: "ssm:GetParameter",
          Resource: parameterArns,
        },
      ],
    });
    this.instanceProfileName = this.output("instance_profile_name", {
      description: "Name of the instance profile, once its role may use the bucket.",
      value: profile.name,
      dependsOn: [policy],
    });
  }
}
