import { App } from "cdktf";
import type { IConstruct, IValidation } from "constructs";

/**
 * What a construct's own validations say against it, without those of cdktf that start Terraform to ask for its
 * version (`terraform_data`, `importFrom`, `cloud`): a synth needs Node alone, and what the version must be is said
 * by `required_version`, wherever Terraform is run.
 */
export function validate({ node }: IConstruct): readonly string[] {
  // Private in the types of constructs.
  const { _validations: validations } = node as unknown as { readonly _validations?: readonly IValidation[] };
  if (validations === undefined) return node.validate();
  return validations.filter((one) => !("versionCommand" in one)).flatMap((one) => one.validate());
}

/** Whether the app was told not to validate: `new App({ skipValidation: true })`. */
export function skipsValidation({ node }: IConstruct): boolean {
  return App.isApp(node.root) && (node.root as App).skipValidation;
}
