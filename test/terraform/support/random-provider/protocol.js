/** The provider's side of plugin protocol 5: schema, plan and apply of resources that only hold a value. */
const resources = require("./resources");
const { UNKNOWN, decode, encode } = require("./values");

function schema(attributes) {
  const described = Object.entries(attributes).map(([name, attribute]) => ({
    name,
    type: Buffer.from(JSON.stringify(attribute.type)),
    required: attribute.required === true,
    optional: attribute.optional === true,
    computed: attribute.computed === true,
    sensitive: attribute.sensitive === true,
  }));
  return { version: 0, block: { version: 0, attributes: described } };
}

const isInput = (attribute) => attribute.required === true || attribute.optional === true;
const isSame = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Every input is part of the value's identity: a changed one makes another value, in place of the old. */
function plan({ type_name, prior_state, proposed_new_state }) {
  const prior = decode(prior_state);
  const proposed = decode(proposed_new_state);
  if (proposed === null) return { planned_state: encode(null) };

  const planned = { ...proposed };
  const changed = [];
  const attributes = Object.entries(resources[type_name].attributes);
  for (const [name, attribute] of attributes.filter(([, attribute]) => isInput(attribute))) {
    if (attribute.default !== undefined) planned[name] ??= attribute.default;
    if (prior !== null && !isSame(prior[name], planned[name])) changed.push(name);
  }
  for (const [name] of attributes.filter(([, attribute]) => !isInput(attribute))) {
    planned[name] = prior === null || changed.length > 0 ? UNKNOWN : prior[name];
  }
  return {
    planned_state: encode(planned),
    requires_replace: changed.map((name) => ({ steps: [{ attribute_name: name }] })),
  };
}

function apply({ type_name, planned_state }) {
  const planned = decode(planned_state);
  if (planned === null) return { new_state: encode(null) };
  return { new_state: encode({ ...planned, ...resources[type_name].make(planned) }) };
}

const calls = {
  GetSchema: () => ({
    provider: schema({}),
    resource_schemas: Object.fromEntries(
      Object.entries(resources).map(([name, { attributes }]) => [name, schema(attributes)]),
    ),
    data_source_schemas: {},
    server_capabilities: { get_provider_schema_optional: true },
  }),
  PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
  ValidateResourceTypeConfig: () => ({}),
  Configure: () => ({}),
  UpgradeResourceState: ({ raw_state }) => ({
    upgraded_state: encode(JSON.parse(raw_state.json.toString())),
  }),
  ReadResource: (request) => ({ new_state: request.current_state, private: request.private }),
  PlanResourceChange: plan,
  ApplyResourceChange: apply,
  Stop: () => ({}),
};

module.exports = { calls };
