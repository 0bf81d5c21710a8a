/** What a class says of an argument, as it crosses from one process to the other. */
export interface ClassShape {
  readonly isBlock: boolean;
  readonly nested: ClassShapes;
}

export type ClassShapes = Readonly<Record<string, ClassShape>>;
