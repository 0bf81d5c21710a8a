import type { IConstruct } from "constructs";
import { constructsIn } from "./whole-tree";

const LEVELS = { "@cdktf/info": "info", "@cdktf/warn": "warning" } as const;
type Level = keyof typeof LEVELS;

/** A remark on a construct that is no error, as it stands in cdktf's manifest. */
export interface Annotation {
  readonly constructPath: string;
  readonly level: Level;
  readonly message: string;
}

/** What `Annotations.of(…)` was told of a construct and of all within it, errors aside. */
export function annotationsOf(construct: IConstruct): readonly Annotation[] {
  return constructsIn(construct).flatMap(({ node }) =>
    node.metadata.flatMap(({ type, data }): Annotation[] => {
      return type in LEVELS
        ? [{ constructPath: node.path, level: type as Level, message: String(data) }]
        : [];
    }),
  );
}

/** @returns the word for an annotation's level */
export function levelOf({ level }: Annotation): "info" | "warning" {
  return LEVELS[level];
}

/** The errors that `Annotations.of(…)` was told of a construct itself. */
export function errorsOn({ node }: IConstruct): readonly string[] {
  return node.metadata.filter(({ type }) => type === "@cdktf/error").map(({ data }) => String(data));
}
