import { kinds } from '../../src/kinds/index.ts';
import { openStore } from '../../src/store/open.ts';
import { defaultRetention } from '../../src/store/store.ts';
import { scopeOf } from '../fixtures/resources.ts';
import { estate, pass } from './estate.ts';

/** A process that makes so many passes over the estate of one account, and says so after each. */
const [dataDir = '', account = '1', passes = '1'] = process.argv.slice(2);

const store = await openStore({ dataDir, kinds });
for (let number = 0; number < Number(passes); number++) {
  const at = Date.now();
  await pass(store, `${account}-${process.pid}-${number}`, at, estate(scopeOf('north', account), number));
  await store.prune(at, { ...defaultRetention, runs: '0s', resources: '0s' });
  process.stdout.write(`${number}\n`);
}
await store.close();
