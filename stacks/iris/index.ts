import type { Construct } from "constructs";
import { documents } from "../../constructs/aws/documents";
import { PlainStack } from "../../constructs/plain";
import { fromTemplate } from "../../constructs/templates";
import { record } from "./dns";
import { machine } from "./ec2";
import { hostRole } from "./iam";
import { awsProvider } from "./main";
import { monitoring } from "./monitoring";
import { defaultNetwork } from "./network";
import { outputs } from "./outputs";
import { hostScripts, SETTINGS } from "./scripts";
import { securityGroup } from "./security";
import { exampleValues } from "./terraform.tfvars";
import { inputs } from "./variables";

/** IRIS: a Flask backend behind gunicorn and nginx, with its cache, on one small machine. */
export class Iris extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      source: __dirname,
      rootModule: "deploy/terraform",
      settingsFile: "main.tf",
      requiredVersion: ">= 1.5",
    });
    const variables = inputs(this);
    awsProvider(this, variables);
    const network = defaultNetwork(this, variables);
    const firewall = securityGroup(this, variables, network);
    const role = hostRole(this, variables);
    hostScripts(this);
    const host = machine(this, { variables, network, firewall, role });
    record(this, { variables, host });
    monitoring(this, variables, host, role.account);
    outputs(this, { variables, host });
    exampleValues(this);
    const readme = fromTemplate("iris/README.md", { port: SETTINGS.port });
    documents(this, { readme, readmeFolder: this.rootModule, tree: "deploy", changedScript: "restarts" });
  }
}
