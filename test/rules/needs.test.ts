import {
  cpuUtilization,
  databaseConnections,
  diskOperations,
  natBytes,
  networkBytes,
  optional,
  type Rule,
} from 'bursar';
import { expect, test } from 'vitest';
import {
  databaseWithoutConnections,
  instanceIdle,
  natGatewayWithoutTraffic,
  volumeUnattached,
} from '../../rules/index.ts';

const window = '7d';

// What a rule asks for is not seen in its table, which gives the answers.
test.each<[Rule, object, object]>([
  [
    instanceIdle,
    { window, statistic: 'p99' },
    {
      cpu: cpuUtilization({ window, statistic: 'p99' }),
      cpuPeak: cpuUtilization({ window, statistic: 'max' }),
      network: networkBytes({ window, statistic: 'p99' }),
    },
  ],
  [natGatewayWithoutTraffic, { window }, { traffic: natBytes({ window, statistic: 'sum' }) }],
  [
    databaseWithoutConnections,
    { window },
    { connections: databaseConnections({ window, statistic: 'max' }) },
  ],
  [
    volumeUnattached,
    { grace: window },
    { operations: optional(diskOperations({ window, statistic: 'sum', minCoverage: 0 })) },
  ],
])('$id asks for evidence over the window that it is given', (rule, options, needs) => {
  expect(rule.needs?.(rule.options.parse(options))).toEqual(needs);
});
