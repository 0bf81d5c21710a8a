export { withContents } from "./contents";
export { documentDrift } from "./drift";
export { interfaceOf } from "./interface";
export type { DocumentPlace } from "./mentions";
