/** The part of a generated provider class that describes its arguments. */
export interface Prototype {
  readonly synthesizeHclAttributes?: () => unknown;
}

/** The method with which a class describes its arguments; it is protected in cdktf's own types. */
export function synthesizer(prototype: Prototype): (() => unknown) | undefined {
  return prototype.synthesizeHclAttributes;
}
