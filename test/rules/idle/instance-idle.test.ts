import { ago, testNow, testRule } from 'bursar/testing';
import rule from '../../../rules/idle/instance-idle.ts';

const running = { state: 'running', launchedAt: ago('60d') } as const;
const quiet = { cpu: 1.04, cpuPeak: 24.96, network: 50_000 };
/** 5 MB a day, as bytes per hour. */
const networkLimit = 5_000_000 / 24;

testRule(rule, [
  {
    title: 'neither computes nor talks',
    resource: { name: 'forgotten', attributes: running },
    needs: quiet,
    price: 70.08,
    expect: 'idle',
    message: 'forgotten: m5.large at 1 % (p95 over 14d, peak 25 %) and 1.2 MB a day',
    saving: '70.08',
  },
  {
    title: 'computes by the very threshold',
    resource: { attributes: running },
    needs: { ...quiet, cpu: 5 },
    expect: 'pass',
  },
  {
    title: 'computes just below it',
    resource: { attributes: running },
    needs: { ...quiet, cpu: 4.999 },
    expect: 'idle',
  },
  {
    title: 'busy for a quarter of the time',
    resource: { attributes: running },
    needs: { cpu: 15, cpuPeak: 60, network: 900 },
    expect: 'pass',
  },
  {
    title: 'a peak that the percentile leaves out is shown, and does not decide',
    resource: { attributes: running },
    needs: { ...quiet, cpuPeak: 100 },
    expect: 'idle',
    data: { peakPercent: 100, statistic: 'p95' },
  },
  {
    title: 'talks by the very threshold',
    resource: { attributes: running },
    needs: { ...quiet, network: networkLimit },
    expect: 'pass',
  },
  {
    title: 'talks just below it',
    resource: { attributes: running },
    needs: { ...quiet, network: networkLimit - 1 },
    expect: 'idle',
  },
  {
    title: 'serves files without computing',
    resource: { attributes: running },
    needs: { ...quiet, network: 80_000_000 },
    expect: 'pass',
  },
  {
    title: 'idle, and nobody knows what it costs',
    resource: { attributes: running },
    needs: quiet,
    expect: 'idle',
    saving: 'unknown',
  },
  {
    title: 'no CPU metrics',
    resource: { attributes: running },
    needs: { cpuPeak: 1, network: 1 },
    missing: ['cpu'],
    expect: 'unknown',
  },
  {
    title: 'no network metrics: nothing read is not nothing sent',
    resource: { attributes: running },
    needs: { cpu: 1, cpuPeak: 1 },
    missing: ['network'],
    expect: 'unknown',
  },
  {
    title: 'metrics that could not be read',
    resource: { attributes: running },
    needs: { cpu: 1, cpuPeak: 1 },
    failed: ['network'],
    expect: 'unknown',
  },
  {
    title: 'launched the very length of the window ago',
    resource: { attributes: { launchedAt: ago('14d') } },
    needs: quiet,
    expect: 'idle',
  },
  {
    title: 'launched later than that, though created long ago',
    resource: { createdAt: ago('365d'), attributes: { launchedAt: ago('14d') + 1 } },
    expect: 'not-selected',
  },
  {
    title: 'the same machine a day later',
    resource: { attributes: { launchedAt: ago('13d') } },
    now: testNow + 86_400_000,
    needs: quiet,
    expect: 'idle',
  },
  {
    title: 'nobody knows when it was launched or created',
    resource: { createdAt: undefined },
    needs: quiet,
    expect: 'unknown',
  },
  {
    title: 'the provider tells when it was created, and of no launch',
    resource: { createdAt: ago('15d'), attributes: { state: 'running' } },
    needs: quiet,
    expect: 'idle',
  },
  {
    title: 'created within the window',
    resource: { createdAt: ago('13d'), attributes: { state: 'running' } },
    expect: 'not-selected',
  },
  {
    title: 'thresholds, a window and a statistic of its own',
    resource: { attributes: { launchedAt: ago('7d') } },
    options: { window: '7d', statistic: 'max', cpuBelowPercent: 20, networkBelowMegabytesPerDay: 50 },
    needs: { cpu: 19, cpuPeak: 19, network: 2_000_000 },
    expect: 'idle',
    data: { statistic: 'max', window: '7d', megabytesPerDay: 48 },
  },
  { title: 'stopped', resource: { attributes: { ...running, state: 'stopped' } }, expect: 'not-selected' },
  {
    title: 'a member of a scaling group',
    resource: { attributes: { ...running, group: 'web' } },
    expect: 'not-selected',
  },
  {
    title: 'has a GPU, of which the processor says nothing',
    resource: { attributes: { ...running, gpu: { model: 'T4', count: 1 } } },
    expect: 'not-selected',
  },
]);
