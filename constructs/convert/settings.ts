import { win32 } from "node:path";
import type { Values } from "../plain/cdktf/values";
import { isObject } from "./input/terraform-json";

/** What the `terraform` block says, without what cdktf put there by itself. */
export interface Settings {
  readonly values: Values;
  /** Where cdktf kept the state because the author declared no backend: an absolute path of a machine. */
  readonly defaultState?: string;
  /** Where the state is from the folder that Terraform runs in: the backend, or its absence, keeps it in a file there. */
  readonly ownState?: string;
}

/**
 * Takes the settings of a configuration apart.
 *
 * @param name of the stack, where the configuration does not say it: cdktf's own default for the state is called after it
 */
export function settingsOf(configuration: Values, name: string): Settings {
  const stackName = stackNameOf(configuration) ?? name;
  const merged = Object.assign({}, ...[configuration.terraform].flat().filter(isObject)) as Values;
  const { "//": _comment, backend: declared, required_providers, ...rest } = merged;
  const backend = [declared].flat().find(isObject);
  const local = isObject(backend) ? [backend.local].flat().find(isObject) : undefined;
  const path = typeof local?.path === "string" ? local.path : undefined;
  // The paths of Windows are read too, wherever this runs; its rules know those of POSIX.
  const isDefault =
    path !== undefined && win32.isAbsolute(path) && win32.basename(path) === defaultStateFile(stackName);
  const { path: _path, ...other } = local ?? {};
  const kept = isDefault ? (Object.keys(other).length === 0 ? undefined : { local: other }) : backend;
  const providers = Object.assign({}, ...[required_providers].flat().filter(isObject)) as Values;
  return {
    values: {
      ...rest,
      ...(Object.keys(providers).length > 0 && { required_providers: qualified(providers) }),
      ...(kept !== undefined && { backend: kept }),
    },
    ...(isDefault && { defaultState: path }),
    ...(!isDefault && ownStateOf(merged, path)),
  };
}

function ownStateOf({ backend, cloud }: Values, path = "terraform.tfstate"): Pick<Settings, "ownState"> {
  const [type] = Object.keys([backend].flat().find(isObject) ?? { local: {} });
  const isElsewhere = cloud !== undefined || type !== "local" || win32.isAbsolute(path);
  return isElsewhere ? {} : { ownState: path };
}

/** What cdktf calls the state of a stack without a declared backend; it lies where cdktf.json does. */
export function defaultStateFile(stackName: string): string {
  return `terraform.${stackName}.tfstate`;
}

/** cdktf names the providers of HashiCorp without their namespace; a reader should not have to guess it. */
function qualified(providers: Values): Values {
  return Object.fromEntries(
    Object.entries(providers)
      .filter(([name]) => name !== "//")
      .map(([name, value]) => {
        // Before Terraform 0.13 a version was all there was.
        const settings = isObject(value) ? value : { version: value };
        const { source = name, ...rest } = settings;
        if (typeof source !== "string") return [name, value];
        const short = source.replace(/^registry\.terraform\.io\//, "");
        return [name, { source: short.includes("/") ? short : `hashicorp/${short}`, ...rest }];
      }),
  );
}

/** The name that cdktf gave the stack; undefined for JSON of another origin. */
export function stackNameOf(configuration: Values): string | undefined {
  const comment = configuration["//"];
  const metadata = isObject(comment) ? comment.metadata : undefined;
  return isObject(metadata) && typeof metadata.stackName === "string" ? metadata.stackName : undefined;
}
