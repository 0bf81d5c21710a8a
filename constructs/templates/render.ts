import { join } from "node:path";
import { type Parameters, TemplateFolder, type TemplateText } from "./folder";

/** Beside this source file, never beside whoever runs the synth. */
const PROJECT_TEMPLATES = new TemplateFolder(join(__dirname, "../../templates"), "templates");

/**
 * Fills a Handlebars file of `templates/`: `renderTemplate("bouvet/user-data.sh", { … })` is the text of
 * `templates/bouvet/user-data.sh.hbs`, to the last newline.
 *
 * @param name path below `templates/`, without the `.hbs`
 * @param parameters all that the template reads, and no others
 * @returns the text
 * @throws PlainformError with template and line, for an unknown name, a parameter that nothing reads, a value that is
 * undefined or that the target language cannot hold, a missing template or partial and a syntax error
 */
export function renderTemplate(name: string, parameters: Parameters = {}): string {
  return PROJECT_TEMPLATES.render(name, parameters);
}

/**
 * Renders a template for a file of a stack, and says where it came from, for the line at the top of that file:
 * `stack.text("README.md", fromTemplate("site/README.md"))`.
 *
 * @param name path below `templates/`, without the `.hbs`
 * @param parameters all that the template reads, and no others
 * @returns the text, and the template that it comes from
 * @throws PlainformError as `renderTemplate` does
 */
export function fromTemplate(name: string, parameters: Parameters = {}): TemplateText {
  return PROJECT_TEMPLATES.text(name, parameters);
}
