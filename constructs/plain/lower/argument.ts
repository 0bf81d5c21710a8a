import { call, type Expression } from "../hcl";
import { jsonKind } from "../providers/aws-json";
import type { Environment } from "./contexts";
import { lowerValue } from "./value";

/**
 * Lowers the value of an argument; JSON text of which only the meaning counts becomes `jsonencode({ … })`.
 *
 * @param path dotted names from the resource type down to the argument
 */
export function lowerArgument(path: string, value: unknown, environment: Environment): Expression {
  const document = typeof value === "string" ? parseDocument(path, value) : undefined;
  if (document !== undefined) return call("jsonencode", lowerValue(document, environment));
  return lowerValue(value, environment);
}

function parseDocument(path: string, text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const kind = jsonKind(path);
  if (kind === undefined) return undefined;
  try {
    const document = JSON.parse(text) as object;
    if (kind === "policy") return Array.isArray(document) ? undefined : document;
    // A number with more digits than JavaScript has, or a key that is there twice, would be lost.
    return JSON.stringify(document) === withoutWhiteSpace(text) ? document : undefined;
  } catch {
    // Not JSON once its references are tokens: it stays the text that it is.
    return undefined;
  }
}

/** JSON without the white space between its parts. */
function withoutWhiteSpace(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
}
