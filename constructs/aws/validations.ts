import type { TerraformVariable, TerraformVariableValidationConfig } from "cdktf";
import { hcl } from "../plain";

/** What a value must hold, of whatever variable it is handed: the `validation` of one. */
export type Validation = (variable: TerraformVariable) => readonly TerraformVariableValidationConfig[];

/** One rule, for conditions that no function here says. */
export function rule(
  condition: TerraformVariableValidationConfig["condition"],
  errorMessage: string,
): TerraformVariableValidationConfig {
  return { condition, errorMessage };
}

/** Several validations of one variable, in their order. */
export function all(...validations: readonly Validation[]): Validation {
  return (variable) => validations.flatMap((validation) => validation(variable));
}

/**
 * A text, of this form.
 *
 * @param pattern a regular expression of Terraform's: RE2
 * @param sentence what is said otherwise
 */
export function matching(pattern: string, sentence: string): Validation {
  return (text) => [rule(hcl.bool`can(regex(${pattern}, ${text}))`, sentence)];
}

/** A text of this form, or null. */
export function matchingOrNull(pattern: string, sentence: string): Validation {
  return (text) => [rule(hcl.bool`${text} == null || can(regex(${pattern}, ${text}))`, sentence)];
}

/** A text in which this does not occur. */
export function without(pattern: string, sentence: string): Validation {
  return (text) => [rule(hcl.bool`!can(regex(${pattern}, ${text}))`, sentence)];
}

/** A number above zero. */
export function positive(sentence: string): Validation {
  return (number) => [rule(hcl.bool`${number} > 0`, sentence)];
}

/** A whole number from one on, or null. */
export function countingOrNull(sentence: string): Validation {
  return (number) => [
    rule(hcl.bool`${number} == null ? true : ${number} >= 1 && floor(${number}) == ${number}`, sentence),
  ];
}

/** The name of a key pair, where one must be named. */
export function keyPairName(sentence = "The key pair must have a name."): Validation {
  return (name) => [rule(hcl.bool`${name} != ""`, sentence)];
}

/** A size in GiB that a gp3 volume can have (https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html). */
export function volumeSize(volume: string, least: number): Validation {
  return (size) => [
    rule(hcl.bool`${size} >= ${least} && ${size} <= 16384`, `The ${volume} must have ${least} to 16384 GiB.`),
  ];
}
