import { afterAll } from "vitest";
import { stopSharedProvider } from "../terraform/support/provider-process";
import { removeTemporaryFolders } from "../terraform/support/temporary";

const environment = { ...process.env };

// First of each file's hooks, so it runs last of all.
afterAll(async () => {
  await stopSharedProvider();
  removeTemporaryFolders();
  // Files share a process.
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});
