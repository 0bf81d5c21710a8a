import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findMirror, type Mirror, REGISTRY } from "./mirror";
import { canInstallRandom, installStandIn } from "./random-stand-in";
import { temporaryFolder } from "./temporary";

export interface CliConfig {
  /** For TF_CLI_CONFIG_FILE. */
  readonly file: string;
  /** Where downloaded providers are kept, if any are. Terraform's `init` must not fill it twice at a time. */
  readonly pluginCache?: string;
}

/** A Terraform CLI configuration that says where providers come from. One for each test file. */
export async function cliConfig(): Promise<CliConfig> {
  // It is a temporary file of the test file that asked first, which another one may share a process with.
  if (config === undefined || !existsSync((await config).file)) config = writeConfig();
  return config;
}

let config: Promise<CliConfig> | undefined;

async function writeConfig(): Promise<CliConfig> {
  const folder = temporaryFolder("terraform");
  const mirror = findMirror();
  const standIn = (await canInstallRandom(mirror)) ? [] : [installStandIn(join(folder, "stand-in"))];
  const mirrors = [...(mirror === undefined ? [] : [mirror]), ...standIn];
  const pluginCache = mirror === undefined ? pluginCacheFolder() : undefined;
  const file = join(folder, "terraform.rc");
  writeFileSync(file, cliConfigText(mirrors, pluginCache));
  return { file, pluginCache };
}

/**
 * Text of a CLI configuration. What lies in a mirror comes from there, and only from there; anything else
 * comes straight from its registry. Without a mirror nothing is said: that is Terraform's own default.
 */
export function cliConfigText(mirrors: readonly Mirror[], cache: string | undefined): string {
  const lines = ["disable_checkpoint = true"];
  if (cache !== undefined) {
    lines.push(`plugin_cache_dir = ${JSON.stringify(cache)}`);
    // The trees under test have no lock file; without this Terraform would download in spite of the cache.
    lines.push("plugin_cache_may_break_dependency_lock_file = true");
  }
  if (mirrors.length > 0) {
    const taken = new Set<string>();
    lines.push("provider_installation {");
    for (const { path, providers } of mirrors) {
      lines.push("  filesystem_mirror {", `    path    = ${JSON.stringify(path)}`);
      lines.push(`    include = ${addresses(providers)}`, "  }");
      for (const provider of providers) taken.add(provider);
    }
    lines.push("  direct {", `    exclude = ${addresses([...taken])}`, "  }", "}");
  }
  return `${lines.join("\n")}\n`;
}

function addresses(providers: readonly string[]): string {
  return JSON.stringify(providers.map((provider) => `${REGISTRY}/${provider}`));
}

/** The AWS provider is 600 MB: downloaded once for all runs, where it has to be downloaded. */
function pluginCacheFolder(): string {
  const folder = join(tmpdir(), "plainform-plugin-cache");
  mkdirSync(folder, { recursive: true });
  return folder;
}
