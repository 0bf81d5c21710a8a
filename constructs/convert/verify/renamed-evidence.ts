import { type Json, record } from "../../plan-json/json";
import type { AddressTable } from "../names/new-names";
import type { Evidence } from "./evidence";

/** Aspects whose texts are addresses and references, and no values of the infrastructure. */
const ABOUT_ADDRESSES = new Set(["configuration", "provider configuration", "relevant attribute", "edge"]);

/** What Terraform says of a configuration with old names, as it would say it with the new ones. */
export function withNewNames(evidence: Evidence, table: AddressTable): Evidence {
  const renamed = renamer(table);
  return Object.fromEntries(
    Object.entries(evidence).map(([aspect, tree]) => [
      aspect,
      Object.fromEntries(
        Object.entries(tree).map(([subject, value]) => {
          const address = renamed(subject);
          const inside = ABOUT_ADDRESSES.has(aspect) ? deep(value, renamed) : value;
          return [address, withNameOf(subject, address, inside)];
        }),
      ),
    ]),
  );
}

function renamer(table: AddressTable): (text: string) => string {
  if (table.size === 0) return (text) => text;
  const known = new Map([...table].map(([from, to]) => [from.replace(/^provider\./, ""), to]));
  const pattern = [...known.keys()]
    .sort((a, b) => b.length - a.length)
    .map((address) => address.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("|");
  const whole = new RegExp(`(?<![\\w.-])(?:${pattern})(?![\\w-])`, "g");
  return (text) => text.replace(whole, (found) => known.get(found) ?? found);
}

function deep(value: unknown, renamed: (text: string) => string): unknown {
  if (typeof value === "string") return renamed(value);
  if (Array.isArray(value)) return value.map((item) => deep(item, renamed));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [renamed(key), deep(inner, renamed)]),
  );
}

/** A resource says its own name and address besides; one within a module says those that it has there, which stay. */
function withNameOf(subject: string, address: string, value: unknown): unknown {
  const tree: Json = record(value);
  if (typeof tree.address !== "string" || typeof tree.name !== "string") return value;
  if (tree.address !== subject && tree.address !== address) return value;
  const name = address.replace(/\[.*$/, "").split(".").at(-1) ?? tree.name;
  return { ...tree, address, name };
}
