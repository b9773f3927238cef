import { expect, test } from 'vitest';
import { z } from 'zod';
import { stop } from '../../src/actions/stop.ts';
import { defineAction } from '../../src/core/action.ts';
import { owningAccount, references } from '../../src/core/need.ts';
import { definePack, use } from '../../src/core/pack.ts';
import { defineRule } from '../../src/core/rule.ts';
import { flag, pass } from '../../src/core/verdict.ts';
import { instance } from '../../src/kinds/instance.ts';
import { volume } from '../../src/kinds/volume.ts';
import { cpuUtilization } from '../../src/signals/cpu-utilization.ts';

const resize = defineAction({
  name: 'resize',
  summary: 'x',
  kinds: [instance, volume],
  reversible: true,
  parameters: z.object({ to: z.string() }),
});

const rule = defineRule({
  id: 'idle',
  summary: 'It idles.',
  severity: 'high',
  kinds: [instance],
  options: z.strictObject({ below: z.number().default(5) }),
  select: (vm, { options }) => vm.attributes.state === 'running' && options.below > 0,
  needs: () => ({
    cpu: cpuUtilization({ window: '14d', statistic: 'p95' }),
    volumes: references(volume),
    account: owningAccount(),
  }),
  messages: { idle: '{{name}}: {{p95}} %', other: 'none' },
  action: stop,
  evaluate: (vm, { needs: { cpu, volumes }, options, price }) =>
    cpu.value < options.below && volumes.every((v) => v.attributes.sizeGib > 0)
      ? flag('idle', { data: { p95: cpu.value }, saving: price(vm) })
      : pass,
});

const resizing = defineRule({
  id: 'r',
  summary: 'It idles.',
  severity: 'high',
  kinds: [instance, volume],
  messages: { idle: '{{name}}' },
  action: resize,
  evaluate: (r) =>
    r.kind === 'volume' && r.attributes.sizeGib > 3
      ? flag('idle', { data: {}, parameters: { to: 'x' } })
      : pass,
});

const base = { id: 'r', summary: 'It idles.', severity: 'high', kinds: [volume] } as const;
const messages = { idle: 'a {{n}}' } as const;
// @ts-expect-error an undeclared message
defineRule({ ...base, messages, evaluate: () => flag('nope', { data: {} }) });
// @ts-expect-error data that the message asks for is missing
defineRule({ ...base, messages, evaluate: () => flag('idle', { data: {} }) });
// @ts-expect-error an attribute of another kind
defineRule({ ...base, messages, evaluate: (v) => (v.attributes.launchedAt ? pass : pass) });
// @ts-expect-error an action for another kind
defineRule({ ...base, messages, action: stop, evaluate: () => pass });
// @ts-expect-error parameters that the action asks for are missing
defineRule({ ...base, messages: { a: 'b' }, action: resize, evaluate: () => flag('a', { data: {} }) });
// @ts-expect-error parameters of another shape
defineRule({
  ...base,
  messages: { a: 'b' },
  action: resize,
  evaluate: () => flag('a', { data: {}, parameters: { to: 3 } }),
});
// @ts-expect-error parameters without an action
defineRule({ ...base, messages: { a: 'b' }, evaluate: () => flag('a', { data: {}, parameters: { to: 3 } }) });

test('x', () => {
  expect(rule.definedAt).toMatch(/rule\.types\.test\.ts:\d+$/);
  definePack([{ name: 'a', rules: [use(rule, 'report', { below: 3 }), use(resizing, 'off')] }]);
  // @ts-expect-error an unknown option
  use(rule, 'report', { belo: 3 });
  // @ts-expect-error a wrong option value
  use(rule, 'report', { below: '3' });
  // @ts-expect-error options of a rule that has none
  use(resizing, 'report', { below: 3 });
});
