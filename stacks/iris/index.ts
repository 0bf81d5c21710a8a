import type { Construct } from "constructs";
import { PlainStack } from "../../constructs/plain";
import { record } from "./dns";
import { documents } from "./documents";
import { machine } from "./ec2";
import { hostRole } from "./iam";
import { awsProvider } from "./main";
import { monitoring } from "./monitoring";
import { defaultNetwork } from "./network";
import { outputs } from "./outputs";
import { hostScripts } from "./scripts";
import { firewall } from "./security";
import { inputs } from "./variables";

/** IRIS: a Flask backend behind gunicorn and nginx, with its cache, on one small machine. */
export class Iris extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      source: "stacks/iris",
      rootModule: "deploy/terraform",
      settingsFile: "main.tf",
      requiredVersion: ">= 1.5",
    });
    awsProvider(this);
    const variables = inputs(this);
    const network = defaultNetwork(this, variables);
    const group = firewall(this, { variables, network });
    const role = hostRole(this, variables);
    hostScripts(this);
    const host = machine(this, { variables, network, firewall: group, role });
    record(this, { variables, host });
    monitoring(this, { variables, host, role });
    outputs(this, { variables, host });
    documents(this);
  }
}
