import { expect, test } from 'vitest';
import { credentialsOf, parseCredentialReport } from '../../../../adapters/aws/reading/credential-report.ts';
import { report } from '../identity-server.ts';

test('reads names with commas and quotes, and columns that came later', () => {
  const text = `user,arn,mfa_active,new_column\n"a,""b",arn:1,TRUE,x\nplain,arn:2,false,\n`;
  expect([...parseCredentialReport(text)]).toEqual([
    ['arn:1', { user: 'a,"b', arn: 'arn:1', mfa_active: 'TRUE', new_column: 'x' }],
    ['arn:2', { user: 'plain', arn: 'arn:2', mfa_active: 'false', new_column: '' }],
  ]);
});

test('an empty account has a report without lines', () => {
  expect(parseCredentialReport(report()).size).toBe(0);
  expect(parseCredentialReport('').size).toBe(0);
});

test('a password never used is known not to have been', () => {
  const row = {
    password_enabled: 'true',
    password_last_used: 'no_information',
    password_last_changed: 'N/A',
  };
  expect(credentialsOf(row)).toEqual([
    { type: 'password', id: 'password', active: true, lastUseKnown: true },
  ]);
});

test('of root nobody tells whether it has a password that was never used', () => {
  expect(credentialsOf({ password_enabled: 'not_supported', password_last_used: 'no_information' })).toEqual(
    [],
  );
});
