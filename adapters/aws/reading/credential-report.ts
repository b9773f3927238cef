import { setTimeout } from 'node:timers/promises';
import type { IAMClient } from '@aws-sdk/client-iam';
import { type EpochMs, UnavailableError } from 'bursar/adapter';

/** One line of an account's credential report, by the report's own column names. */
export type CredentialRow = Readonly<Record<string, string>>;

/** The permissions that {@link readCredentialReport} needs. */
export const credentialReportPermissions = [
  'iam:GenerateCredentialReport',
  'iam:GetCredentialReport',
] as const;

/** How long to wait between asking whether the report is ready, and with its length how often to ask. */
const pausesMs = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000] as const;

/**
 * The lines of the credential report by the ARN of the user, the root user's included. AWS makes a new report every
 * four hours at most, so that a user created since may be missing.
 * @throws {UnavailableError} when the report is not ready in time.
 */
export async function readCredentialReport(
  iam: IAMClient,
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, CredentialRow>> {
  const { GenerateCredentialReportCommand, GetCredentialReportCommand } = await import('@aws-sdk/client-iam');
  for (const pauseMs of [...pausesMs, undefined]) {
    const { State } = await iam.send(new GenerateCredentialReportCommand({}), { abortSignal });
    if (State === 'COMPLETE') break;
    if (pauseMs === undefined) throw new UnavailableError('the credential report is not ready');
    await setTimeout(pauseMs, undefined, { signal: abortSignal });
  }
  const { Content } = await iam.send(new GetCredentialReportCommand({}), { abortSignal });
  return parseCredentialReport(new TextDecoder().decode(Content));
}

/** Reads the report's text. */
export function parseCredentialReport(text: string): ReadonlyMap<string, CredentialRow> {
  const [header = [], ...lines] = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(cellsOf);
  const rows = lines.map(
    (cells): CredentialRow => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])),
  );
  return new Map(rows.map((row) => [row['arn'] ?? '', row]));
}

/** The cells of a line; one in quotes may hold commas, as user names do. */
function cellsOf(line: string): readonly string[] {
  const cells = line.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? [];
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

/** A credential as the kind `principal` has it. */
export interface Credential {
  readonly type: 'access-key' | 'password' | 'certificate';
  readonly id: string;
  readonly active: boolean;
  readonly createdAt?: EpochMs;
  readonly lastUsedAt?: EpochMs;
  readonly lastUseKnown: boolean;
}

/**
 * The credentials that a line tells of. The report does not tell the ids of keys and certificates: theirs are the
 * report's names for them (`access_key_1`).
 */
export function credentialsOf(row: CredentialRow): Credential[] {
  const credentials: Credential[] = [];
  const passwordUsedAt = instant(row['password_last_used']);
  // Of the root user AWS does not tell whether it has a password; one that was used there is.
  const rootHasPassword = row['password_enabled'] === 'not_supported' && passwordUsedAt !== undefined;
  if (isTrue(row['password_enabled']) || rootHasPassword) {
    credentials.push({
      type: 'password',
      id: 'password',
      active: true,
      ...instants(row['password_last_changed'], row['password_last_used']),
      lastUseKnown: true,
    });
  }
  for (const id of ['access_key_1', 'access_key_2']) {
    const made = row[`${id}_last_rotated`];
    const active = isTrue(row[`${id}_active`]);
    if (instant(made) === undefined && !active) continue;
    const used = row[`${id}_last_used_date`];
    credentials.push({
      type: 'access-key',
      id,
      active,
      ...instants(made, used),
      lastUseKnown: used !== undefined,
    });
  }
  for (const id of ['cert_1', 'cert_2']) {
    const made = row[`${id}_last_rotated`];
    const active = isTrue(row[`${id}_active`]);
    if (instant(made) === undefined && !active) continue;
    credentials.push({ type: 'certificate', id, active, ...instants(made, undefined), lastUseKnown: false });
  }
  return credentials;
}

/** Whether a line says that the user signs in with a second factor; undefined where it does not say. */
export function multiFactorOf(row: CredentialRow): boolean | undefined {
  return row['mfa_active'] === undefined ? undefined : isTrue(row['mfa_active']);
}

/** An instant of the report; undefined for its words for none: `N/A`, `no_information`, `not_supported`. */
export function instant(text: string | undefined): EpochMs | undefined {
  const at = text === undefined || !/^\d{4}-/.test(text) ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function instants(made: string | undefined, used: string | undefined) {
  const createdAt = instant(made);
  const lastUsedAt = instant(used);
  return { ...(createdAt !== undefined && { createdAt }), ...(lastUsedAt !== undefined && { lastUsedAt }) };
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}
