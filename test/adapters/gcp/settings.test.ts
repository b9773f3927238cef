import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type GcpSettingsInput, gcpSettings, inventoryOf, topOf } from '../../../adapters/gcp/settings.ts';

function faultsOf(settings: unknown): string {
  const parsed = gcpSettings.safeParse(settings);
  return parsed.success ? '' : z.prettifyError(parsed.error);
}

describe('what is taken', () => {
  test.each<GcpSettingsInput>([
    {},
    { projects: ['acme-prod', 'example.com:old-project'] },
    { projects: { organization: '123456789012' } },
    { projects: { folder: '987', exclude: ['acme-sandbox'] }, inventory: 'services' },
    { regions: ['europe-west1', 'northamerica-northeast2'] },
    { kinds: ['instance', 'grant'] },
    { endpoint: 'http://127.0.0.1:8080' },
    { endpoint: 'http://localhost:8080' },
    { endpoint: 'http://[::1]:8080' },
    { endpoint: 'https://google.proxy.example' },
    { callsPerSecond: { compute: 5 }, maxAttempts: 1, requestTimeoutMs: 1_000, quotaProject: 'acme-billing' },
    { credentials: { type: 'external_account', audience: 'x' } },
  ])('%j', (settings) => {
    expect(faultsOf(settings)).toBe('');
  });
});

describe('what is refused', () => {
  test.each([
    [{ projects: [] }, 'projects'],
    [{ projects: ['Acme Prod'] }, 'projects'],
    [{ projects: ['acme-prod', 'acme-prod'] }, 'projects'],
    [{ projects: { organization: 'acme.example' } }, 'projects'],
    [{ projects: { organization: '1', folder: '2' } }, 'projects'],
    [{ regions: ['us-central1-a'] }, 'expected a region such as "europe-west1"'],
    [{ kinds: ['pod'] }, 'kinds'],
    [{ endpoint: 'http://compute.example' }, 'plain http is for loopback only'],
    [{ endpoint: 'somewhere' }, 'endpoint'],
    [{ callsPerSecond: { ec2: 5 } }, 'ec2'],
    [{ maxAttempts: 0 }, 'maxAttempts'],
    [{ credentials: 'key.json' }, 'credentials'],
    [{ authClient: {} }, 'expected a client of google-auth-library'],
    [{ region: 'europe-west1' }, 'region'],
  ])('%j', (settings, named) => {
    expect(faultsOf(settings)).toContain(named);
  });
});

test('assets are asked for a whole organization or folder, services for projects', () => {
  const of = (settings: GcpSettingsInput) => inventoryOf(gcpSettings.parse(settings));
  expect(of({})).toBe('services');
  expect(of({ projects: ['acme-prod'] })).toBe('services');
  expect(of({ projects: { folder: '1' } })).toBe('assets');
  expect(of({ projects: { organization: '1' }, inventory: 'services' })).toBe('services');
  expect(of({ projects: ['acme-prod'], inventory: 'assets' })).toBe('assets');
});

test('what projects are below is known by its name', () => {
  expect(topOf(gcpSettings.parse({}))).toBeUndefined();
  expect(topOf(gcpSettings.parse({ projects: { organization: '1' } }))).toBe('organizations/1');
  expect(topOf(gcpSettings.parse({ projects: { folder: '2' } }))).toBe('folders/2');
});
