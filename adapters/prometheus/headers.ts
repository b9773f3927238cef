import { readFile } from 'node:fs/promises';
import { DeniedError } from 'bursar/adapter';
import type { PrometheusSettings, Secret } from './settings.ts';

/** The headers that every request carries, their secrets read from where they are. @throws {DeniedError} */
export async function requestHeaders({
  headers,
  bearerToken,
  basicAuth,
}: PrometheusSettings): Promise<Readonly<Record<string, string>>> {
  const sent: Record<string, string> = { Accept: 'application/json' };
  for (const [name, value] of Object.entries(headers))
    sent[name] = typeof value === 'string' ? value : await reveal(value);
  if (bearerToken !== undefined) sent['Authorization'] = `Bearer ${await reveal(bearerToken)}`;
  if (basicAuth !== undefined) {
    const credentials = `${basicAuth.username}:${await reveal(basicAuth.password)}`;
    sent['Authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  return sent;
}

async function reveal(secret: Secret): Promise<string> {
  const text = 'env' in secret ? process.env[secret.env] : await contentOf(secret.file);
  const where = 'env' in secret ? `the environment variable ${secret.env}` : secret.file;
  if (text === undefined || text === '') throw new DeniedError(`there is no secret in ${where}`);
  if (/\p{Cc}/u.test(text)) throw new DeniedError(`the secret in ${where} is more than one line of text`);
  return text;
}

async function contentOf(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new DeniedError(`the secret in ${file} cannot be read`, { cause: error });
  }
}
