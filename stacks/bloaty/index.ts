import type { Construct } from "constructs";
import { documents } from "../../constructs/aws/documents";
import { PlainStack } from "../../constructs/plain";
import { fromTemplate } from "../../constructs/templates";
import { addressRecord } from "./dns";
import { instance } from "./ec2";
import { hostFiles } from "./host";
import { hostRole } from "./iam";
import { awsProvider } from "./main";
import { defaultNetwork } from "./network";
import { outputs } from "./outputs";
import { backupBucket } from "./s3";
import { productionSecret } from "./secrets";
import { exampleValues } from "./terraform.tfvars";
import { inputs } from "./variables";

/** Bloaty McBloatface: one host in the default VPC that runs Docker Compose behind nginx, with backups in S3. */
export class Bloaty extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      source: __dirname,
      rootModule: "deploy/terraform",
      settingsFile: "main.tf",
      requiredVersion: ">= 1.5",
    });
    const variables = inputs(this);
    const account = awsProvider(this, variables);
    const network = defaultNetwork(this, variables);
    const bucket = backupBucket(this, variables);
    const role = hostRole(this, { variables, account, bucket: bucket.bucket });
    bucket.restrictTo(role.role, account);
    const secret = productionSecret(this, variables);
    const host = instance(this, { variables, network, role });
    const { hostname, record } = addressRecord(this, variables, host.address);
    bucket.destroyBefore([host.address, record, secret, ...network.firewall.rules]);
    outputs(this, { variables, bucket: bucket.bucket, secret, host, hostname });
    hostFiles(this);
    exampleValues(this);
    documents(this, { readme: fromTemplate("bloaty/README.md"), tree: "deploy", changedScript: "nothing" });
  }
}
