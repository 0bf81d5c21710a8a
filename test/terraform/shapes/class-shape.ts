import type { Correction } from "../../../constructs/plain/providers/aws";
import type { Shapes } from "../../../constructs/plain/providers/shape";

/** What a class says of an argument, as it crosses from one process to the other. */
export interface ClassShape {
  readonly isBlock: boolean;
  readonly nested: ClassShapes;
}

export type ClassShapes = Readonly<Record<string, ClassShape>>;

/** How an argument is written: what is known of it, in one word. */
export type Form = "block" | "attribute" | Correction;

/** The forms of a class's arguments by their path: `aws_security_group.ingress`. */
export type Forms = Readonly<Record<string, Form>>;

/** What declarations, or a schema, say of the arguments of a type. */
export function formsOf(path: string, shapes: Shapes): Forms {
  return Object.assign(
    {},
    ...[...shapes].map(([name, { isBlock, correction, nested }]) => {
      const at = `${path}.${name}`;
      return { [at]: correction ?? (isBlock ? "block" : "attribute"), ...formsOf(at, nested) };
    }),
  );
}
