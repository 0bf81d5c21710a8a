import type { Command } from "commander";
import { withExitCode } from "../plain/command/failure";
import { SYNTH } from "../plain/command/request";

/** The words for those who leave CDKTF: `convert` and `verify`. Each runs at once, without an app. */
export function addWaysOut(program: Command): void {
  program
    .command("convert")
    .description(
      "turn Terraform JSON, a cdktf.out or one file of it, into plain Terraform with the state kept",
    )
    .argument("[source]", "a cdktf.out, or the path of a cdk.tf.json", "cdktf.out")
    .requiredOption("--out <folder>", "where the trees are written, a folder for each stack")
    .option("--stack <name...>", "only these stacks")
    .option(
      "--schema <file>",
      "output of `terraform providers schema -json`, where Terraform cannot be asked",
    )
    .option("--names <file>", "JSON of old to new addresses, which win over our own")
    .option("--terraform <program>", "terraform, tofu, or the path of one", "terraform")
    .option("--keep-interface", "variables and outputs keep their names")
    .option("--keep-asset-paths", "assets keep the paths that cdktf gave them, so that the plan stays empty")
    .option("--force", "overwrite files that were edited since an earlier conversion")
    .addHelpText("after", "\nWays to leave, with the commands: docs/leaving-cdktf.md")
    .action((source: string, options: ConvertWords) => withExitCode(SYNTH, () => convertTo(source, options)));
  program
    .command("verify")
    .description("ask Terraform whether a converted tree is the same infrastructure; changes nothing")
    .argument("<tree>", "folder of a root module")
    .argument("[planArguments...]", "behind --, arguments of terraform plan: -var-file=prod.tfvars")
    .option("--against <file>", "the cdk.tf.json that it was made from")
    .option("--terraform <program>", "terraform, tofu, or the path of one", "terraform")
    .addHelpText("after", "\nExit codes: 0 the same, 2 something differs, 1 Terraform cannot plan it.")
    .action((tree: string, planArguments: string[], options: VerifyWords) =>
      withExitCode(SYNTH, () => {
        const { verify } = require("../convert/verify/verify") as typeof import("../convert/verify/verify");
        const { text, exitCode } = verify({ tree, planArguments, ...options });
        console.log(text);
        return exitCode;
      }),
    );
}

interface ConvertWords {
  readonly out: string;
  readonly stack?: readonly string[];
  readonly schema?: string;
  readonly names?: string;
  readonly terraform: string;
  readonly keepInterface?: boolean;
  readonly keepAssetPaths?: boolean;
  readonly force?: boolean;
}

interface VerifyWords {
  readonly against?: string;
  readonly terraform: string;
}

function convertTo(source: string, words: ConvertWords): number {
  const { convert } = require("../convert/convert") as typeof import("../convert/convert");
  const { remarksOn } = require("../convert/remarks") as typeof import("../convert/remarks");
  const { writeTree } = require("../plain/tree") as typeof import("../plain/tree");
  const { out, stack, schema, names, force, ...rest } = words;
  const { plan, stacks } = convert({
    source,
    out,
    ...rest,
    ...(stack !== undefined && { stacks: stack }),
    ...(schema !== undefined && { schemaFile: schema }),
    ...(names !== undefined && { namesFile: names }),
  });
  const changes = writeTree(out, plan, { force: force === true });
  for (const { stack: one, module, table } of stacks)
    console.log(`${one.name}  ${module.files.size} files, ${table.size} renamed, ${module.moved.size} moved`);
  for (const remark of remarksOn(stacks, out)) console.error(`remark: ${remark}`);
  const written = changes.created.length + changes.updated.length;
  console.log(
    `\n${written === 0 ? "nothing changed" : `${written} files written`}: ${out}/CONVERSION.md says what to run next`,
  );
  return 0;
}
