import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../core/time.ts';

/** What a signed token says. */
const jwtClaims = z.object({
  iss: z.string(),
  sub: z.string().optional(),
  aud: z.string().optional(),
  scope: z.string().optional(),
  iat: z.number(),
  exp: z.number(),
});
export type JwtClaims = z.output<typeof jwtClaims>;

/** The most by which a client's clock may be ahead. */
const allowedSkewSeconds = 300;
const longestLifeSeconds = 3_600 + allowedSkewSeconds;

/** A private key, made when it is first needed, and the judge of what was signed with it. */
export class SigningKey {
  readonly #wallClock: Clock;
  #pem: string | undefined;
  #public: KeyObject | undefined;

  constructor(wallClock: Clock) {
    this.#wallClock = wallClock;
  }

  /** PEM, PKCS 8. */
  privateKey(): string {
    this.#pem ??= generateKeyPairSync('rsa', {
      modulusLength: 2_048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey;
    return this.#pem;
  }

  /** A token (JWT, RS256) of these claims. */
  sign(claims: JwtClaims): string {
    const signed = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), this.privateKey()).toString('base64url')}`;
  }

  /** What a token says, if it was signed with this key and holds now. */
  verify(token: string): JwtClaims | 'expired' | undefined {
    const [header, payload, signature] = token.split('.');
    if (header === undefined || payload === undefined || signature === undefined) return undefined;
    this.#public ??= createPublicKey(this.privateKey());
    const good = verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      this.#public,
      Buffer.from(signature, 'base64url'),
    );
    const claims = good ? jwtClaims.safeParse(decoded(payload)) : undefined;
    if (claims?.success !== true) return undefined;
    const now = this.#wallClock.now() / 1_000;
    const { iat, exp } = claims.data;
    if (iat > now + allowedSkewSeconds || exp - iat > longestLifeSeconds) return undefined;
    return exp <= now ? 'expired' : claims.data;
  }
}

function encoded(document: object): string {
  return Buffer.from(JSON.stringify(document)).toString('base64url');
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
