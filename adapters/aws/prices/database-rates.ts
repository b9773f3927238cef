import { type Rate, type Rates, rates } from './rates.ts';

/** Engines that cost the same. */
export type EngineGroup = 'mysql' | 'postgres' | 'aurora' | 'oracle' | 'sqlserver-se' | 'sqlserver-ee';

const seen = '2021-03-31';
const later = '2024-03-31';

/** Per hour of a `large` in one zone, by engine and family; the other sizes cost multiples of it. */
const largeRates: Readonly<Record<EngineGroup, ReadonlyMap<string, Rates>>> = {
  mysql: new Map([
    ['db.m5', rates(seen, ['0.171', '0.171', '0.189', '0.203'])],
    ['db.m6i', rates(later, ['0.171', '~0.171', '~0.189', '~0.203'])],
    ['db.m6g', rates(later, ['0.152', '~0.152', '~0.168', '~0.18'])],
    ['db.m7g', rates(later, ['~0.168', '~0.168', '~0.186', '~0.199'])],
    ['db.r5', rates(seen, ['0.24', '0.24', '0.265', '0.29'])],
    ['db.r6i', rates(later, ['0.24', '~0.24', '~0.265', '~0.29'])],
    ['db.r6g', rates(later, ['~0.215', '~0.215', '~0.237', '~0.26'])],
    ['db.r7g', rates(later, ['~0.239', '~0.239', '~0.264', '~0.289'])],
  ]),
  postgres: new Map([
    ['db.m5', rates(seen, ['0.178', '0.178', '0.197', '0.212'])],
    ['db.m6i', rates(later, ['0.178', '~0.178', '~0.197', '~0.212'])],
    ['db.m6g', rates(later, ['~0.159', '~0.159', '~0.176', '~0.189'])],
    ['db.m7g', rates(later, ['~0.168', '~0.168', '~0.186', '~0.2'])],
    ['db.r5', rates(seen, ['0.25', '0.25', '0.28', '~0.305'])],
    ['db.r6i', rates(later, ['~0.25', '~0.25', '~0.28', '~0.305'])],
    ['db.r6g', rates(later, ['~0.225', '~0.225', '~0.252', '~0.275'])],
    ['db.r7g', rates(later, ['~0.239', '~0.239', '~0.268', '~0.292'])],
  ]),
  aurora: new Map([
    ['db.r5', rates(seen, ['0.29', '0.29', '0.32', '0.35'])],
    ['db.r6i', rates(later, ['~0.29', '~0.29', '~0.32', '~0.35'])],
    ['db.r6g', rates(later, ['0.26', '~0.26', '~0.287', '~0.313'])],
    ['db.r7g', rates(later, ['~0.276', '~0.276', '~0.305', '~0.333'])],
  ]),
  oracle: new Map([
    ['db.m5', rates(seen, ['0.171', '~0.171', '0.189', '0.203'])],
    ['db.r5', rates(seen, ['0.233', '~0.233', '0.258', '0.282'])],
  ]),
  'sqlserver-se': new Map([
    ['db.m5', rates(seen, ['0.612', '0.612', '0.63', '0.6455'])],
    ['db.r5', rates(seen, ['0.76', '~0.76', '0.7675', '0.83'])],
  ]),
  'sqlserver-ee': new Map([
    ['db.m5', rates(seen, ['1.168', '1.168', '1.1815', '1.193'])],
    ['db.r5', rates(seen, ['1.2505', '~1.2505', '1.274', '1.292'])],
  ]),
};

/** Hours of a `large` that an hour of another size costs. */
const sizes: ReadonlyMap<string, number> = new Map([
  ['large', 1],
  ['xlarge', 2],
  ['2xlarge', 4],
  ['4xlarge', 8],
  ['8xlarge', 16],
  ['12xlarge', 24],
  ['16xlarge', 32],
  ['24xlarge', 48],
]);

/** Per hour in one zone of the classes whose prices are rounded too much to follow from one of them. */
const classRates: Readonly<Partial<Record<EngineGroup, ReadonlyMap<string, Rates>>>> = {
  mysql: new Map([
    ['db.t3.micro', rates(later, ['0.017', '~0.017', '0.018@2021-03-31', '0.02@2021-03-31'])],
    ['db.t3.small', rates(later, ['0.034', '~0.034', '0.036@2021-03-31', '0.04'])],
    ['db.t3.medium', rates(later, ['0.068', '~0.068', '0.072@2021-03-31', '0.08@2021-03-31'])],
    ['db.t3.large', rates(later, ['0.136', '~0.136', '0.144@2021-03-31', '0.16@2021-03-31'])],
    ['db.t3.xlarge', rates(seen, ['0.272', '0.272', '0.288', '0.32'])],
    ['db.t3.2xlarge', rates(seen, ['0.544', '~0.544', '0.576', '0.64'])],
    ['db.t4g.micro', rates(later, ['0.016', '~0.016', '~0.017', '~0.019'])],
    ['db.t4g.small', rates(later, ['0.032', '~0.032', '~0.035', '0.037'])],
    ['db.t4g.medium', rates(later, ['0.065', '~0.065', '~0.07', '~0.074'])],
    ['db.t4g.large', rates(later, ['0.129', '~0.129', '~0.14', '~0.148'])],
    ['db.t4g.xlarge', rates(later, ['~0.258', '~0.258', '~0.28', '~0.296'])],
    ['db.t4g.2xlarge', rates(later, ['~0.517', '~0.517', '~0.56', '~0.592'])],
  ]),
  postgres: new Map([
    ['db.t3.micro', rates(later, ['0.018', '~0.018', '~0.02', '0.021'])],
    ['db.t3.small', rates(later, ['0.036', '~0.036', '0.039@2021-03-31', '0.042@2021-03-31'])],
    ['db.t3.medium', rates(later, ['0.072', '~0.072', '0.078@2021-03-31', '0.084@2021-03-31'])],
    ['db.t3.large', rates(later, ['0.145', '~0.145', '0.156@2021-03-31', '0.168@2021-03-31'])],
    ['db.t3.xlarge', rates(seen, ['0.29', '~0.29', '0.312', '0.336'])],
    ['db.t3.2xlarge', rates(seen, ['0.58', '~0.58', '0.624', '0.672'])],
    ['db.t4g.micro', rates(later, ['0.016', '~0.016', '0.017@2026-06-10', '0.019@2026-05-31'])],
    ['db.t4g.small', rates(later, ['0.032', '~0.032', '0.035@2026-06-10', '~0.037'])],
    ['db.t4g.medium', rates(later, ['0.065', '~0.065', '~0.07', '~0.074'])],
    ['db.t4g.large', rates(later, ['0.129', '~0.129', '~0.14', '~0.148'])],
    ['db.t4g.xlarge', rates(later, ['~0.258', '~0.258', '~0.28', '~0.296'])],
    ['db.t4g.2xlarge', rates(later, ['~0.517', '~0.517', '~0.56', '~0.592'])],
  ]),
  aurora: new Map([
    ['db.t3.medium', rates(later, ['0.082', '~0.082', '~0.09', '~0.096'])],
    ['db.t3.large', rates(later, ['0.164', '~0.164', '~0.18', '~0.192'])],
    ['db.t4g.medium', rates(later, ['~0.073', '~0.073', '~0.08', '~0.085'])],
    ['db.t4g.large', rates(later, ['~0.146', '~0.146', '~0.16', '~0.17'])],
  ]),
};

/** What one zone of a class costs: so many hours at a rate. */
export interface ClassPrice {
  readonly rate: Rate | undefined;
  readonly hoursPerHour: number;
}

/** The price of a class such as `db.m5.xlarge`; undefined where its engine and family have none. */
export function classPrice(group: EngineGroup, type: string, region: string): ClassPrice | undefined {
  const own = classRates[group]?.get(type);
  if (own !== undefined) return { rate: own.get(region), hoursPerHour: 1 };
  const dot = type.lastIndexOf('.');
  const family = largeRates[group].get(type.slice(0, dot));
  const hoursPerHour = sizes.get(type.slice(dot + 1));
  return family && hoursPerHour !== undefined ? { rate: family.get(region), hoursPerHour } : undefined;
}

/** Whether a class is of a burstable family. */
export function isBurstableClass(type: string): boolean {
  return type.startsWith('db.t');
}

interface StorageRates {
  /** Per GiB and month. */
  readonly size: Rates;
  /** Per provisioned operation per second and month, where they are charged for. */
  readonly operations?: Rates;
}

const before = '2018-11-01';

/** Storage in one zone, and as a copy in a second one is kept too. */
export const storageRates: ReadonlyMap<string, { readonly one: StorageRates; readonly two: StorageRates }> =
  new Map([
    [
      'gp2',
      {
        one: { size: rates(later, ['0.115', '~0.115', '0.127@2018-11-01', '~0.137']) },
        two: { size: rates(later, ['0.23', '~0.23', '0.253@2018-11-01', '~0.274']) },
      },
    ],
    [
      'gp3',
      {
        one: {
          size: rates(later, ['0.115', '~0.115', '~0.127', '0.137@2026-05-31']),
          operations: rates(later, ['~0.02', '~0.02', '~0.022', '~0.024']),
        },
        two: {
          size: rates(later, ['0.23', '~0.23', '~0.253', '~0.274']),
          operations: rates(later, ['0.04', '~0.04', '~0.044', '~0.048']),
        },
      },
    ],
    [
      'io1',
      {
        one: {
          size: rates(before, ['0.125@2024-03-31', '~0.125', '0.138', '~0.149']),
          operations: rates(before, ['0.1@2024-03-31', '~0.1', '0.11', '~0.119']),
        },
        two: {
          size: rates(before, ['~0.25', '~0.25', '0.276', '~0.298']),
          operations: rates(before, ['~0.2', '~0.2', '0.22', '~0.238']),
        },
      },
    ],
    [
      'io2',
      {
        one: {
          size: rates(later, ['~0.125', '~0.125', '~0.138', '~0.149']),
          operations: rates(later, ['~0.1', '~0.1', '~0.11', '~0.119']),
        },
        two: {
          size: rates(later, ['~0.25', '~0.25', '~0.276', '~0.298']),
          operations: rates(later, ['~0.2', '~0.2', '~0.22', '~0.238']),
        },
      },
    ],
    [
      'standard',
      {
        one: { size: rates(before, ['~0.1', '~0.1', '0.11', '~0.119']) },
        two: { size: rates(before, ['~0.2', '~0.2', '0.22', '~0.238']) },
      },
    ],
  ]);
