import {
  cpuUtilization,
  defineRule,
  duration,
  flag,
  instance,
  networkBytes,
  pass,
  stop,
  unknown,
} from 'bursar';
import { z } from 'zod';
import { inUseSince, mayBeOlder } from '../lib/age.ts';
import { megabyte, oneDecimal } from '../lib/units.ts';

export default defineRule({
  id: 'instance-idle',
  summary: 'A machine that neither computes nor talks is paid for by the hour.',
  severity: 'high',
  kinds: [instance],
  options: z.strictObject({
    window: duration().default('14d'),
    /** Which of the window's hours decides: `p95` lets one in twenty be busy, `max` none. */
    statistic: z.enum(['p90', 'p95', 'p99', 'max']).default('p95'),
    cpuBelowPercent: z.number().positive().max(100).default(5),
    networkBelowMegabytesPerDay: z.number().positive().default(5),
  }),
  // A GPU may be busy while the processor is not, and members of a group are judged through their group.
  select: (vm, { options: { window }, now }) =>
    vm.attributes.state === 'running' &&
    vm.attributes.gpu === undefined &&
    vm.attributes.group === undefined &&
    mayBeOlder(inUseSince(vm), window, now),
  needs: ({ window, statistic }) => ({
    cpu: cpuUtilization({ window, statistic }),
    cpuPeak: cpuUtilization({ window, statistic: 'max' }),
    network: networkBytes({ window, statistic }),
  }),
  messages: {
    idle: '{{name}}: {{type}} at {{cpuPercent}} % ({{statistic}} over {{window}}, peak {{peakPercent}} %) and {{megabytesPerDay}} MB a day',
  },
  action: stop,
  evaluate(vm, { needs: { cpu, cpuPeak, network }, options, price }) {
    if (inUseSince(vm) === undefined) return unknown('when it was launched');
    const bytesPerDay = network.value * 24;
    if (cpu.value >= options.cpuBelowPercent) return pass;
    if (bytesPerDay >= options.networkBelowMegabytesPerDay * megabyte) return pass;
    const data = {
      type: vm.attributes.type,
      cpuPercent: oneDecimal(cpu.value),
      peakPercent: oneDecimal(cpuPeak.value),
      megabytesPerDay: oneDecimal(bytesPerDay / megabyte),
      statistic: options.statistic,
      window: options.window,
    };
    return flag('idle', { data, saving: price(vm) });
  },
});
