/** The two ways in which an app ends. */
export const ENDINGS = ["app.synth()", "run()"] as const;
export type Ending = (typeof ENDINGS)[number];

/** An app in JavaScript, `build` being what creates its stacks in `app`. */
export function mainOf(ending: Ending, build: string): string {
  const head = `const { App, DataResource, TerraformOutput, TerraformStack } = require("cdktf");
const { PlainStack, run } = require("plainform");
`;
  return ending === "run()"
    ? `${head}run({}, (app) => {\n${build}\n});\n`
    : `${head}const app = new App();\n${build}\napp.synth();\n`;
}

/** The files of such an app. */
export function filesOf(ending: Ending, build: string): Readonly<Record<string, string>> {
  return { "cdktf.json": '{ "app": "node main.js" }\n', "main.js": mainOf(ending, build) };
}
