import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const ENGINE = [
  "test/package/**/*.test.ts",
  // Whole processes, one after the other: seconds each.
  "test/{main,plain/run,plain/diagram/mermaid,plain/tree/kill}.test.ts",
  "test/**/*.terraform.test.ts",
  "test/terraform/{differential,modules,neighbours,shapes}.test.ts",
  "test/terraform/{adoption,convert,differential,support}/**/*.test.ts",
];
const SYSTEMS = ["test/terraform/**/*.test.ts"];
const HOST = ["test/host/**/*.test.ts"];

/** What takes longest of its group: by waiting, which its size does not tell. */
const LONGEST = ["terraform/kauri.test.ts", "host/iris-serving.test.ts", "host/data-volume.test.ts"];

/** A life cycle waits more than it works, so what works should come beside it, not before it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number =>
      LONGEST.some((name) => moduleId.endsWith(`/${name}`)) ? 0 : project.name === "systems" ? 1 : 2;
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    // Beside a dozen others that work, on two cores.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    setupFiles: ["test/support/clean-up.ts"],
    // For Terraform and its providers: a third of the time that they spend on schemas is the collector's.
    env: { GOGC: "400" },
    sequence: { sequencer: LongestFirst },
    // Loading cdktf and the provider's classes for each file would take longer than many tests do.
    isolate: false,
    // One group after the other; within a group, projects share its workers.
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...ENGINE, ...SYSTEMS, ...HOST],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "engine",
          include: ENGINE,
          globalSetup: ["test/terraform/support/global-setup.ts"],
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "systems",
          include: SYSTEMS,
          exclude: ENGINE,
          globalSetup: ["test/terraform/support/global-setup.ts"],
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "host",
          include: HOST,
          // By itself: it measures how long a service takes to answer.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
