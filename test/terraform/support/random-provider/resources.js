/** The resources of hashicorp/random 3.7 that have no use for a real provider's subtleties. */
const crypto = require("node:crypto");

const required = (type) => ({ type, required: true });
const optional = (type) => ({ type, optional: true });
const withDefault = (type, value) => ({ type, optional: true, computed: true, default: value });
const computed = (type, more = {}) => ({ type, computed: true, ...more });

const keepers = optional(["map", "string"]);
const pick = (choices) => choices[crypto.randomInt(choices.length)];

const id = {
  attributes: {
    keepers,
    byte_length: required("number"),
    prefix: optional("string"),
    id: computed("string"),
    b64_url: computed("string"),
    b64_std: computed("string"),
    hex: computed("string"),
    dec: computed("string"),
  },
  make({ byte_length, prefix }) {
    const bytes = crypto.randomBytes(byte_length);
    const prefixed = (text) => `${prefix ?? ""}${text}`;
    return {
      id: bytes.toString("base64url"),
      b64_url: prefixed(bytes.toString("base64url")),
      b64_std: prefixed(bytes.toString("base64")),
      hex: prefixed(bytes.toString("hex")),
      dec: prefixed(BigInt(`0x${bytes.toString("hex")}`)),
    };
  },
};

function text(secret) {
  return {
    keepers,
    length: required("number"),
    upper: withDefault("bool", true),
    lower: withDefault("bool", true),
    numeric: withDefault("bool", true),
    number: withDefault("bool", true),
    special: withDefault("bool", true),
    min_upper: withDefault("number", 0),
    min_lower: withDefault("number", 0),
    min_numeric: withDefault("number", 0),
    min_special: withDefault("number", 0),
    override_special: optional("string"),
    result: computed("string", secret),
    id: computed("string"),
  };
}

function characters(wanted) {
  const sets = Object.entries({
    upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    lower: "abcdefghijklmnopqrstuvwxyz",
    numeric: "0123456789",
    special: wanted.override_special ?? "!@#$%&*()-_=+[]{}<>:?",
  }).filter(([name]) => wanted[name]);
  const least = sets.flatMap(([name, set]) => Array.from({ length: wanted[`min_${name}`] }, () => pick(set)));
  const all = sets.map(([, set]) => set).join("");
  const rest = Array.from({ length: wanted.length - least.length }, () => pick(all));
  return shuffled([...least, ...rest]).join("");
}

function shuffled(items) {
  const order = items.map((item) => [crypto.randomInt(2 ** 32), item]);
  return order.sort(([one], [other]) => one - other).map(([, item]) => item);
}

const string = {
  attributes: text({}),
  make(wanted) {
    const result = characters(wanted);
    return { result, id: result };
  },
};

const password = {
  attributes: { ...text({ sensitive: true }), bcrypt_hash: computed("string", { sensitive: true }) },
  // The real provider's id says nothing of the password, either. The hash is not computed here.
  make: (wanted) => ({ result: characters(wanted), id: "none", bcrypt_hash: "" }),
};

const integer = {
  attributes: {
    keepers,
    min: required("number"),
    max: required("number"),
    seed: optional("string"),
    result: computed("number"),
    id: computed("string"),
  },
  make({ min, max }) {
    const result = crypto.randomInt(min, max + 1);
    return { result, id: String(result) };
  },
};

const uuid = {
  attributes: { keepers, result: computed("string"), id: computed("string") },
  make() {
    const result = crypto.randomUUID();
    return { result, id: result };
  },
};

const pet = {
  attributes: {
    keepers,
    length: withDefault("number", 2),
    prefix: optional("string"),
    separator: withDefault("string", "-"),
    id: computed("string"),
  },
  make({ length, prefix, separator }) {
    const words = Array.from({ length }, () => pick(["bold", "calm", "heron", "lynx", "otter", "swift"]));
    return { id: [...(prefix ? [prefix] : []), ...words].join(separator) };
  },
};

module.exports = {
  random_id: id,
  random_string: string,
  random_password: password,
  random_integer: integer,
  random_uuid: uuid,
  random_pet: pet,
};
