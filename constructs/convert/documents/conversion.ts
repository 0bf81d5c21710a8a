import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, win32 } from "node:path";
import type { ConvertedStack, ConvertOptions } from "../converted";
import type { StackInput } from "../input/stacks";
import { machinePathsIn } from "../machine-paths";
import type { PlainSecret } from "../secrets";
import { type Settings, settingsOf } from "../settings";
import { code, document, table } from "./markdown";

/** `CONVERSION.md`: what was written, renamed and left, and the commands to run next, stack by stack. */
export function conversionReport(stacks: readonly ConvertedStack[], { out }: ConvertOptions): string {
  const names = [...new Set(stacks.flatMap(({ stack, reads }) => [...reads, stack.name]))];
  return document(
    "# Conversion",
    "Written by `plainform convert`. The trees are the source now: edit them, and delete the CDKTF app and this file when you are done. `names.json` keeps the names for another run of the conversion. The commands below are run in this folder.",
    stacks.some(({ reads }) => reads.length > 0)
      ? `Roll out in this order, since a stack reads the outputs of those before it: ${names.map(code).join(", ")}.`
      : "",
    ...stacks.map((one) => stackReport(one, out)),
    ...sectionsOfOthers(
      out,
      stacks.map(({ stack }) => stack.name),
    ),
  );
}

/** What an earlier conversion has said of stacks that are not converted now, and whose trees are there. */
function sectionsOfOthers(out: string, names: readonly string[]): readonly string[] {
  const file = join(out, REPORT_FILE);
  if (!existsSync(file)) return [];
  const [, ...sections] = readFileSync(file, "utf8").split("\n## ");
  return sections.flatMap((section) => {
    const [name = ""] = section.split("\n", 1);
    return names.includes(name) || !existsSync(join(out, name)) ? [] : [`## ${section}`.trimEnd()];
  });
}

/** The file that says what was done and what is to be run, beside the trees. */
export const REPORT_FILE = "CONVERSION.md";

function stackReport(one: ConvertedStack, out: string): string {
  const { stack, module, table: names } = one;
  const { defaultState, ownState } = settingsOf(stack.configuration, stack.name);
  const resources = [...names].filter(([from]) => module.moved.has(from));
  const others = [...names].filter(([from]) => /^(data|ephemeral|local)\./.test(from));
  return document(
    `## ${stack.name}`,
    table(
      ["file", "blocks"],
      [...module.files].map(([file, text]) => [code(file), String(topLevelBlocks(text))]),
    ),
    "### State",
    defaultState !== undefined
      ? "The stack declared no backend. cdktf kept the state beside `cdktf.json`; it belongs in the tree. Better still, declare a backend first: a state on one machine is lost with it."
      : ownState !== undefined
        ? "The state is a file in the folder that Terraform runs in, which is another one now: it has to come along. Better still, declare a backend first: a state on one machine is lost with it."
        : "The backend is the declared one, and stays: the state is found where it is.",
    commands(stack.name, stateCopy(stack, { defaultState, ownState }, out)),
    one.reads.length === 0
      ? ""
      : `It reads the outputs of ${one.reads.map(code).join(", ")} by their new names, which are in that state only after its \`apply\`: \`verify\` of this stack waits for it.`,
    `\`verify\` says "same infrastructure" and changes nothing.${module.moved.size > 0 ? ` After the apply, and when every copy of the state has seen it, ${code("moved.tf")} can be deleted.` : ""}`,
    resources.length > 0 ? "### Renamed, with the state kept" : "",
    table(
      ["was", "is"],
      resources.map(([from, to]) => [code(from), code(to)]),
    ),
    interfaceReport(names),
    one.readWhole.length === 0
      ? ""
      : `The outputs keep their names: ${one.readWhole.map(code).join(", ")} reads them as a whole or by names that are computed.`,
    others.length > 0 ? "### Renamed, without a state" : "",
    table(
      ["was", "is"],
      others.map(([from, to]) => [code(from), code(to)]),
    ),
    encodedReport(stack),
    secretsReport(module.secrets),
    machinePathsReport(module.files),
    module.assetFolders.length + module.missingAssets.length > 0 ? "### Assets" : "",
    module.missingAssets.length === 0
      ? ""
      : `Not there, and so not in the tree: ${module.missingAssets.map(code).join(", ")}. Synthesise the app again and convert its whole cdktf.out; until then \`plan\` or \`apply\` fails where the files are read.`,
    table(
      ["was", "is"],
      module.assetFolders.map(({ from, to }) => [code(from), code(to)]),
    ),
    module.assetFolders.some(({ from, to }) => from !== to)
      ? "An argument that names such a path (a function's `filename`, an object's `source`) has another text now: Terraform plans an update in place and uploads the same bytes once more. `--keep-asset-paths` keeps the old paths, and the plan empty."
      : "",
  ).trimEnd();
}

/** What to run, in the folder of the report. */
function commands(name: string, copy: string | undefined): string {
  const lines = [
    ...(copy === undefined ? [] : [copy]),
    `terraform -chdir=${shellWord(name)} init`,
    `plainform verify ${shellWord(name)}`,
    `terraform -chdir=${shellWord(name)} apply`,
  ];
  return ["```bash", ...lines, "```"].join("\n");
}

function stateCopy(
  stack: StackInput,
  { defaultState, ownState }: Pick<Settings, "defaultState" | "ownState">,
  out: string,
): string | undefined {
  const into = (file: string): string => shellWord(`${stack.name}/${file}`);
  if (defaultState !== undefined)
    return `cp ${shellWord(stateOf(stack, win32.basename(defaultState), out))} ${into("terraform.tfstate")}`;
  if (ownState === undefined) return undefined;
  return `cp ${shellWord(relative(resolve(out), resolve(stack.folder, ownState)))} ${into(ownState)}`;
}

/** Where cdktf kept the state, from the folder of the report: beside cdktf.json, in which cdktf.out lies as a rule. */
function stateOf({ folder }: StackInput, file: string, out: string): string {
  const stacks = dirname(resolve(folder));
  if (basename(stacks) !== "stacks") return file;
  return `${relative(resolve(out), dirname(dirname(stacks))) || "."}/${file}`;
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function interfaceReport(names: ConvertedStack["table"]): string {
  const rows = [...names].flatMap(([from, to]) => {
    const [, before = ""] = /^(?:var|output)\.(.*)$/.exec(from) ?? [];
    const after = to.slice(to.indexOf(".") + 1);
    if (from.startsWith("var."))
      return [
        [
          code(from),
          code(to),
          `set ${code(`TF_VAR_${after}`)} instead of ${code(`TF_VAR_${before}`)}, and rename it in workspaces and tfvars files`,
        ],
      ];
    if (from.startsWith("output."))
      return [
        [
          code(from),
          code(to),
          `readers ask for ${code(after)}: \`terraform output\`, \`terraform_remote_state\` outside these stacks`,
        ],
      ];
    return [];
  });
  if (rows.length === 0) return "";
  return document(
    "### Renamed for callers",
    "`--keep-interface` keeps these names.",
    table(["was", "is", "what must follow"], rows),
  ).trimEnd();
}

function secretsReport(secrets: readonly PlainSecret[]): string {
  if (secrets.length === 0) return "";
  return document(
    "### Secrets in plain text",
    "They stood in the JSON, and so they stand in the tree and in the state. Before the tree is committed: declare a variable with `sensitive = true` and set `TF_VAR_…`, or read the value from SSM or Secrets Manager; as long as the value is the same, the plan stays empty. Then change what was in the app's repository.",
    table(
      ["block", "argument", "known by"],
      secrets.map(({ address, argument, reason }) => [code(address), code(argument), reason]),
    ),
  ).trimEnd();
}

function machinePathsReport(files: ReadonlyMap<string, string>): string {
  const found = machinePathsIn(files);
  if (found.length === 0) return "";
  return document(
    "### Paths of one machine",
    "They stood in the JSON, and lead to nothing elsewhere. Put the files into the tree and name them as `${path.module}/…`, or make them variables; a path into `cdktf.out` ends with that folder.",
    table(
      ["place", "path"],
      found.map(({ place, path }) => [code(place), code(path)]),
    ),
  ).trimEnd();
}

function encodedReport({ encoded }: StackInput): string {
  if (encoded.length === 0) return "";
  return document(
    "### Corrupt within base64",
    "cdktf left something unresolved in text that the app encoded, so what was deployed has it too. It is kept as it is, and the plan stays empty. To mend it, encode in Terraform: `base64encode(…)` with the reference in the text.",
    table(
      ["block in the JSON", "text"],
      encoded.map(({ place, got }) => [code(place), code(got)]),
    ),
  ).trimEnd();
}

function topLevelBlocks(text: string): number {
  return text.split("\n").filter((line) => /^[a-z]+( "[^"]+")* \{/.test(line)).length;
}
