import { z } from 'zod';
import type { Clock } from '../../../core/time.ts';
import { jsonAnswer } from '../answer.ts';
import type { Identities } from '../identities.ts';
import { invalidArgument, permissionDenied } from '../refusals.ts';
import type { GcpService } from '../service.ts';

const wanted = z.object({
  scope: z.array(z.string()).min(1),
  lifetime: z
    .string()
    .regex(/^\d{1,5}s$/)
    .optional(),
  delegates: z.array(z.string()).optional(),
});

const longestSeconds = 3_600;

/** IAM Service Account Credentials: a service account is taken on. */
export function iamCredentialsService(identities: Identities, wallClock: Clock): GcpService {
  return {
    service: 'iamcredentials',
    routes: [
      {
        operation: 'generateAccessToken',
        method: 'POST',
        path: '/v1/projects/-/serviceAccounts/{account}:generateAccessToken',
        permission: 'iam.serviceAccounts.getAccessToken',
        handle({ params, body }) {
          const parsed = wanted.safeParse(documentOf(body));
          if (!parsed.success) throw invalidArgument('Request contains an invalid argument.');
          const seconds = Number((parsed.data.lifetime ?? `${longestSeconds}s`).slice(0, -1));
          if (seconds < 1 || seconds > longestSeconds)
            throw invalidArgument('The token lifetime must be between 1 second and 1 hour.');
          const email = params['account'] ?? '';
          const account = identities.account(email);
          if (account === undefined || email !== identities.email)
            throw permissionDenied(
              'iam.serviceAccounts.getAccessToken',
              `projects/-/serviceAccounts/${email}`,
            );
          const { token } = identities.tokens.issue(account, seconds);
          const expireTime = new Date(wallClock.now() + seconds * 1_000).toISOString();
          return jsonAnswer({ accessToken: token, expireTime });
        },
      },
    ],
  };
}

function documentOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
