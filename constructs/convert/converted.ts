import type { Entry } from "./entries";
import type { StackInput } from "./input/stacks";
import type { AddressTable } from "./names/new-names";
import type { RootModule } from "./root-module";
import type { SchemaOptions } from "./schema/load";

export interface ConvertOptions extends SchemaOptions {
  /** A `cdktf.out`, or one Terraform JSON file. */
  readonly source: string;
  /** The folder that the trees are for: its `names.json`, if there is one, gives the names. */
  readonly out: string;
  /** Names of stacks. @default all */
  readonly stacks?: readonly string[];
  /** A JSON file of old → new addresses; wins over everything. */
  readonly namesFile?: string;
  /** Variables and outputs keep their names. */
  readonly keepInterface?: boolean;
  /** Assets keep the paths that cdktf gave them, hashes included. */
  readonly keepAssetPaths?: boolean;
}

/** One stack that was converted. */
export interface ConvertedStack {
  readonly stack: StackInput;
  readonly entries: readonly Entry[];
  /** Old address → new address, of everything that has another name now. */
  readonly table: AddressTable;
  readonly module: RootModule;
  /** Names of the stacks whose state this one reads; they are to be applied first. */
  readonly reads: readonly string[];
  /** Names of the stacks that read outputs of this one without saying their names, which therefore stay. */
  readonly readWhole: readonly string[];
}
