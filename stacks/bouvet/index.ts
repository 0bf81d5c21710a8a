import type { Construct } from "constructs";
import { PlainStack } from "../../constructs/plain";
import { imageBucket } from "./bucket";
import { documents } from "./documents";
import { metalInstance } from "./instance";
import { publicNetwork } from "./network";
import { outputs } from "./outputs";
import { awsProvider } from "./provider";
import { imageReader } from "./role";
import { hostScripts } from "./scripts";
import { inputs } from "./variables";

/** Bouvet: Firecracker sandboxes on one bare-metal Spot Instance that is started and stopped by hand. */
export class Bouvet extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      source: "stacks/bouvet",
      rootModule: "terraform",
      settingsFile: "main.tf",
      requiredVersion: ">= 1.5",
    });
    awsProvider(this);
    const variables = inputs(this);
    const network = publicNetwork(this, variables);
    const images = imageBucket(this, variables);
    const role = imageReader(this, images);
    hostScripts(this);
    const host = metalInstance(this, { variables, network, images, role });
    outputs(this, { variables, images, host });
    documents(this);
  }
}
