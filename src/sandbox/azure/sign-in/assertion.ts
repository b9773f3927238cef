import { constants, createHash, createHmac, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';

const assertionHeader = z.object({
  alg: z.enum(['RS256', 'PS256', 'HS256']),
  x5t: z.string().optional(),
  'x5t#S256': z.string().optional(),
});

const assertionClaims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
});

/** A signed statement of who somebody is. */
export interface Assertion {
  readonly header: z.output<typeof assertionHeader>;
  readonly claims: z.output<typeof assertionClaims>;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Reads an assertion, and does not yet believe it; undefined where it is none. */
export function parseAssertion(text: string): Assertion | undefined {
  const [head = '', payload = '', signature = ''] = text.split('.');
  try {
    return {
      header: assertionHeader.parse(JSON.parse(Buffer.from(head, 'base64url').toString())),
      claims: assertionClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString())),
      signed: `${head}.${payload}`,
      signature: Buffer.from(signature, 'base64url'),
    };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/** A certificate that an application may sign with. */
export interface RegisteredCertificate {
  readonly sha1: string;
  readonly sha256: string;
  readonly publicKey: KeyObject;
}

/** Reads a certificate, PEM. */
export function readCertificate(pem: string): RegisteredCertificate {
  const certificate = new X509Certificate(pem);
  const digest = (algorithm: string): string =>
    createHash(algorithm).update(certificate.raw).digest('base64url');
  return { sha1: digest('sha1'), sha256: digest('sha256'), publicKey: certificate.publicKey };
}

/** Whether an assertion names a certificate, by either of its thumbprints. */
export function namesCertificate({ header }: Assertion, { sha1, sha256 }: RegisteredCertificate): boolean {
  return header['x5t#S256'] === undefined ? header.x5t === sha1 : header['x5t#S256'] === sha256;
}

/** Whether it was signed with a certificate's key. */
export function isSignedWith(assertion: Assertion, { publicKey }: RegisteredCertificate): boolean {
  const { alg } = assertion.header;
  if (alg === 'HS256') return false;
  const key =
    alg === 'PS256'
      ? {
          key: publicKey,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        }
      : publicKey;
  return verify('sha256', Buffer.from(assertion.signed), key, assertion.signature);
}

/** Whether it was signed by an issuer with this key. */
export function isSignedBy(assertion: Assertion, key: string): boolean {
  return (
    assertion.header.alg === 'HS256' &&
    createHmac('sha256', key).update(assertion.signed).digest().equals(assertion.signature)
  );
}

/** Writes an assertion of an issuer's own. */
export function signAssertion(claims: Assertion['claims'], key: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ typ: 'JWT', alg: 'HS256' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
