/** Terraform's values on the wire: MessagePack, with an extension type for what is not known before apply. */
const msgpack = require("@msgpack/msgpack");

class Unknown {}
const UNKNOWN = new Unknown();

const extensionCodec = new msgpack.ExtensionCodec();
extensionCodec.register({
  type: 0,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
// An unknown value that Terraform knows something about (not null, a prefix …): unknown all the same.
extensionCodec.register({ type: 12, encode: () => null, decode: () => UNKNOWN });

function decode(value) {
  if (value?.msgpack?.length) return msgpack.decode(value.msgpack, { extensionCodec });
  return value?.json?.length ? JSON.parse(value.json) : null;
}

function encode(value) {
  return { msgpack: Buffer.from(msgpack.encode(value, { extensionCodec })) };
}

module.exports = { UNKNOWN, decode, encode };
