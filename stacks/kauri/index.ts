import type { Construct } from "constructs";
import { documents } from "../../constructs/aws/documents";
import { PlainStack } from "../../constructs/plain";
import { fromTemplate } from "../../constructs/templates";
import { host } from "./compute";
import { helpers } from "./locals";
import { monitoring } from "./monitoring";
import { ownNetwork } from "./network";
import { outputs } from "./outputs";
import { FRENCH } from "./picture";
import { awsProvider } from "./providers";
import { hostRole } from "./role";
import { scheduler } from "./scheduler";
import { hostScripts } from "./scripts";
import { securityGroup } from "./security";
import { parameters } from "./ssm";
import { bucket } from "./storage";
import { exampleValues } from "./terraform.tfvars";
import { inputs } from "./variables";

/** Kauri: one Graviton host for demos, started and stopped by a schedule, its cost watched by budgets. */
export class Kauri extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      source: __dirname,
      rootModule: "infrastructure/aws/kauri",
      settingsFile: "versions.tf",
      requiredVersion: ">= 1.6",
    });
    const variables = inputs(this);
    const locals = helpers(this, variables);
    awsProvider(this, variables, locals);
    const network = ownNetwork(this, variables);
    const firewall = securityGroup(this, variables, network);
    const data = bucket(this, { variables, locals });
    parameters(this, { variables, locals });
    hostScripts(this);
    const role = hostRole(this, { variables, locals, bucket: data });
    const kauri = host(this, { variables, role, network, firewall, bucket: data });
    monitoring(this, { variables, locals, host: kauri });
    scheduler(this, { variables, locals, host: kauri });
    outputs(this, { variables, locals, host: kauri, bucket: data });
    exampleValues(this);
    documents(this, { readme: fromTemplate("kauri/README.md", { words: FRENCH }) });
  }
}
