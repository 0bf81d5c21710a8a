import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The only registry that these configurations name. */
export const REGISTRY = "registry.terraform.io";

/** A folder that holds providers in the layout Terraform installs from, and which providers lie in it. */
export interface Mirror {
  readonly path: string;
  /** Addresses without the registry: `hashicorp/aws`. */
  readonly providers: readonly string[];
}

/**
 * Looks for a filesystem mirror: the one that PLAINFORM_PROVIDER_MIRROR names, then the folders in which
 * Terraform looks by itself, then any folder one level below the usual places for such things.
 */
export function findMirror(env: NodeJS.ProcessEnv = process.env): Mirror | undefined {
  const named = env.PLAINFORM_PROVIDER_MIRROR;
  if (named) {
    const mirror = mirrorAt(named);
    if (mirror === undefined) throw new Error(`PLAINFORM_PROVIDER_MIRROR: no ${REGISTRY} folder in ${named}`);
    return mirror;
  }
  for (const path of [...impliedMirrors(env), ...neighbourhood()]) {
    const mirror = mirrorAt(path);
    if (mirror !== undefined) return mirror;
  }
  return undefined;
}

function mirrorAt(path: string): Mirror | undefined {
  const registry = join(path, REGISTRY);
  const providers = foldersIn(registry).flatMap((namespace) =>
    foldersIn(join(registry, namespace)).map((type) => `${namespace}/${type}`),
  );
  return providers.length > 0 ? { path, providers } : undefined;
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function impliedMirrors(env: NodeJS.ProcessEnv): string[] {
  const home = homedir();
  if (process.platform === "win32") return [join(env.APPDATA ?? home, "terraform.d", "plugins")];
  const data =
    process.platform === "darwin"
      ? [join(home, "Library/Application Support/io.terraform"), "/Library/Application Support/io.terraform"]
      : [
          join(env.XDG_DATA_HOME || join(home, ".local/share"), "terraform"),
          ...(env.XDG_DATA_DIRS || "/usr/local/share:/usr/share")
            .split(":")
            .map((dir) => join(dir, "terraform")),
        ];
  return [join(home, ".terraform.d"), ...data].map((folder) => join(folder, "plugins"));
}

function neighbourhood(): string[] {
  const parents = ["/opt", "/usr/local/share", "/usr/share", "/var/lib"];
  return parents.flatMap((parent) => foldersIn(parent).map((name) => join(parent, name)));
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => entry.name)
      .sort();
  } catch {
    // Not ours to read, so not our mirror.
    return [];
  }
}

/** Whether a mirror has a provider in version `major.minor` or a later minor one, unpacked or packed. */
export function mirrorHas(mirror: Mirror, provider: string, major: number, minor: number): boolean {
  if (!mirror.providers.includes(provider)) return false;
  const names = readdirSync(join(mirror.path, REGISTRY, provider));
  return names.some((name) => {
    const version = /(?:^|_)(\d+)\.(\d+)\.\d+(?:_|$)/.exec(name);
    return version !== null && Number(version[1]) === major && Number(version[2]) >= minor;
  });
}
