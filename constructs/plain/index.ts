export { PlainformError, type Problem } from "./errors";
export { type DiagramWords, diagram } from "./layout/diagram-place";
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
export { hcl } from "./layout/hcl-tag";
export type { PassedProvider, TfvarsFile } from "./layout/module-kinds";
export { type Comments, comment } from "./layout/notes";
export { type ElementScope, TerraformFile, type VariableConfig } from "./layout/terraform-file";
export { TextFile, type TextFileProps } from "./layout/text-file";
export { LocalModule, type LocalModuleProps, type ModuleOutput } from "./local-module";
export { asAttribute, asBlock } from "./lower/as-block";
export { type PlainClass, plain } from "./plain";
export { PlainStack, type PlainStackProps } from "./plain-stack";
export { type RunConfig, run } from "./run";
