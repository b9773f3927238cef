import type { AuthClient } from 'google-auth-library';
import { CredentialsError } from './errors.ts';
import { once } from './once.ts';
import type { GcpSettings } from './settings.ts';

/** What the credentials may be used for; what they may do is for the roles of who they are. */
const scopes = ['https://www.googleapis.com/auth/cloud-platform'];

/** Whom Bursar is at Google. */
export interface OwnCredentials {
  /** A client that knows the credentials, and renews them. */
  client(): Promise<AuthClient>;
  /** The project that the credentials are of, where they tell. @throws {CredentialsError} */
  project(): Promise<string>;
  /** Who that is, for people: an e-mail address where there is one. */
  whose(): Promise<string>;
}

/** The credentials of the settings, or the application default ones, looked for once. */
export function ownCredentials({
  authClient,
  accessToken,
  credentials,
  quotaProject,
}: GcpSettings): OwnCredentials {
  const made = once(async () => {
    const { GoogleAuth } = await import('google-auth-library');
    const given =
      authClient ??
      (accessToken && (await clientOfTokens(accessToken))) ??
      (credentials && (await clientOfFile(credentials)));
    const auth = new GoogleAuth({
      scopes,
      ...(given !== undefined && { authClient: given }),
      ...(given === undefined && credentials !== undefined && { credentials }),
      ...(quotaProject !== undefined && { clientOptions: { quotaProjectId: quotaProject } }),
    });
    // A key signs for every call by itself: no token has to be fetched for it, nor a host for tokens to be there.
    auth.useJWTAccessWithScope = true;
    return auth;
  });
  const client = once(async () => {
    const auth = await made();
    try {
      return await auth.getClient();
    } catch (error) {
      throw missing(error);
    }
  });
  return {
    client,
    async project() {
      const auth = await made();
      const { projectId } = await client();
      try {
        return projectId ?? (await auth.getProjectId());
      } catch (error) {
        throw new CredentialsError('the credentials tell no project: name them by "projects"', {
          cause: error,
        });
      }
    },
    async whose() {
      const auth = await made();
      const own = await client();
      if ('email' in own && typeof own.email === 'string') return own.email;
      // The library would look for others, whose name these are not.
      if (accessToken !== undefined || authClient !== undefined) return 'credentials of the program itself';
      const { client_email: email } = await auth.getCredentials();
      return email ?? 'credentials that tell no name';
    },
  };
}

/** How long a token of a program's is used before it is asked for another. */
const usedForMs = 240_000;

/** A client by the tokens that a program gives. */
async function clientOfTokens(accessToken: () => Promise<string>): Promise<AuthClient> {
  const { OAuth2Client } = await import('google-auth-library');
  const client = new OAuth2Client();
  client.refreshHandler = async () => ({
    access_token: await accessToken(),
    // The library looks at the machine's clock for this, and renews what is about to expire.
    expiry_date: Date.now() + usedForMs + client.eagerRefreshThresholdMillis,
  });
  return client;
}

/** A client by the contents of a credentials file; undefined for the rarer ones, which the library reads itself. */
async function clientOfFile(file: NonNullable<GcpSettings['credentials']>): Promise<AuthClient | undefined> {
  const { client_email: email, private_key: key, private_key_id: keyId, project_id: projectId } = file;
  const sdk = await import('google-auth-library');
  if (file.type === 'service_account' && typeof email === 'string' && typeof key === 'string')
    return new sdk.JWT({
      email,
      key,
      scopes,
      ...(typeof keyId === 'string' && { keyId }),
      ...(typeof projectId === 'string' && { projectId }),
    });
  const { credential_source: source } = file;
  const isFile = typeof source === 'object' && source !== null && ('file' in source || 'url' in source);
  if (file.type !== 'external_account' || !isFile) return undefined;
  // The library checks what it finds in such a file, whatever that is typed as.
  const options = { ...file, scopes } as object as ConstructorParameters<typeof sdk.IdentityPoolClient>[0];
  return new sdk.IdentityPoolClient(options);
}

function missing(error: unknown): CredentialsError {
  const why = error instanceof Error ? error.message : String(error);
  return new CredentialsError(
    `there are no credentials: ${why} Give application default credentials: a service account of the machine, GOOGLE_APPLICATION_CREDENTIALS, or \`gcloud auth application-default login\`.`,
    { cause: error },
  );
}
