import { testRule } from 'bursar/testing';
import rule from '../../../rules/tagging/required-tags.ts';

const kind = 'volume';
const nobody = { account: { tags: {} } };
const costCenter = { tags: [{ key: 'cost-center', pattern: 'cc-\\d{4}|shared' }], inherit: false };

testRule(rule, [
  { title: 'both there', resource: { kind, tags: { owner: 'ada', env: 'prod' } }, expect: 'not-selected' },
  {
    title: 'both there under other names and spellings',
    resource: { kind, tags: { Team: 'payments', Environment: 'Production' } },
    expect: 'not-selected',
  },
  {
    title: 'a value in blanks',
    resource: { kind, tags: { owner: 'ada', env: ' dev ' } },
    expect: 'not-selected',
  },
  {
    title: 'none there',
    resource: { kind, name: 'disk' },
    needs: nobody,
    expect: 'missing',
    message: 'disk lacks owner, env',
  },
  {
    title: 'one there',
    resource: { kind, tags: { owner: 'ada' } },
    needs: nobody,
    expect: 'missing',
    data: { missing: 'env' },
  },
  {
    title: 'blank is not there',
    resource: { kind, tags: { owner: ' \t', env: 'prod' } },
    needs: nobody,
    expect: 'missing',
    data: { missing: 'owner' },
  },
  {
    title: 'a blank key does not hide its alias',
    resource: { kind, tags: { owner: '', team: 'payments', env: 'prod' } },
    expect: 'not-selected',
  },
  {
    title: 'a value that is not allowed',
    resource: { kind, name: 'disk', tags: { owner: 'ada', env: 'playground' } },
    needs: nobody,
    expect: 'notAllowed',
    message: 'disk has values that are not allowed: env=playground',
  },
  {
    title: 'one missing, the other not allowed',
    resource: { kind, name: 'disk', tags: { Environment: 'QA' } },
    needs: nobody,
    expect: 'both',
    message: 'disk lacks owner, and has values that are not allowed: env=QA',
  },
  {
    title: 'the key itself counts before its alias, in whatever case',
    resource: { kind, tags: { owner: 'ada', environment: 'prod', ENV: 'playground' } },
    needs: nobody,
    expect: 'notAllowed',
    data: { wrong: 'env=playground' },
  },
  {
    title: 'what the resource lacks, its account has',
    resource: { kind, tags: { env: 'dev' } },
    needs: { account: { tags: { Team: 'platform' } } },
    expect: 'pass',
  },
  {
    title: 'the account does not mend what the resource says wrongly',
    resource: { kind, tags: { owner: 'ada', env: 'playground' } },
    needs: { account: { tags: { env: 'prod' } } },
    expect: 'notAllowed',
  },
  {
    title: 'a value that is not allowed is not inherited either',
    resource: { kind, tags: { owner: 'ada' } },
    needs: { account: { tags: { env: 'playground' } } },
    expect: 'missing',
    data: { missing: 'env' },
  },
  {
    title: 'without inheritance the account is not asked',
    resource: { kind, tags: { env: 'dev' } },
    options: { inherit: false },
    expect: 'missing',
    data: { missing: 'owner' },
  },
  {
    title: 'an account that is not known may have what is missing',
    resource: { kind, tags: { env: 'dev' } },
    expect: 'unknown',
    lacking: 'the tags of its account',
  },
  {
    title: 'so may an account whose tags could not be read',
    resource: { kind, tags: { env: 'dev' } },
    needs: { account: { tags: undefined } },
    expect: 'unknown',
    lacking: 'the tags of its account',
  },
  {
    title: 'an account that can have no tags lends none',
    resource: { kind, tags: { env: 'dev' } },
    needs: { account: { untaggable: true } },
    expect: 'missing',
  },
  { title: 'an account that could not be read', resource: { kind }, failed: ['account'], expect: 'unknown' },
  {
    title: 'a wrong value is wrong whatever the account says; of what is missing nothing is said',
    resource: { kind, tags: { env: 'playground' } },
    missing: ['account'],
    expect: 'notAllowed',
  },
  {
    title: 'tags that could not be read are not missing tags',
    resource: { kind, tags: undefined },
    needs: nobody,
    expect: 'unknown',
    lacking: 'its tags',
  },
  {
    title: 'case counts, if the options say so',
    resource: { kind, tags: { Owner: 'ada', env: 'Prod' } },
    options: { ignoreCase: false },
    needs: nobody,
    expect: 'both',
    data: { missing: 'owner', wrong: 'env=Prod' },
  },
  {
    title: 'odd keys are keys like any other',
    resource: { kind, tags: JSON.parse('{"constructor": "x", "__proto__": "y", " owner": "z", "🦊": "w"}') },
    needs: nobody,
    expect: 'missing',
    data: { missing: 'owner, env' },
  },
  {
    title: 'odd keys may be required, and odd values are not allowed for that',
    resource: { kind, tags: JSON.parse('{"__proto__": "toString", "🦊": "w"}') },
    options: {
      tags: [{ key: '__proto__', values: ['a'] }, { key: 'constructor' }, { key: '🦊' }],
      inherit: false,
    },
    expect: 'both',
    data: { missing: 'constructor', wrong: '__proto__=toString' },
  },
  {
    title: 'a value that matches the pattern',
    resource: { kind, tags: { 'cost-center': 'CC-0815' } },
    options: costCenter,
    expect: 'not-selected',
  },
  {
    title: 'a value that matches the pattern in part only',
    resource: { kind, tags: { 'cost-center': 'cc-0815x' } },
    options: costCenter,
    expect: 'notAllowed',
  },
  {
    title: 'an exempt kind',
    resource: { kind },
    options: { exemptKinds: ['volume', 'snapshot'] },
    expect: 'not-selected',
  },
  {
    title: 'a role of the provider’s own',
    resource: { kind: 'principal', attributes: { serviceLinked: true } },
    expect: 'not-selected',
  },
  {
    title: 'a group, which carries no tags',
    resource: { kind: 'principal', attributes: { type: 'group' } },
    expect: 'not-selected',
  },
  {
    title: 'the root user',
    resource: { kind: 'principal', attributes: { type: 'root' } },
    expect: 'not-selected',
  },
  { title: 'a role', resource: { kind: 'principal' }, needs: nobody, expect: 'missing' },
  {
    title: 'a policy of the provider’s own',
    resource: { kind: 'policy', attributes: { managedByProvider: true } },
    expect: 'not-selected',
  },
  {
    title: 'a machine that is gone',
    resource: { kind: 'instance', attributes: { state: 'terminated' } },
    expect: 'not-selected',
  },
  {
    title: 'a machine that is stopped',
    resource: { kind: 'instance', attributes: { state: 'stopped' } },
    needs: nobody,
    expect: 'missing',
  },
  {
    title: 'a gateway that is gone',
    resource: { kind: 'nat-gateway', attributes: { state: 'deleted' } },
    expect: 'not-selected',
  },
  { title: 'a policy', resource: { kind: 'policy' }, needs: nobody, expect: 'missing' },
]);
