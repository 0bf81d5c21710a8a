export type { TreeChanges } from "./changes";
export { checkTree, type TreeCheck } from "./check";
export type { Permissions } from "./compare";
export { FilePlan, type PlannedFile } from "./file-plan";
export { PartlyWrittenError, writeTree } from "./write";
