import type { Construct } from "constructs";
import { documents } from "../../constructs/aws/documents";
import { PlainStack } from "../../constructs/plain";
import { fromTemplate } from "../../constructs/templates";
import { metalInstance } from "./ec2";
import { imageReader } from "./iam";
import { awsProvider } from "./main";
import { outputs } from "./outputs";
import { imageBucket } from "./s3";
import { hostScripts, PORT } from "./scripts";
import { inputs } from "./variables";
import { vpc } from "./vpc";

/** Bouvet: Firecracker sandboxes on one bare-metal Spot Instance that is started and stopped by hand. */
export class Bouvet extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      source: __dirname,
      rootModule: "terraform",
      settingsFile: "main.tf",
      requiredVersion: ">= 1.5",
    });
    const variables = inputs(this);
    awsProvider(this, variables);
    const network = vpc(this, variables);
    const images = imageBucket(this, variables);
    const role = imageReader(this, images);
    hostScripts(this);
    const host = metalInstance(this, { variables, network, images, role });
    outputs(this, { variables, images, host });
    documents(this, { readme: fromTemplate("bouvet/README.md", { port: PORT }) });
  }
}
