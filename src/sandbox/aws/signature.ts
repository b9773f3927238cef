import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../service.ts';

/** The parts of a Signature Version 4 `Authorization` header. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const pattern =
  /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/(\d{8})\/([^/\s]+)\/([^/\s]+)\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/** Reads an `Authorization` header; undefined where it is none of Signature Version 4. */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const [, accessKeyId, date, region, service, signedHeaders, signature] = pattern.exec(header ?? '') ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined || service === undefined)
    return undefined;
  if (signedHeaders === undefined || signature === undefined) return undefined;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

/** How many derived keys are kept; a client has one for each region, service and day. */
const mostKeys = 1_000;

/** Derives the keys that sign from secrets; those of late are kept, since deriving costs more than signing. */
export class SigningKeys {
  readonly #kept = new Map<string, Buffer>();

  of(secret: string, { date, region, service }: Authorization): Buffer {
    const name = `${secret} ${date} ${region} ${service}`;
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    const key = [date, region, service, 'aws4_request'].reduce(
      (parent, part) => createHmac('sha256', parent).update(part).digest(),
      Buffer.from(`AWS4${secret}`),
    );
    this.#kept.set(name, key);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKeys && oldest !== undefined) this.#kept.delete(oldest);
    return key;
  }
}

/** Whether a request was signed with this key. */
export function isSignedBy(request: WireRequest, authorization: Authorization, key: Buffer): boolean {
  const { date, region, service, signedHeaders } = authorization;
  const canonical = [
    request.method,
    canonicalPath(request.path, service),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${canonicalHeader(request.headers[name])}`),
    '',
    signedHeaders.join(';'),
    payloadHash(request),
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    headerText(request.headers['x-amz-date']),
    `${date}/${region}/${service}/aws4_request`,
    hash('sha256', canonical),
  ].join('\n');
  const expected = createHmac('sha256', key).update(toSign).digest();
  return timingSafeEqual(expected, Buffer.from(authorization.signature, 'hex'));
}

/** S3 signs the path as it stands; all others sign it encoded once more. */
function canonicalPath(path: string, service: string): string {
  return service === 's3' ? path : path.split('/').map(encode).join('/');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .toSorted()
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalHeader(value: string | readonly string[] | undefined): string {
  return headerText(value).trim().replace(/ +/g, ' ');
}

function headerText(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.join(',') ?? '');
}

/** The hash of the body, or what was declared in its place where the body is not to be signed. */
function payloadHash({ headers, body }: WireRequest): string {
  const declared = headerText(headers['x-amz-content-sha256']);
  return declared !== '' && !/^[0-9a-f]{64}$/.test(declared) ? declared : hash('sha256', body);
}
