import type {
  Precondition,
  TerraformLocal,
  TerraformVariable,
  TerraformVariableValidationConfig,
} from "cdktf";
import { hcl, type TerraformFile } from "../../constructs/plain";

/** What a field of `cron(…)` may hold between commas and in ranges, besides `*`, in the order of the fields. */
const FIELDS = [
  "[0-5]?[0-9]",
  "[01]?[0-9]|2[0-3]",
  "[?]|LW?|(0?[1-9]|[12][0-9]|3[01])W?",
  "0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC",
  "[?]|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])?",
  "(19[7-9]|20[0-9]|21[0-9])[0-9]",
];

/**
 * The form of a cron expression of EventBridge Scheduler
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based).
 */
export function cronForm(expression: TerraformVariable): TerraformVariableValidationConfig {
  return {
    condition: hcl.bool`can(regex("^cron[(][^ ?]+ [^ ?]+ ([?] [^ ?]+ [^ ?]+|[^ ?]+ [^ ?]+ [?]) [^ ?]+[)]$", ${expression}))`,
    errorMessage:
      "The expression must be cron(minutes hours day-of-month month day-of-week year), with ? for exactly one of the two days: cron(0 7 ? * MON-FRI *).",
  };
}

/** A local with the fields of both expressions that AWS would refuse, after everything else is there. */
export function cronMistakes(
  file: TerraformFile,
  { start, stop }: Readonly<Record<"start" | "stop", TerraformVariable>>,
): TerraformLocal {
  const fields = file.local(
    "cron_fields",
    FIELDS,
    "What EventBridge Scheduler takes in each field of cron(…), besides *, lists, ranges and steps.",
  );
  const expressions = file.local("cron_expressions", {
    start: start.stringValue,
    stop: stop.stringValue,
  });
  return file.local(
    "cron_mistakes",
    hcl.any`{
      for verb, expression in ${expressions} : verb => [
        for index, field in split(" ", trim(expression, "cron()")) : field
        if !can(regex(format("^%[1]s([,-]%[1]s)*$", "([*]|\${${fields}[index]})(/[0-9]+)?"), field))
      ]
    }`,
  );
}

/** Refuses an expression with such fields in the plan. */
export function withoutMistakes(mistakes: TerraformLocal, verb: "start" | "stop"): Precondition {
  const found = hcl.any`${mistakes}[${verb}]`;
  return {
    condition: hcl.bool`length(${found}) == 0`,
    errorMessage: `A field of scheduler_${verb}_expression is not in its range: \${join(", ", ${found})}. Minutes 0-59, hours 0-23, days 1-31, months 1-12 or JAN-DEC, weekdays 1-7 (1 is Sunday) or SUN-SAT, years 1970-2199.`,
  };
}
