/** The folder of each system's root module in its tree, as `main.ts` names the systems. */
export const ROOT_MODULES: Readonly<Record<string, string>> = {
  bouvet: "terraform",
  dalston: "infra/terraform/environments/dev",
  kauri: "infrastructure/aws/kauri",
  bloaty: "deploy/terraform",
  iris: "deploy/terraform",
};
