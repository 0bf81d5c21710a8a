import type { Aws } from "./aws";

/** What the SDK would sign with; the fake AWS reads service and region from it. */
function headers(aws: Aws, service: string): Record<string, string> {
  const { accessKeyId } = aws.clientConfig.credentials;
  const scope = `${accessKeyId}/20250101/${aws.region}/${service}/aws4_request`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    "x-amz-date": "20250101T000000Z",
  };
}

async function ask(aws: Aws, path: string, init: RequestInit): Promise<string> {
  const response = await fetch(`${aws.clientConfig.endpoint}${path}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status}: ${text}`);
  return text;
}

/** A call of a service that speaks JSON, for which there is no client here: `AmazonSSM.DescribeParameters`. */
export async function callJson<Answer>(
  aws: Aws,
  service: string,
  target: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const text = await ask(aws, "/", {
    method: "POST",
    headers: {
      ...headers(aws, service),
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": target,
    },
    body: JSON.stringify(body),
  });
  return JSON.parse(text) as Answer;
}

/** A GET of a service that speaks REST and JSON: `/schedules`. */
export async function getJson<Answer>(aws: Aws, service: string, path: string): Promise<Answer> {
  return JSON.parse(await ask(aws, path, { method: "GET", headers: headers(aws, service) })) as Answer;
}

/** A POST of a service that speaks REST and XML: `/2013-04-01/hostedzone`. */
export async function postXml(aws: Aws, service: string, path: string, body: string): Promise<void> {
  await ask(aws, path, {
    method: "POST",
    headers: { ...headers(aws, service), "content-type": "application/xml" },
    body,
  });
}

/** A call of a service that speaks the query protocol; the answer is XML. */
export async function callQuery(
  aws: Aws,
  service: string,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
  return ask(aws, "/", {
    method: "POST",
    headers: headers(aws, service),
    body: new URLSearchParams({ Action: action, ...parameters }),
  });
}

/** The texts of all elements of a name in an answer of `callQuery`. */
export function elementsOf(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, text = ""]) =>
    text.replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  );
}
