import { formatCount, type SignalEvidence } from 'bursar/report';

const figures = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** A signal's figure with its unit: `3.2 %`, `1.2 MB per hour`. */
export function formatFigure({ value, unit, per }: SignalEvidence): string {
  const figure = formats[unit](value);
  return per === undefined ? figure : `${figure} per ${per}`;
}

const formats: Readonly<Record<SignalEvidence['unit'], (value: number) => string>> = {
  percent: (value) => `${figures.format(value)} %`,
  bytes: formatBytes,
  'bytes-per-second': (value) => `${formatBytes(value)}/s`,
  count: formatAmount,
  'count-per-second': (value) => `${formatAmount(value)}/s`,
  watts: (value) => `${figures.format(value)} W`,
};

function formatAmount(value: number): string {
  return Math.abs(value) >= 1_000 ? formatCount(Math.round(value)) : figures.format(value);
}

function formatBytes(value: number): string {
  let scaled = value;
  let step = 0;
  while (Math.abs(scaled) >= 999.5 && step < byteUnits.length - 1) {
    scaled /= 1_000;
    step += 1;
  }
  return `${figures.format(scaled)} ${byteUnits[step]}`;
}
