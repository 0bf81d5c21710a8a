import { DIAGRAM, diagramPlace } from "./diagram";
import { hclLiteral } from "./hcl";
import { jsonText } from "./json";
import { shellWord } from "./shell";
import { systemdEnvWord, systemdExecWord, systemdWord } from "./systemd";
import { yamlScalar } from "./yaml";

/** The helper of each target language, by the name it has in a template. */
export const HELPERS: Readonly<Record<string, (value: unknown) => string>> = {
  [DIAGRAM]: diagramPlace,
  hcl: hclLiteral,
  json: jsonText,
  shell: shellWord,
  systemd: systemdWord,
  systemdEnv: systemdEnvWord,
  systemdExec: systemdExecWord,
  yaml: yamlScalar,
};
