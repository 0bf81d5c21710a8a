/** Graviton with 8 GiB, as the document has it. */
export const INSTANCE_TYPE = "t4g.large";
