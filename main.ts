import { join } from "node:path";
import { run } from "./constructs/plain";
import { Bloaty } from "./stacks/bloaty";
import { Bouvet } from "./stacks/bouvet";
import { dalston } from "./stacks/dalston";
import { Iris } from "./stacks/iris";
import { Kauri } from "./stacks/kauri";

// cdktf's command line says where it looks; everything else writes beside this file, whatever the folder.
run({ outdir: process.env.CDKTF_OUTDIR || join(__dirname, "cdktf.out"), command: "npm run synth" }, (app) => {
  new Bouvet(app, "bouvet");
  dalston(app);
  new Kauri(app, "kauri");
  new Bloaty(app, "bloaty");
  new Iris(app, "iris");
});
