export type { Parameters } from "./folder";
export { renderTemplate } from "./render";
