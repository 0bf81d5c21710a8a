import type { TerraformElement } from "cdktf";
import { addressOf } from "./declared";

/** A file as it is to be written. */
export interface WrittenFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Path of the construct that it comes from. */
  readonly origin: string;
}

/**
 * The construct that a block of a file comes from, where its address tells.
 *
 * @param block its first line without the brace: `resource "aws_vpc" "main"`
 * @param origin of the file
 * @returns path of the construct
 */
export function constructOf(
  block: string,
  origin: string,
  elements: readonly TerraformElement[],
): string | undefined {
  const [type = "", ...labels] = block.replaceAll('"', "").split(" ");
  const address = [PREFIXES[type] ?? type, ...labels].filter((part) => part !== "").join(".");
  const stack = origin.slice(0, origin.lastIndexOf("/"));
  const found = elements.find(
    (element) => element.node.path.startsWith(`${stack}/`) && addressOf(element) === address,
  );
  return found?.node.path;
}

const PREFIXES: Readonly<Record<string, string>> = { resource: "", variable: "var" };
