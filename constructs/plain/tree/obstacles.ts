import type { Problem } from "../errors";
import { LIST_FILE } from "./paths";

/** Something on disk that was not generated and lies where a generated file is, or is to be. */
export interface Obstacle {
  readonly kind: "file" | "folder" | "symlink" | "special file";
  readonly at: string;
}

const DESCRIPTIONS: { readonly [K in Obstacle["kind"]]: { readonly what: string; readonly fix: string } } = {
  file: {
    what: "files that were not generated here are in the way",
    fix: "move or delete them, or give the generated files other paths, then run again",
  },
  folder: {
    what: "folders are in the place of generated files",
    fix: `move or delete them (or take out of ${LIST_FILE} what is listed by mistake), then run again`,
  },
  symlink: {
    what: "symlinks are in the way; nothing is written or removed through one",
    fix: `replace them by real files and folders, or delete them and take them out of ${LIST_FILE}, then run again`,
  },
  "special file": {
    what: "something that is not a regular file is in the place of generated files",
    fix: "move or delete it, then run again",
  },
};

/**
 * The obstacles as problems for one error: one problem a kind, each naming all the places.
 *
 * @param outdir the output directory, for the messages
 */
export function describeObstacles(outdir: string, obstacles: readonly Obstacle[]): readonly Problem[] {
  const kinds = [...new Set(obstacles.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const places = new Set(obstacles.filter((obstacle) => obstacle.kind === kind).map(({ at }) => at));
    const { what, fix } = DESCRIPTIONS[kind];
    return { at: outdir, what: `${what}; nothing was changed`, got: [...places].sort().join(", "), fix };
  });
}
