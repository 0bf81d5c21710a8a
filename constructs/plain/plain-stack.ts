import { App } from "cdktf";
import type { Construct } from "constructs";
import { requireCdktfIsMeant } from "./cdktf/own-import";
import "./cdktf/output-folder";
import { takeOverSynth } from "./command/app-synth";
import { PlainformError } from "./errors";
import {
  brandRootModule,
  joined,
  type RootModule,
  type TfvarsFile,
  type Unfiled,
} from "./layout/module-kinds";
import { PlainModule } from "./layout/plain-module";
import { DEFAULT_REQUIRED_VERSION } from "./layout/required-version";
import { takeOverSourceModules } from "./layout/source-modules";
import { TextFile, type TextFileProps } from "./layout/text-file";
import { StackSynthesizer } from "./synth/synthesizer";

requireCdktfIsMeant(process.cwd());

/** Where a stack is written, and what it asks of Terraform and of its providers. */
export interface PlainStackProps {
  /** Folder of the system below the output directory, whose content is what its own repository holds. @default the id */
  readonly system?: string;
  /** Folder of the root module below the system's: `terraform`, `infra/terraform/environments/dev`. @default the system's own */
  readonly rootModule?: string;
  /**
   * What an author has to open, for the first line of what is generated: `__filename`; or `__dirname`, for a folder in
   * which `ec2.ts` writes `ec2.tf`, and `index.ts` (or `main.ts`) what nothing else is called as. In ES modules
   * `import.meta.filename` and `import.meta.dirname`. It is named by its path in the package that it is in; any text that
   * is no absolute path as it is.
   * @default the id
   */
  readonly source?: string;
  /** Constraint on the version of Terraform. @default ">= 1.5", or what its blocks need: 1.7 for `removed` */
  readonly requiredVersion?: string;
  /**
   * Version constraints by local provider name. Give each an upper bound.
   * @default "~> MAJOR.MINOR" of the provider that the bindings were generated from
   */
  readonly requiredProviders?: Readonly<Record<string, string>>;
  /** Folder of the local modules below the system's. @default `modules` in the root module */
  readonly modulesDirectory?: string;
  /** File that the `terraform` block stands in. @default "terraform.tf", as HashiCorp's style guide has it */
  readonly settingsFile?: string;
  /**
   * `"cdktf"` for a stack that cdktf has applied: `moved.tf` takes its state along to the names of here, and nothing
   * is destroyed. To be taken out when every state was applied.
   */
  readonly formerly?: "cdktf";
  /**
   * Where what is created in no file goes: `"by construct"`, a file for each top-level construct that holds several
   * resources (`network.tf`) and `main.tf` for the rest; or `"main.tf"`, all there. Variables, outputs and providers have
   * files of their own in either case.
   * @default "by construct"
   */
  readonly unfiled?: Unfiled;
}

/** What a stack's properties and id say. */
export function stackSettings(id: string, props: PlainStackProps): StackSettings {
  const { source = id, requiredProviders = {}, formerly } = props;
  const rootModule = folder(props.rootModule ?? "");
  return {
    system: folder(props.system ?? id),
    rootModule,
    modulesDirectory: folder(props.modulesDirectory ?? joined(rootModule, "modules")),
    source,
    requiredVersion: props.requiredVersion ?? DEFAULT_REQUIRED_VERSION,
    requiredProviders,
    settingsFile: props.settingsFile ?? "terraform.tf",
    formerly,
    unfiled: props.unfiled ?? "by construct",
    tfvarsFiles: [],
  };
}

/** `./terraform/` is `terraform`; a path that is no folder below another stays as it is, to be refused. */
function folder(path: string): string {
  return path.startsWith("/") ? path : joined(...path.split("/"));
}

/** The fields of a stack that is written as plain Terraform. */
export type StackSettings = Omit<RootModule, keyof PlainModule>;

/** Has a stack written as plain Terraform by whatever synthesises its app. */
export function synthesizePlain(stack: RootModule): void {
  const app = App.of(stack);
  stack.synthesizer = new StackSynthesizer(app, stack);
  takeOverSynth(app);
}

/**
 * A stack that is written as plain Terraform: a root module of several files, with the scripts and documents
 * that belong to it. Takes the place of `TerraformStack`; everything else of cdktf stays as it is.
 */
export class PlainStack extends PlainModule implements RootModule {
  /** Folder of the system below the output directory. */
  declare readonly system: string;
  /** Folder of the root module below the system's; "" for the system's own. */
  declare readonly rootModule: string;
  /** Folder of the local modules below the system's. */
  declare readonly modulesDirectory: string;
  /** What an author has to open, as the first line of each file names it. */
  declare readonly source: string;
  /** Constraint on the version of Terraform. */
  declare readonly requiredVersion: string;
  /** Version constraints by local provider name, as far as the author gave them. */
  declare readonly requiredProviders: Readonly<Record<string, string>>;
  /** File that the `terraform` block stands in. */
  declare readonly settingsFile: string;
  /** `"cdktf"` while `moved.tf` still takes along a state that cdktf applied. */
  declare readonly formerly: "cdktf" | undefined;
  /** Where what is created in no file goes. */
  declare readonly unfiled: Unfiled;
  /** Files of values for variables, in the order of the calls of `tfvars`. */
  declare readonly tfvarsFiles: TfvarsFile[];

  constructor(scope: Construct, id: string, props: PlainStackProps = {}) {
    super(scope, id);
    brandRootModule(this);
    takeOverSourceModules(this);
    Object.assign(this, stackSettings(id, props));
    synthesizePlain(this);
  }

  /**
   * A file that is not Terraform.
   *
   * @param path path below the system's folder: `terraform/scripts/user-data.sh`
   * @param props its content, and how it is written
   * @returns the file, to refer to it by its path
   */
  text(path: string, props: TextFileProps): TextFile {
    return new TextFile(this, path, props);
  }

  /**
   * Values for variables, in a file of the root module's folder.
   *
   * @param fileName ends in .tfvars or .tfvars.example
   * @param values by variable name, printed in this order
   * @param comments above values, by variable name
   * @param source where the values stand, if not in the stack's own source
   * @throws PlainformError when the name is not that of a tfvars file or is taken; at synth, when a key is no variable
   */
  tfvars(
    fileName: string,
    values: TfvarsFile["values"],
    comments?: TfvarsFile["comments"],
    source?: string,
  ): void {
    if (
      !/^[A-Za-z0-9_-][A-Za-z0-9_.-]*\.tfvars(\.example)?$/.test(fileName) ||
      this.tfvarsFiles.some((file) => file.fileName === fileName)
    )
      throw new PlainformError({
        at: this.node.path,
        what: "not a free name for a file of variable values",
        got: JSON.stringify(fileName),
        expected: "a name that ends in .tfvars or .tfvars.example and is used once",
        fix: "choose another name",
      });
    this.tfvarsFiles.push({ fileName, values, ...(comments && { comments }), ...(source && { source }) });
  }
}
