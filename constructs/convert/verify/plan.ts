import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTerraform } from "../terraform";
import type { Planned } from "./evidence";

export interface PlanOptions {
  /** `terraform`, `tofu`, or a path. */
  readonly program: string;
  /** Arguments of `plan`: `-var-file=prod.tfvars`, `-var=region=eu-west-1`. */
  readonly arguments?: readonly string[];
}

/**
 * Plans a root module and leaves nothing behind: Terraform's own files lie elsewhere, the state is read and neither
 * locked nor written.
 *
 * @param root folder of the root module
 * @throws PlainformError with Terraform's own words when it cannot be planned
 */
export function planOf(root: string, { program, arguments: extra = [] }: PlanOptions): Planned {
  const folder = mkdtempSync(join(tmpdir(), "plainform-verify-"));
  const lock = join(root, ".terraform.lock.hcl");
  const lockBefore = existsSync(lock) ? readFileSync(lock) : undefined;
  const call = { program, cwd: root, env: { TF_DATA_DIR: join(folder, "data") } };
  try {
    runTerraform(["init", "-input=false", "-no-color"], call);
    const file = join(folder, "plan");
    runTerraform(["plan", "-input=false", "-no-color", "-lock=false", `-out=${file}`, ...extra], call);
    const { stdout } = runTerraform(["show", "-json", file], call);
    const graph = runTerraform(["graph"], call).stdout.split("\n");
    return {
      plan: JSON.parse(stdout) as Planned["plan"],
      edges: graph.filter((line) => line.includes(" -> ")).map((line) => line.trim().replace(/;$/, "")),
    };
  } finally {
    if (lockBefore === undefined) rmSync(lock, { force: true });
    else writeFileSync(lock, lockBefore);
    rmSync(folder, { recursive: true, force: true });
  }
}
