#!/usr/bin/env node
import { withExitCode } from "../plain/command/failure";
import { parseWords } from "../plain/command/words";
import { addWaysOut } from "./leave";
import { addReview } from "./review";
import { runApp } from "./run-app";

const asked = parseWords(process.argv.slice(2), {
  name: "plainform",
  isApp: false,
  extend: (program) => {
    addWaysOut(program);
    addReview(program);
  },
});
if ("exitCode" in asked) process.exitCode = asked.exitCode;
else withExitCode(asked, () => runApp(asked));
