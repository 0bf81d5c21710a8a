/** A self-signed X.509 certificate, written out in DER: Node can make keys and signatures, not certificates. */
const crypto = require("node:crypto");

const DAY = 24 * 60 * 60 * 1000;
const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
};
const OID = {
  commonName: "550403",
  subjectAltName: "551d11",
  basicConstraints: "551d13",
  ecdsaWithSha256: "2a8648ce3d040302",
};

function der(tag, ...parts) {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  // The shortest form there is: any other is malformed.
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

const sequence = (...parts) => der(TAG.sequence, ...parts);
const oid = (hex) => der(TAG.oid, Buffer.from(hex, "hex"));
const bits = (content) => der(TAG.bits, Buffer.from([0]), content);
/** Universal time: YYMMDDhhmmssZ. */
const time = (date) => der(TAG.time, Buffer.from(`${date.toISOString().replace(/\D/g, "").slice(2, 14)}Z`));
const yes = () => der(TAG.boolean, Buffer.from([0xff]));
const extension = (id, critical, value) =>
  sequence(oid(id), ...(critical ? [yes()] : []), der(TAG.octets, value));

/** Both strings are PEM. The certificate may sign itself (a CA), since its reader trusts it as its own root. */
function selfSignedCertificate(host) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(TAG.set, sequence(oid(OID.commonName), der(TAG.utf8, Buffer.from(host)))));
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const dnsName = der(0x82, Buffer.from(host));
  const extensions = sequence(
    extension(OID.basicConstraints, true, sequence(yes())),
    extension(OID.subjectAltName, false, sequence(dnsName)),
  );
  // A leading byte below 0x80 keeps the serial number positive.
  const serial = Buffer.concat([Buffer.from([1]), crypto.randomBytes(8)]);
  const version3 = der(0xa0, der(TAG.integer, Buffer.from([2])));
  const body = sequence(
    version3,
    der(TAG.integer, serial),
    algorithm,
    name,
    sequence(time(new Date(Date.now() - DAY)), time(new Date(Date.now() + DAY))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const certificate = sequence(body, algorithm, bits(crypto.sign("sha256", body, privateKey)));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
}

module.exports = { selfSignedCertificate };
