import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { stringify } from "lossless-json";
import { PlainformError } from "../../plain/errors";
import { grouped } from "../../plain/grouped";
import type { Side } from "../../plan-json/differences";
import { type Change, pathText, readPlan } from "../../plan-json/plan";
import { MASK, maskerOf, secretsOf } from "../../plan-json/secrets";
import { readTerraformJson } from "../input/terraform-json";
import { NAMES_FILE, readNames } from "../names/names-file";
import type { AddressTable } from "../names/new-names";
import { settingsOf, stackNameOf } from "../settings";
import { compareEvidence, describeDifference } from "./difference";
import { evidenceOf, type Planned } from "./evidence";
import { hasState } from "./has-state";
import { normalise } from "./normalise";
import { planOf } from "./plan";
import { withNewNames } from "./renamed-evidence";

export interface VerifyOptions {
  /** Folder of a root module. */
  readonly tree: string;
  /** The Terraform JSON that the tree was made from. */
  readonly against?: string;
  /** `terraform`, `tofu`, or a path. @default "terraform" */
  readonly terraform?: string;
  /** Arguments of `terraform plan`: `-var-file=…`, `-var=…`. */
  readonly planArguments?: readonly string[];
}

/** What `plainform verify` says, and with which exit code. */
export interface Verdict {
  readonly text: string;
  /** 0 the same infrastructure, 2 something differs. */
  readonly exitCode: 0 | 2;
}

/**
 * Asks Terraform whether a converted tree is the same infrastructure: with a state, whether the plan is empty; with
 * the JSON it was made from, whether both say the same. Reads the state, locks nothing, writes nothing.
 *
 * @throws PlainformError when Terraform cannot plan one of them
 */
export function verify({
  tree,
  against,
  terraform = "terraform",
  planArguments = [],
}: VerifyOptions): Verdict {
  if (!existsSync(tree))
    throw new PlainformError({
      at: tree,
      what: "there is no tree to verify",
      expected: "the folder of a root module that plainform convert has written",
      fix: "convert first, or correct the path",
    });
  const options = { program: terraform, arguments: planArguments };
  const planned = planOf(tree, options);
  const json = against === undefined ? undefined : planOfJson(against, tree, options);
  if (hasState(planned.plan)) return changesVerdict(planned, json);
  if (json !== undefined) return comparisonVerdict(planned, json, tableOf(tree));
  const { length } = readPlan(planned.plan).changes.filter(({ action }) => action === "create");
  if (length === 0) return changesVerdict(planned, undefined);
  return {
    exitCode: 2,
    text: `no state was found: Terraform would create ${length === 1 ? "the one resource" : `all ${length} resources`}\n  fix: run it where the state is (CONVERSION.md says where it was kept), or compare with the JSON: --against cdk.tf.json`,
  };
}

function changesVerdict(planned: Planned, json: Planned | undefined): Verdict {
  const { changes } = readPlan(planned.plan);
  const moved = changes.filter(({ previousAddress }) => previousAddress !== undefined).length;
  const real = changes.filter(({ action }) => action !== "move" && action !== "import");
  const count = (...actions: Change["action"][]): number =>
    real.filter(({ action }) => actions.includes(action)).length;
  const replaced = count("replace");
  const sums = `${moved} moved, ${count("create") + replaced} to add, ${count("update")} to change, ${count("delete") + replaced} to destroy`;
  if (real.length === 0) return { exitCode: 0, text: `same infrastructure: ${sums}` };
  const before = new Map(
    json === undefined ? [] : readPlan(json.plan).changes.map((change) => [change.address, change] as const),
  );
  const causes = grouped(real, (change) =>
    causeOf(change, before.get(change.previousAddress ?? change.address)),
  );
  const mask = maskerOf(secretsOf(planned.plan));
  const lines = [...causes].flatMap(([cause, items]) => [
    "",
    `${cause}:`,
    ...items.map((change) => describe(change, mask)),
  ]);
  return { exitCode: 2, text: [`not the same: ${sums}`, ...lines].join("\n") };
}

function causeOf(change: Change, before: Change | undefined): string {
  if (before !== undefined && before.action === change.action && sameDifferences(before, change))
    return "the JSON's own plan does the same: it is drift, and not the conversion";
  if (change.action === "update" && change.differences.every(isAssetPath))
    return "another path of the same asset (--keep-asset-paths keeps it)";
  if (change.action === "create")
    return "nothing in the state under this address or one that was moved to it";
  if (change.action === "delete" || change.action === "forget") return "in the state, and not in the tree";
  return change.action === "replace" ? "to be replaced" : "to be changed in place";
}

function sameDifferences(a: Change, b: Change): boolean {
  // Of a secret it is not known whether it would become the same one.
  const isSecret = ({ before, after }: Change["differences"][number]): boolean =>
    before.kind === "sensitive" || after.kind === "sensitive";
  if (a.differences.some(isSecret)) return false;
  return JSON.stringify(a.differences) === JSON.stringify(b.differences);
}

// Computed arguments follow an update of a function's code.
function isAssetPath({ before, after }: Change["differences"][number]): boolean {
  if (after.kind === "unknown") return true;
  const fileOf = (side: Side): string | undefined => {
    const value = side.kind === "value" ? side.value : undefined;
    return typeof value === "string" && /(^|\/)assets\//.test(value) ? basename(value) : undefined;
  };
  return fileOf(before) !== undefined && fileOf(before) === fileOf(after);
}

function describe({ address, previousAddress, action, differences }: Change, mask: Mask): string {
  const from = previousAddress === undefined ? "" : ` (was ${previousAddress})`;
  const shown = action === "update" || action === "replace" ? differences : [];
  return [
    `  ${action} ${address}${from}`,
    ...shown.map(
      ({ path, before, after }) => `    ${pathText(path)}: ${textOf(before, mask)} -> ${textOf(after, mask)}`,
    ),
  ].join("\n");
}

/** Hides what Terraform calls sensitive anywhere. */
type Mask = (text: string) => string;

function textOf(side: Side, mask: Mask): string {
  if (side.kind === "value") {
    const text = mask(JSON.stringify(side.value));
    return text.length > 120 ? `${text.slice(0, 120)}…` : text;
  }
  return { absent: "(not set)", unknown: "(known after apply)", sensitive: MASK }[side.kind];
}

function comparisonVerdict(planned: Planned, json: Planned, table: AddressTable): Verdict {
  const [left, right] = normalise(withNewNames(evidenceOf(json), table), evidenceOf(planned));
  const { differences, compared } = compareEvidence(left, right);
  const resources = Object.keys(left["planned value"] ?? {}).length;
  if (differences.length === 0)
    return {
      exitCode: 0,
      text: `same configuration: ${resources === 1 ? "1 resource" : `${resources} resources`}, ${compared} values compared, no difference`,
    };
  const names = ["the JSON", "the tree"] as const;
  const mask = maskerOf([...secretsOf(planned.plan), ...secretsOf(json.plan)]);
  const report = differences.map((difference) => describeDifference(difference, names, mask));
  return {
    exitCode: 2,
    text: [`not the same: ${differences.length} of ${compared} values differ`, "", ...report].join("\n"),
  };
}

/** Plans the JSON in a folder of its own, with the state that lies in the tree, or the backend that it declares. */
function planOfJson(file: string, tree: string, options: Parameters<typeof planOf>[1]): Planned {
  const { configuration } = readTerraformJson(file);
  const folder = mkdtempSync(join(tmpdir(), "plainform-against-"));
  try {
    const { values } = settingsOf(configuration, stackNameOf(configuration) ?? "");
    writeFileSync(
      join(folder, "cdk.tf.json"),
      stringify({ ...configuration, terraform: values }, undefined, 2) ?? "",
    );
    const assets = join(dirname(file), "assets");
    if (existsSync(assets)) cpSync(assets, join(folder, "assets"), { recursive: true });
    for (const own of ["terraform.tfstate", ".terraform.lock.hcl"])
      if (existsSync(join(tree, own))) copyFileSync(join(tree, own), join(folder, own));
    return planOf(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The names that the conversion gave, from the file beside the tree. */
function tableOf(tree: string): AddressTable {
  const name = basename(resolve(tree));
  return readNames(join(dirname(resolve(tree)), NAMES_FILE), [name], true).get(name) ?? new Map();
}
