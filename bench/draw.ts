import { readFileSync } from "node:fs";
import { draw } from "../test/support/mermaid";

/** Draws the Mermaid diagram on standard input as a PNG, as wide as a README is on a screen. */
const [png, width = "1000"] = process.argv.slice(2);
if (png === undefined)
  throw new Error("say where the picture is written: node -r tsx/cjs bench/draw.ts FILE.png [WIDTH]");
const [drawn] = draw([readFileSync(0, "utf8")], Number(width), png);
if (drawn?.error !== undefined) throw new Error(drawn.error);
console.log(`${png}: ${Math.round(drawn?.width ?? 0)} × ${Math.round(drawn?.height ?? 0)}`);
