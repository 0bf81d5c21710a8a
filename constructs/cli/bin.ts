#!/usr/bin/env node
import { withExitCode } from "../plain/command/failure";
import { runApp } from "./run-app";
import { parseWords } from "./words";

const asked = parseWords(process.argv.slice(2), { name: "plainform", isApp: false });
if ("exitCode" in asked) process.exitCode = asked.exitCode;
else withExitCode(asked, () => runApp(asked));
