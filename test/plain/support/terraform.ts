import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "../../terraform/support/command";
import { removeTemporaryFolder, temporaryFolder } from "../../terraform/support/temporary";
import { Terraform } from "../../terraform/support/terraform";

/** Files of a folder: path below it → text. */
export type Files = Readonly<Record<string, string>>;

async function inTerraform<T>(files: Files, use: (terraform: Terraform) => Promise<T>): Promise<T> {
  const folder = temporaryFolder("module");
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await use(new Terraform(folder));
  } finally {
    removeTemporaryFolder(folder);
  }
}

/** What the real Terraform says against files that are not well formed or not as `fmt` has them; else empty. */
export function formatComplaints(files: Files): Promise<string> {
  return inTerraform(files, (terraform) => complaints(() => terraform.fmtCheck()));
}

/** What `terraform validate` says against a root module with its providers installed; else empty. */
export function validationComplaints(files: Files): Promise<string> {
  return inTerraform(files, async (terraform) => {
    await terraform.init();
    const shared = await terraform.shareProvider();
    return complaints(() => shared.validate());
  });
}

async function complaints(check: () => Promise<void>): Promise<string> {
  try {
    await check();
    return "";
  } catch (error) {
    if (error instanceof CommandError) return error.output;
    throw error;
  }
}

/** The values of a module's outputs in a real plan. For modules that need no provider. */
export function plannedOutputs(files: Files): Promise<Readonly<Record<string, unknown>>> {
  return inTerraform(files, async (terraform) => {
    // Modules have to be installed, local ones too.
    if (Object.keys(files).some((path) => path.includes("/"))) await terraform.init();
    const plan = await terraform.planJson(await terraform.plan());
    const changes = Object.entries(plan.output_changes ?? {});
    return Object.fromEntries(changes.map(([name, { after }]) => [name, after]));
  });
}
