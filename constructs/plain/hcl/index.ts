export { type Argument, argument, type Block, type Body, block, type Group } from "./block";
export type { Expression, ForExpression, ObjectEntry, Step, TemplatePart } from "./expression";
export { bool, call, dotted, name, nullValue, str, template, traverse, tuple } from "./expression";
export { IDENTIFIER } from "./identifiers";
export { holeMarker, type ParseOptions, parseExpression, parseQuotedBody, parseTemplate } from "./parse";
export { printArguments, printFile } from "./print-file";
export { flat } from "./print-inline";
export { HclSyntaxError } from "./scanner";
