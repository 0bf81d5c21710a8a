import type { Planned } from "../../../constructs/convert/verify/evidence";
import { CommandError } from "../support/command";
import { Terraform, type TerraformOptions } from "../support/terraform";
import { makeOffline } from "./offline";
import type { Side } from "./write-sides";

export interface PlanOptions {
  /** Values of the stack's variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** An AWS endpoint, moto's for example, for data sources that have to be read. */
  readonly endpoint?: string;
}

/** Runs init, plan, show and graph. */
export async function planSide({ root }: Side, options: PlanOptions): Promise<Planned> {
  makeOffline(root);
  const initialised = new Terraform(root, withRegion(options));
  await initialised.init();
  const terraform = await initialised.shareProvider();
  const plan = await terraform.plan();
  const [json, graph] = [await terraform.planJson(plan), await terraform.run(["graph"])];
  const edges = graph.stdout.split("\n").filter((line) => line.includes(" -> "));
  return { plan: { ...json }, edges: edges.map((line) => line.trim().replace(/;$/, "")) };
}

/** @returns what Terraform says against a root module, or nothing */
export async function refusalOf({ root }: Side): Promise<string> {
  makeOffline(root);
  const initialised = new Terraform(root, withRegion({}));
  try {
    await initialised.init();
    const terraform = await initialised.shareProvider();
    await terraform.validate();
    await terraform.plan();
    return "";
  } catch (error) {
    if (error instanceof CommandError) return error.output;
    throw error;
  }
}

function withRegion(options: PlanOptions): TerraformOptions {
  return { ...options, env: { AWS_REGION: "us-east-1" } };
}
