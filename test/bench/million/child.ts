import { kinds } from '../../../src/kinds/index.ts';
import { openStore } from '../../../src/store/open.ts';
import { fillStore } from './fill.ts';
import { passOverStore } from './pass.ts';

/** One step of the bench in a process of its own, so that its memory is that step's alone: `fill` or `pass`. */
const [step, dataDir = '', size = '0'] = process.argv.slice(2);

const at = Date.UTC(2026, 0, 1);
const runId = 'bench';

const startedAt = performance.now();
const store = await openStore({ dataDir, kinds });
const counted =
  step === 'fill'
    ? { resources: await fillStore(store, runId, Number(size), at) }
    : await passOverStore(store, runId, at);
await store.close();
const seconds = (performance.now() - startedAt) / 1_000;
const peakRssMib = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(JSON.stringify({ ...counted, seconds, peakRssMib }));
