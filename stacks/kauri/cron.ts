import type { TerraformVariableValidationConfig } from "cdktf";
import { hcl } from "../../constructs/plain";

const DAY = "(0?[1-9]|[12][0-9]|3[01])";
const HOUR = "([01]?[0-9]|2[0-3])";
const MINUTE = "[0-5]?[0-9]";
const MONTH = "(0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)";
const WEEKDAY = "([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)";
const YEAR = "(19[7-9]|20[0-9]|21[0-9])[0-9]";

/** What may stand between commas: `*`, a value, a range, each with a step. */
const item = (value: string, wildcard = "[*]", suffix = "") =>
  `^(${wildcard}|${value}(${suffix}-${value})?)(/[0-9]+)?$`;

const ITEMS = [
  item(MINUTE),
  item(HOUR),
  item(DAY, "[?*]|LW?", "W|"),
  item(MONTH),
  item(WEEKDAY, "[?*]|L", "L|#[1-5]|"),
  item(YEAR),
];

/**
 * What EventBridge Scheduler takes as a cron expression. AWS refuses a wrong one after everything else is there, and a
 * right one that never stops the machine costs money
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based).
 */
export function cronRules(variable: string): TerraformVariableValidationConfig[] {
  const value = `\${var.${variable}}`;
  return [
    {
      condition: hcl.bool`can(regex("^cron[(][^ ]+( [^ ]+){5}[)]$", ${value}))`,
      errorMessage: "The expression must be cron(minutes hours day-of-month month day-of-week year).",
    },
    {
      condition: hcl.bool`try(alltrue(flatten([
        for index, field in split(" ", trim(${value}, "cron()")) : [
          for item in split(",", field) : can(regex(${ITEMS}[index], item))
        ]
      ])), false)`,
      errorMessage:
        "Each field of the expression must be in its range: minutes 0-59, hours 0-23, days 1-31, months 1-12 or JAN-DEC, weekdays 1-7 (1 is Sunday) or SUN-SAT, years 1970-2199.",
    },
    {
      condition: hcl.bool`length(regexall("[?]", ${value})) == 1`,
      errorMessage: "Exactly one of day-of-month and day-of-week must be ?, as in cron(0 7 ? * MON-FRI *).",
    },
  ];
}
