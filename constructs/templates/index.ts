export { type Parameters, TemplateFolder, type TemplateText } from "./folder";
export { fromTemplate, renderTemplate } from "./render";
