import { afterAll } from "vitest";
import { removeTemporaryFolders } from "../terraform/support/temporary";

// First of each file's hooks, so it runs last of all.
afterAll(removeTemporaryFolders);
