import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const OUT = join(__dirname, "../../cdktf.out");

/** The README of a system's committed tree. */
export function readmeOf(system: string): string {
  const paths = readdirSync(join(OUT, system), { recursive: true, encoding: "utf8" });
  const path = paths.find((each) => /(^|\/)README\.md$/.test(each) && !each.includes(".terraform/"));
  if (path === undefined) throw new Error(`no README.md in ${join(OUT, system)}`);
  return readFileSync(join(OUT, system, path), "utf8");
}
