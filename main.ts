import { join } from "node:path";
import { App } from "cdktf";
import { run } from "./constructs/plain";
import { Bouvet } from "./stacks/bouvet";

// cdktf's command line says where it looks; everything else writes beside this file, whatever the folder.
const app = new App({ outdir: process.env.CDKTF_OUTDIR ?? join(__dirname, "cdktf.out") });

new Bouvet(app, "bouvet");

run(app);
