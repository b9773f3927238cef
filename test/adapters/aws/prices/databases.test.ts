import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAwsPrices } from '../../../../adapters/aws/prices/index.ts';
import { db, priceOf } from './resources.ts';

const book = createAwsPrices();

test.for([
  ['MySQL', db({ storageGib: 20 }), '127.13 embedded'],
  ['MariaDB costs the same', db({ engine: 'mariadb', storageGib: 20 }), '127.13 embedded'],
  ['four times the size', db({ type: 'db.m5.2xlarge', storageGib: 20 }), '501.62 embedded'],
  ['PostgreSQL in Ireland', db({ engine: 'postgres', type: 'db.r5.xlarge' }, 'eu-west-1'), '421.5 embedded'],
  ['a standby doubles it', db({ highAvailability: true, storageGib: 20 }), '254.26 embedded'],
  ['io1', db({ storageType: 'io1', iops: 1_200 }), '257.33 embedded'],
  ['gp3 within what comes with it', db({ storageType: 'gp3', iops: 3_000 }), '136.33 embedded'],
  ['gp3 with more', db({ storageType: 'gp3', iops: 4_000 }), '156.33 estimated'],
  [
    'gp3 of 400 GiB, which has 12,000',
    db({ storageType: 'gp3', storageGib: 400, iops: 14_000, highAvailability: true }),
    '421.66 embedded',
  ],
  ['SQL Server', db({ engine: 'sqlserver-se', type: 'db.m5.xlarge', storageGib: 20 }), '895.82 embedded'],
  [
    'SQL Server Enterprise',
    db({ engine: 'sqlserver-ee', type: 'db.m5.xlarge', storageGib: 20 }),
    '1707.58 embedded',
  ],
  [
    "Oracle with one's own licence",
    db({ engine: 'oracle-ee', licence: 'bring-your-own-license', type: 'db.r5.large' }, 'eu-west-1'),
    '201.04 embedded',
  ],
  [
    'Aurora without its storage',
    db({ engine: 'aurora-mysql', type: 'db.r5.large', storageType: 'aurora', storageGib: 1 }),
    '211.7 embedded',
  ],
  ['a small class', db({ type: 'db.t3.micro', storageGib: 20 }), '14.71 embedded'],
  ['stopped: the storage only', db({ state: 'stopped', type: 'db.m99.large' }), '11.5 embedded'],
  ['stopped Aurora', db({ engine: 'aurora-mysql', storageType: 'aurora', state: 'stopped' }), '0 embedded'],
  ['deleting', db({ state: 'deleting' }), '0 embedded'],
] as const)('%s: %s', ([, resource, monthly]) => {
  expect(priceOf(book.quote(resource))).toBe(monthly);
});

test.for([
  ['a class', db({ type: 'db.m99.large' })],
  ['a size', db({ type: 'db.m5.huge' })],
  ['an engine', db({ engine: 'constructor' })],
  ['Oracle with its licence', db({ engine: 'oracle-se2', licence: 'license-included' })],
  ['a storage type', db({ storageType: 'gp9' })],
  ['a storage type of a stopped one', db({ storageType: 'gp9', state: 'stopped' })],
  ['io1 without its IOPS', db({ storageType: 'io1' })],
  [
    'Aurora of the I/O-optimized kind',
    db({ engine: 'aurora-mysql', type: 'db.r5.large', storageType: 'aurora-iopt1' }),
  ],
  ['a region', db({}, 'ap-south-2')],
  ['a failed one', db({ state: 'failed' })],
] as const)('unknown: %s', ([, resource]) => {
  expect(book.quote(resource)).toBeUndefined();
});

test('is as old as the oldest price in it', () => {
  expect(book.quote(db({}, 'eu-west-1'))).toMatchObject({
    asOf: '2018-11-01',
    basis: 'db.m5.large mysql in eu-west-1: 0.189 USD/h × 730 h + 0.127 USD/GiB × 100 GiB',
  });
});

const sizes = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge'];

test('the next size and a standby never cost less', () => {
  const anyDatabase = fc.record({
    engine: fc.constantFrom('mysql', 'mariadb', 'postgres', 'aurora-mysql', 'aurora-postgresql'),
    family: fc.constantFrom('db.r5', 'db.r6g', 'db.r6i', 'db.r7g'),
    size: fc.nat(sizes.length - 2),
    region: fc.constantFrom('us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'),
  });
  fc.assert(
    fc.property(anyDatabase, ({ engine, family, size, region }) => {
      const of = (index: number, highAvailability: boolean) =>
        book.quote(db({ engine, type: `${family}.${sizes[index]}`, highAvailability }, region))?.monthly
          .nanos ?? -1n;
      expect(of(size, false)).toBeGreaterThan(0n);
      expect(of(size + 1, false)).toBeGreaterThan(of(size, false));
      expect(of(size, true)).toBeGreaterThanOrEqual(of(size, false));
    }),
  );
});
