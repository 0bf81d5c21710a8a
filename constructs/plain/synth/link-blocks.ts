import { type Block, block } from "../hcl";
import { lowerBody } from "../lower/body";
import type { Environment } from "../lower/contexts";
import { lowerOutput } from "../lower/declarations";
import { NO_SHAPES } from "../providers/shape";
import type { LinkedOutput, LinkedState } from "./stack-links";

/** The data source with which a stack reads the state of another one. */
export function remoteStateBlock({ name, values }: LinkedState, environment: Environment): Block {
  const body = lowerBody(values, { environment, path: "data.terraform_remote_state", shapes: NO_SHAPES });
  return block("data", ["terraform_remote_state", name], body);
}

/** The output that other stacks read. */
// Sensitive, as in cdktf's JSON: whether what it hands out is a secret is the provider's to know.
export function linkedOutputBlock({ name, value, readers }: LinkedOutput, environment: Environment): Block {
  const description = `Read by ${readers.join(", ").replace(/, ([^,]*)$/, " and $1")}.`;
  return lowerOutput([name], { description, value, sensitive: true }, {}, { environment, overrides: {} });
}
