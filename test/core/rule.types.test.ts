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

const retype = defineAction({
  name: 'retype',
  summary: 'Change the type.',
  kinds: [instance, volume],
  reversible: true,
  parameters: z.object({ to: z.string() }),
});

const idle = defineRule({
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
    cpu.value < options.below && volumes.every((disk) => disk.attributes.sizeGib > 0)
      ? flag('idle', { data: { p95: cpu.value }, saving: price(vm) })
      : pass,
});

const base = { id: 'retyped', summary: 'It is old.', severity: 'low' } as const;

const retyped = defineRule({
  ...base,
  kinds: [instance, volume],
  messages: { old: '{{name}}' },
  action: retype,
  evaluate: (resource) =>
    resource.kind === 'volume' && resource.attributes.sizeGib > 3
      ? flag('old', { data: {}, parameters: { to: 'new' } })
      : pass,
});

/** Each of these must not compile; taking the mistake out makes the directive itself an error. */
function mistakes(): void {
  const [kinds, messages] = [[volume], { idle: 'a {{n}}', plain: 'b' }] as const;
  // @ts-expect-error a message that is not declared
  defineRule({ ...base, kinds, messages, evaluate: () => flag('nope', { data: {} }) });
  // @ts-expect-error data that the message asks for is missing
  defineRule({ ...base, kinds, messages, evaluate: () => flag('idle', { data: {} }) });
  // @ts-expect-error an attribute of another kind
  defineRule({ ...base, kinds, messages, evaluate: (disk) => (disk.attributes.launchedAt ? pass : pass) });
  // @ts-expect-error an action for another kind
  defineRule({ ...base, kinds, messages, action: stop, evaluate: () => pass });
  const plain = { data: {} };
  // @ts-expect-error parameters that the action asks for are missing
  defineRule({ ...base, kinds, messages, action: retype, evaluate: () => flag('plain', plain) });
  const wrong = { data: {}, parameters: { to: 3 } };
  // @ts-expect-error parameters of another shape
  defineRule({ ...base, kinds, messages, action: retype, evaluate: () => flag('plain', wrong) });
  // @ts-expect-error parameters without an action
  defineRule({ ...base, kinds, messages, evaluate: () => flag('plain', wrong) });
  // @ts-expect-error an option that the rule does not have
  use(idle, 'report', { belo: 3 });
  // @ts-expect-error an option of the wrong type
  use(idle, 'report', { below: '3' });
  // @ts-expect-error options for a rule that has none
  use(retyped, 'report', { below: 3 });
}

test('a rule knows where it was defined', () => {
  expect(idle.definedAt).toMatch(/rule\.types\.test\.ts:\d+$/);
});

test('a pack takes rules of any kind with options of their own', () => {
  const pack = definePack([{ name: 'all', rules: [use(idle, 'report', { below: 3 }), use(retyped, 'off')] }]);
  expect(pack[0]?.rules.map(({ rule }) => rule.id)).toEqual(['idle', 'retyped']);
  expect(mistakes).toBeTypeOf('function');
});
