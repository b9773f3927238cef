import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { resolveDoors } from '../../src/config/resolve-doors.ts';
import { ownPackage } from '../../src/lib/package-root.ts';
import type { Bench, Figure } from './bench.ts';

resolveDoors(ownPackage(new URL('../../src/main.ts', import.meta.url).href), import.meta.resolve('zod'));

/** Every bench by name, loaded when it is run. */
const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  evaluation: () => import('./evaluation.ts'),
  'inventory-aws': () => import('./inventory-aws.ts'),
  'inventory-gcp': () => import('./inventory-gcp.ts'),
  'inventory-azure': () => import('./inventory-azure.ts'),
  million: () => import('./million.ts'),
  memory: () => import('./memory.ts'),
  clouds: () => import('./clouds.ts'),
  startup: () => import('./startup.ts'),
  accuracy: () => import('./accuracy.ts'),
};

const parameters = process.argv.slice(2);
const json = parameters.includes('--json');
const chosen = parameters.filter((parameter) => !parameter.startsWith('--'));
const unknownNames = chosen.filter((name) => benches[name] === undefined);
if (unknownNames.length > 0) {
  process.stderr.write(
    `no such bench: ${unknownNames.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`,
  );
  process.exitCode = 2;
} else if (chosen.length === 1) {
  await measure(chosen[0] ?? '');
} else {
  // Each in a process of its own, so that none is measured with what another has left in the heap and the compiler.
  for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
    const child = spawn(
      process.execPath,
      [...process.execArgv, fileURLToPath(import.meta.url), name, ...(json ? ['--json'] : [])],
      {
        stdio: 'inherit',
      },
    );
    const [code] = await once(child, 'exit');
    if (code !== 0) process.exitCode = 1;
  }
}

async function measure(name: string): Promise<void> {
  const load = benches[name];
  if (load === undefined) return;
  if (!json) process.stdout.write(`${name}\n`);
  for await (const figure of (await load()).bench.run())
    process.stdout.write(`${json ? JSON.stringify(figure) : line(figure)}\n`);
}

function line({ figure, value, unit, goal, better }: Figure): string {
  const shown = Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(4);
  const met =
    goal === undefined ? '' : (better === 'higher' ? value >= goal : value <= goal) ? ', met' : ', NOT met';
  const wanted =
    goal === undefined
      ? ''
      : `   (goal ${better === 'higher' ? '≥' : '≤'} ${goal.toLocaleString('en')}${met})`;
  return `  ${figure.padEnd(32)} ${shown.padStart(14)} ${unit}${wanted}`;
}
