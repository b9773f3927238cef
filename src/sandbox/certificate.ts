import { generate } from 'selfsigned';
import type { Clock } from '../core/time.ts';

/** A server's certificate and its key, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;

/** A certificate for this machine's loopback, made anew for each sandbox and good for a month. */
export async function createCertificate(clock: Clock): Promise<Certificate> {
  const now = clock.now();
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Bursar sandbox' }], {
    keyType: 'ec',
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + 30 * dayMs),
    extensions: [
      // Its own authority, so that trusting it is all a client needs.
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert, key };
}
