import { App } from "cdktf";
import type { Construct } from "constructs";
import { requireCdktfIsMeant } from "./cdktf/own-import";
import "./cdktf/output-folder";
import { takeOverSynth } from "./command/app-synth";
import { PlainformError } from "./errors";
import { brandRootModule, type RootModule, type TfvarsFile } from "./layout/module-kinds";
import { DEFAULT_REQUIRED_VERSION, PlainModule } from "./layout/plain-module";
import { TextFile, type TextFileProps } from "./layout/text-file";
import { StackSynthesizer } from "./synth/synthesizer";

requireCdktfIsMeant(process.cwd());

export interface PlainStackProps {
  /** Folder of the system below the output directory, whose content is what its own repository holds. @default the id */
  readonly system?: string;
  /** Folder of the root module below the system's: `terraform`, `infra/terraform/environments/dev`. @default the system's own */
  readonly rootModule?: string;
  /** The source file, for the first line of what is generated: `stacks/bouvet.ts`. @default the id */
  readonly source?: string;
  /** Constraint on the version of Terraform. @default ">= 1.5" */
  readonly requiredVersion?: string;
  /**
   * Version constraints by local provider name. Each must have an upper bound.
   * @default "~> MAJOR.MINOR" of the provider that the bindings were generated from
   */
  readonly requiredProviders?: Readonly<Record<string, string>>;
  /** Folder of the local modules below the system's. @default `modules` in the root module */
  readonly modulesDirectory?: string;
  /** File that the `terraform` block stands in. @default "terraform.tf", as HashiCorp's style guide has it */
  readonly settingsFile?: string;
}

/**
 * A stack that is written as plain Terraform: a root module of several files, with the scripts and documents
 * that belong to it. Takes the place of `TerraformStack`; everything else of cdktf stays as it is.
 */
export class PlainStack extends PlainModule implements RootModule {
  readonly system: string;
  readonly rootModule: string;
  readonly modulesDirectory: string;
  readonly source: string;
  readonly requiredVersion: string;
  readonly requiredProviders: Readonly<Record<string, string>>;
  readonly settingsFile: string;
  readonly tfvarsFiles: TfvarsFile[] = [];

  constructor(scope: Construct, id: string, props: PlainStackProps = {}) {
    super(scope, id);
    brandRootModule(this);
    this.system = props.system ?? id;
    this.rootModule = props.rootModule ?? "";
    this.modulesDirectory = props.modulesDirectory ?? [this.rootModule, "modules"].filter(Boolean).join("/");
    this.source = props.source ?? id;
    this.requiredVersion = props.requiredVersion ?? DEFAULT_REQUIRED_VERSION;
    this.requiredProviders = props.requiredProviders ?? {};
    this.settingsFile = props.settingsFile ?? "terraform.tf";
    const app = App.of(this);
    this.synthesizer = new StackSynthesizer(app, this);
    takeOverSynth(app);
  }

  /**
   * A file that is not Terraform.
   *
   * @param path path below the system's folder: `terraform/scripts/user-data.sh`
   */
  text(path: string, props: TextFileProps): TextFile {
    return new TextFile(this, path, props);
  }

  /**
   * Values for variables, in a file of the root module's folder.
   * @throws PlainformError when the name is not that of a tfvars file or is taken; at synth, when a key is no variable
   */
  tfvars(fileName: string, values: TfvarsFile["values"], comments?: TfvarsFile["comments"]): void {
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
    this.tfvarsFiles.push({ fileName, values, ...(comments && { comments }) });
  }
}
