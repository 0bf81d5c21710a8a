export { type Parameters, TemplateFolder } from "./folder";
export { renderTemplate } from "./render";
