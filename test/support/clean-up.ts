import { afterAll } from "vitest";
import { stopSharedProvider } from "../terraform/support/provider-process";
import { removeTemporaryFolders } from "../terraform/support/temporary";

// First of each file's hooks, so it runs last of all.
afterAll(async () => {
  await stopSharedProvider();
  removeTemporaryFolders();
});
