import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CommandResult, runCommand } from "./command";
import { removeTemporaryFolder, temporaryFolder } from "./temporary";
import type { Terraform } from "./terraform";

const PROJECT = join(__dirname, "..", "..", "..");

/**
 * Runs `cdktf diff` as CI does, on a copy of a tree that has been applied: its state, its providers.
 *
 * @param stack name of the stack
 * @param terraform the root module, applied
 * @param place the system's folder below the output, and how many folders below it the root module lies
 * @returns what it printed; exit code 1 when there are changes
 */
export async function cdktfDiff(
  stack: string,
  terraform: Terraform,
  place: { readonly tree: string; readonly levels: number } = { tree: stack, levels: 1 },
): Promise<CommandResult> {
  const output = temporaryFolder("cdktf");
  const tree = Array.from({ length: place.levels }).reduce<string>((path) => dirname(path), terraform.dir);
  cpSync(tree, join(output, place.tree), { recursive: true });
  const variables = Object.fromEntries(
    Object.entries(terraform.variables).map(([name, value]) => [`TF_VAR_${name}`, value]),
  );
  try {
    return await runCommand(
      join(PROJECT, "node_modules", ".bin", "cdktf"),
      ["diff", stack, "--skip-provider-lock", "--no-color", "--output", output],
      {
        cwd: PROJECT,
        // Without the exit code, diff succeeds whether or not there are changes.
        env: {
          ...(await terraform.environment()),
          ...variables,
          CI: "1",
          TF_CLI_ARGS_plan: "-detailed-exitcode",
        },
        timeoutSeconds: 180,
        allowedExitCodes: [0, 1],
      },
    );
  } finally {
    removeTemporaryFolder(output);
  }
}
