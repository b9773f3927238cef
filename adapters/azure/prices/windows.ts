import { type Rate, rate } from 'bursar/adapter';

const seen = '2026-06-18';

/** Per processor and hour, the same in every region. */
const perProcessor = rate('0.046', seen);
const perProcessorEstimated = rate('~0.046', seen);
const perBurstableProcessor = rate('0.0046', seen);

/** What Windows adds for each processor of a size; undefined where it has prices of its own. */
export function windowsRate(size: string): Rate | undefined {
  const name = size.toLowerCase();
  if (/^standard_b.*_v2$/.test(name)) return perBurstableProcessor;
  if (name.startsWith('standard_b')) return undefined;
  if (/^standard_[de][\d-]+ad?s_v5$/.test(name)) return perProcessor;
  const modern = /_v[3-9]$/.test(name) || /^standard_(?:f|l|dc|nc|m)[\d-]+[a-z]*s_v2$/.test(name);
  return modern ? perProcessorEstimated : undefined;
}
