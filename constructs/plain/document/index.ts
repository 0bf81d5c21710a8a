export { documentDrift } from "./drift";
export { interfaceOf } from "./interface";
