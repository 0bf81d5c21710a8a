import type { Asset } from "../cdktf/assets";
import type { PassedProvider } from "../layout/module-kinds";
import type { ModulePlace } from "./relative-paths";

/** What a module asks of its `terraform` block, and of its files. */
export interface ModuleSettings {
  readonly requiredVersion: string;
  readonly requiredProviders: Readonly<Record<string, string>>;
  /** The constraints are those of a whole stack: that this module does not use a provider is no mistake. */
  readonly sharedConstraints?: boolean;
  /** What the module's caller hands it under names of its own. */
  readonly passedProviders?: readonly PassedProvider[];
  readonly settingsFile: string;
  /** Those of the whole stack. */
  readonly assets: readonly Asset[];
  readonly place: ModulePlace;
  /** Whether a construct that holds several resources has a file of its own. @default false */
  readonly isGrouped?: boolean;
  /** First line of each file, without the `#`. */
  readonly headerOf: (fileName: string) => string;
  /** Whether something is said about its blocks. Of a large module they are most of the memory. @default false */
  readonly keepsBlocks?: boolean;
}
