import type { Construct } from "constructs";
import { instanceRole } from "../../../constructs/aws/instance-role";
import { LocalModule, type ModuleOutput } from "../../../constructs/plain";

export interface IamDalstonProps {
  readonly name: string;
  readonly bucketArn: string;
}

/** modules/iam-dalston: the host may read and write the artifacts bucket, and nothing else. */
export class IamDalston extends LocalModule {
  readonly instanceProfileName: ModuleOutput;

  constructor(scope: Construct, id: string, props: IamDalstonProps) {
    super(scope, id, { directory: "iam-dalston", source: "stacks/dalston/modules/iam-dalston.ts" });
    const name = this.input("name", { type: "string", description: "Start of the role's name." }, props.name);
    const bucketArn = this.input(
      "bucket_arn",
      { type: "string", description: "ARN of the artifacts bucket." },
      props.bucketArn,
    ).stringValue;
    const { profile, policy } = instanceRole(this, {
      name: "dalston",
      roleName: `${name}-ec2-role`,
      description: "Dalston host: reads and writes its artifacts in S3",
      policy: "artifacts",
      policyName: "artifacts",
      statements: [
        { Sid: "ListArtifacts", Effect: "Allow", Action: "s3:ListBucket", Resource: bucketArn },
        {
          Sid: "ReadWriteArtifacts",
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          Resource: `${bucketArn}/*`,
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
