import type { Correction } from "./aws";

/** What is known of one argument of a resource, data source or provider: of its class, or of its schema. */
export interface Shape {
  /** A nested block (`name { … }`) and not an attribute (`name = …`). */
  readonly isBlock: boolean;
  /** A map of values, whose keys are the author's own. */
  readonly isMap: boolean;
  /** The arguments within, for blocks and for attributes that are objects. */
  readonly nested: Shapes;
  /** How it is written although `isBlock` says or suggests otherwise, where that is known with the shape. */
  readonly correction?: Correction;
  /** Its value is a secret, as the provider's schema says; classes do not tell. */
  readonly isSensitive?: boolean;
}

export type Shapes = ReadonlyMap<string, Shape>;

export const NO_SHAPES: Shapes = new Map();
