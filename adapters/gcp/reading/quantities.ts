/** How many bytes the suffixes of a quantity stand for, as Kubernetes writes it. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  MB: 1e6,
  G: 1e9,
  GB: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** MiB of a quantity of memory: `512Mi`, `1G`; undefined for what is none. */
export function memoryMib(text: string | undefined): number | undefined {
  const [, figure = '', unit = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text ?? '') ?? [];
  const bytes = units[unit];
  return figure === '' || bytes === undefined ? undefined : (Number(figure) * bytes) / 2 ** 20;
}

/** Seconds of a duration as Google writes it: `300s`; undefined for what is none. */
export function seconds(text: string | undefined): number | undefined {
  const [, figure] = /^(\d+(?:\.\d+)?)s$/.exec(text ?? '') ?? [];
  return figure === undefined ? undefined : Number(figure);
}
