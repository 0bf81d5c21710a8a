import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { App } from "cdktf";

// cdktf makes the last folder of `outdir` only, and takes an empty CDKTF_OUTDIR for a name. This comes between what it
// is told and what it makes: a silent patch.
Object.defineProperty(App.prototype, "outdir", {
  configurable: true,
  set(this: App, given: string) {
    const value = given === "" ? "cdktf.out" : given;
    mkdirSync(dirname(resolve(value)), { recursive: true });
    Object.defineProperty(this, "outdir", { value, writable: true, enumerable: true, configurable: true });
  },
});
