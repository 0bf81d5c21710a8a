export { PlainformError, type Problem } from "./errors";
export {
  Check,
  type CheckProps,
  Import,
  type ImportProps,
  Moved,
  type MovedProps,
  Removed,
  type RemovedProps,
} from "./layout/elements";
export { LocalModule, type LocalModuleProps, type ModuleOutput } from "./layout/local-module";
export { type Comments, comment } from "./layout/notes";
export { PlainStack, type PlainStackProps } from "./layout/plain-stack";
export { type ElementScope, TerraformFile } from "./layout/terraform-file";
export { TextFile, type TextFileProps } from "./layout/text-file";
export { asAttribute, asBlock } from "./lower/forms";
export { hcl } from "./lower/hcl-value";
export { run } from "./run";
export type { TfvarsFile } from "./synth/tfvars";
