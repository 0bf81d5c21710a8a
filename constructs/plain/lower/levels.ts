import { endless, PlainformError } from "../errors";
import type { Environment } from "./contexts";

/** No one reads what is nested deeper, and the parser, the printer and Terraform itself have less of a stack. */
const LIMIT = 500;

let levels = 0;

/**
 * Lowers what lies one level deeper in a value.
 * @throws PlainformError when that is too deep: the value, most likely, contains itself
 */
export function oneLevelDeeper<T>({ at }: Environment, lower: () => T): T {
  if (levels >= LIMIT) throw new PlainformError({ at, ...endless(`more than ${LIMIT} levels`) });
  levels += 1;
  try {
    return lower();
  } finally {
    levels -= 1;
  }
}
