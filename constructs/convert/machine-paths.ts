import { describePlace, placeIn } from "../plain/check/text-place";

/** An absolute path that is right on one machine only. */
export interface MachinePath {
  /** `main.tf: argument filename of resource "aws_lambda_function" "api", line 12`. */
  readonly place: string;
  readonly path: string;
}

/**
 * Homes of developers, folders of their containers, and what lay in an output directory of cdktf's. A home of a host
 * (`/home/ubuntu`) may well be meant.
 */
const OF_ONE_MACHINE =
  /"((?:\/(?:Users|workspaces)\/[^"\n{/]+\/|[A-Za-z]:\\\\Users\\\\|(?:\/|[A-Za-z]:\\\\)[^"\n]*\bcdktf\.out\b)[^"\n]*)"/g;

/** Absolute paths of a machine in the files of a root module. */
export function machinePathsIn(files: ReadonlyMap<string, string>): readonly MachinePath[] {
  return [...files].flatMap(([name, text]) =>
    [...text.matchAll(OF_ONE_MACHINE)].map(({ 1: path = "", index }) => ({
      place: `${name}: ${describePlace(placeIn(name, text, index))}`,
      path,
    })),
  );
}
