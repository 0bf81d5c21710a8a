import { posix, resolve } from "node:path";
import { App, TerraformBackend, type TerraformStack } from "cdktf";
import { fragmentOf } from "../cdktf/fragments";
import { mergeOverrides, stackOverrides } from "../cdktf/overrides";
import { isTree, type Values } from "../cdktf/values";
import { elementsOf } from "../check/elements-of";
import { PlainformError } from "../errors";
import { type RootModule, rootModuleFolder } from "../layout/module-kinds";
import { labelledTrees, treesOf } from "../lower/block-values";

/** What a module's `terraform` block is asked for by backends and overrides. */
function askedOfBackends(module: TerraformStack): Values {
  const { terraform } = stackOverrides(module);
  const overrides = isTree(terraform) ? terraform : {};
  return elementsOf(module)
    .filter((element) => TerraformBackend.isBackend(element))
    .map((element) => fragmentOf(element).terraform)
    .reduce<Values>((wanted, asked) => mergeOverrides(isTree(asked) ? asked : {}, wanted), overrides);
}

/** Where Terraform keeps the state of a root module. */
export interface StateLocation {
  /** `s3`, `local`, `remote` … */
  readonly backend: string;
  readonly config: Values;
}

/**
 * Where the state of a root module lies.
 * @returns undefined where no backend is declared: the state is a file in the module's folder
 */
export function stateLocation(module: TerraformStack): StateLocation | undefined {
  const { backend, cloud } = askedOfBackends(module);
  const at = { at: module.node.path };
  const [declared] = labelledTrees(backend, "backend", at);
  if (declared !== undefined) return { backend: declared[0], config: declared[1] };
  const [workspace] = treesOf(cloud, "cloud", at);
  return workspace && { backend: "remote", config: cloudConfig(workspace, module) };
}

// The block `cloud` has no remote state of its own: it is read as the backend `remote`, one workspace by its name
// (https://developer.hashicorp.com/terraform/language/settings/backends/remote).
function cloudConfig({ organization, hostname, token, workspaces }: Values, module: TerraformStack): Values {
  const name = isTree(workspaces) ? workspaces.name : undefined;
  if (name === undefined)
    throw new PlainformError({
      at: module.node.path,
      what: "the state that another stack reads is that of a workspace without a name",
      got: "workspaces chosen by tags",
      expected: "workspaces with a name: a state is read from one workspace",
      fix: "give the workspace of this stack by its name, or declare a terraform_remote_state where it is read",
    });
  return { organization, hostname, token, workspaces: { name } };
}

/** Backends that keep one state only, or choose the workspace by other means. */
const WITHOUT_WORKSPACES: ReadonlySet<string> = new Set(["http", "remote"]);

/**
 * The arguments of the `terraform_remote_state` that reads the state of one root module from another.
 *
 * @param from folder of the module that reads, below the output directory
 * @param to folder of the module whose state is read
 * @see https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
export function remoteState(location: StateLocation | undefined, from: string, to: string): Values {
  const { backend, config } = location ?? { backend: "local", config: {} };
  const workspace = WITHOUT_WORKSPACES.has(backend) ? {} : { workspace: "${terraform.workspace}" };
  return { backend, ...workspace, config: backend === "local" ? localConfig(config, from, to) : config };
}

/**
 * Where the state of a stack of cdktf's own kind is read: in the folder that cdktf runs in, where it says nothing else.
 */
export function foreignState(origin: TerraformStack, user: RootModule): Values {
  const location = stateLocation(origin);
  const isDefault =
    location === undefined || (location.backend === "local" && location.config.path === undefined);
  const path = `terraform.${origin.node.id}.tfstate`;
  const config = isDefault ? { ...location?.config, path } : location.config;
  const from = resolve(App.of(user).outdir, rootModuleFolder(user));
  return remoteState({ backend: location?.backend ?? "local", config }, from, resolve("."));
}

// Terraform takes the paths of a local state as relative to the folder that it runs in.
function localConfig(
  { path = "terraform.tfstate", workspace_dir = "terraform.tfstate.d", ...rest }: Values,
  from: string,
  to: string,
): Values {
  const seen = (place: unknown): unknown =>
    typeof place !== "string" || posix.isAbsolute(place) ? place : stateBeside(from, to, place);
  return { path: seen(path), workspace_dir: seen(workspace_dir), ...rest };
}

/** A state in the folder of one root module, as another one refers to it: `${path.module}/../network/terraform.tfstate`. */
export function stateBeside(from: string, to: string, place = "terraform.tfstate"): string {
  return `\${path.module}/${posix.join(posix.relative(`/${from}`, `/${to}`), place)}`;
}
