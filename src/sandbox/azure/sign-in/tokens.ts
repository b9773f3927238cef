import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../core/time.ts';
import type { Caller, Host } from '../service.ts';

const claims = z.object({
  aud: z.string(),
  host: z.enum(['management', 'graph', 'metrics']),
  exp: z.number(),
  tid: z.string(),
  appid: z.string(),
  oid: z.string(),
});

/** What a token is worth. */
export type Verified =
  | { readonly state: 'good'; readonly caller: Caller; readonly host: Host }
  | { readonly state: 'expired' }
  | { readonly state: 'foreign' };

const header = encoded({ typ: 'JWT', alg: 'HS256' });

/** Access tokens: made, and looked at, by the wall clock. Nothing is kept of them. */
export class Tokens {
  readonly #clock: Clock;
  readonly #key: string;

  constructor(seed: number, clock: Clock) {
    this.#clock = clock;
    this.#key = hash('sha256', `tokens of the sandbox ${seed}`);
  }

  issue(caller: Caller, host: Host, audience: string, lifetimeSeconds: number): string {
    const now = Math.floor(this.#clock.now() / 1_000);
    const payload = encoded({
      aud: audience,
      iss: `https://sts.windows.net/${caller.tenant}/`,
      iat: now,
      nbf: now,
      exp: now + lifetimeSeconds,
      appid: caller.client,
      idtyp: 'app',
      oid: caller.objectId,
      tid: caller.tenant,
      ver: '1.0',
      host,
    });
    return `${header}.${payload}.${this.#signature(payload)}`;
  }

  verify(token: string): Verified {
    const [head, payload = '', signature = ''] = token.split('.');
    const own = Buffer.from(this.#signature(payload));
    const given = Buffer.from(signature);
    if (head !== header || own.length !== given.length || !timingSafeEqual(own, given))
      return { state: 'foreign' };
    const { exp, host, tid, appid, oid } = claims.parse(
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    );
    if (this.#clock.now() >= exp * 1_000) return { state: 'expired' };
    return { state: 'good', host, caller: { tenant: tid, client: appid, objectId: oid } };
  }

  #signature(payload: string): string {
    return createHmac('sha256', this.#key).update(`${header}.${payload}`).digest('base64url');
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
