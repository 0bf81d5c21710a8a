import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { removeTemporaryFolder, temporaryFolder } from "./temporary";

/** A change of the configuration for one test, with the reason that makes it legitimate. */
export interface Override {
  /** Folder of the module it is merged into, relative to the root module, which is the default. */
  readonly module?: string;
  /** HCL that Terraform merges over the module's blocks of the same address. */
  readonly content: string;
  readonly reason: string;
}

export interface TreeCopy {
  /** The copied folder. */
  readonly dir: string;
  /** The root module in it. */
  readonly root: string;
  remove(): void;
}

/** What running Terraform leaves in a tree: no part of what is tested. */
const NOT_OURS = [/^\.terraform$/, /^\.terraform\.lock\.hcl$/, /\.tfstate(\..*)?$/, /\.tfplan$/, /^plan$/];

/** Values of the user who works in the tree; the ones that are part of the output say so in their first line. */
function isUsersOwn(path: string): boolean {
  if (!/^(terraform|.*\.auto)\.tfvars$/.test(basename(path))) return false;
  const [firstLine = ""] = readFileSync(path, "utf8").split("\n", 1);
  return !/^#.*\bgenerated\b/i.test(firstLine);
}

/** Copies an emitted tree, so that no test runs Terraform in the committed one. */
export function copyTree(source: string, rootModule = ".", overrides: readonly Override[] = []): TreeCopy {
  if (!existsSync(join(source, rootModule))) {
    throw new Error(`no root module ${rootModule} in ${source}: run \`npm run synth\` first`);
  }
  const dir = temporaryFolder("tree");
  cpSync(source, dir, {
    recursive: true,
    filter: (path) => !NOT_OURS.some((pattern) => pattern.test(basename(path))) && !isUsersOwn(path),
  });
  const root = join(dir, rootModule);
  overrides.forEach(({ module = ".", content, reason }, index) => {
    // Terraform merges override files in the order of their names, and these last of all.
    const file = join(root, module, `zz_${index}_override.tf`);
    writeFileSync(file, `# ${reason.replaceAll("\n", "\n# ")}\n${content.trim()}\n`);
  });
  return { dir, root, remove: () => removeTemporaryFolder(dir) };
}
