import { z } from 'zod';
import { type Asked, type ToldMetrics, told } from './answer.ts';
import { type Aggregation, type Grids, lengthOf } from './points.ts';

const skeletonSchema = z.object({
  values: z.array(
    z.object({
      resourceid: z.string(),
      value: z.array(
        z.object({
          id: z.string(),
          errorCode: z.string().optional(),
          timeseries: z.array(
            z.object({
              metadatavalues: z.array(z.object({ value: z.string().optional() })).optional(),
              data: z.int().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});

const member = '"data":';

/**
 * What a batch's answer tells, read from its text: nearly all of it are figures, of which objects would be made that are
 * let go at once. Undefined for a text that is not as Azure writes it, which is left to the SDK.
 */
export function scanBatch(text: string, asked: Asked): ReadonlyMap<string, ToldMetrics> | undefined {
  const grids: Grids[] = [];
  let skeleton = '';
  let position = 0;
  for (let at = text.indexOf(member); at >= 0; at = text.indexOf(member, position)) {
    const open = skipBlanks(text, at + member.length);
    const close = text[open] === '[' ? text.indexOf(']', open) : -1;
    const data = close < 0 ? undefined : scanData(text, open + 1, close, asked);
    if (data === undefined) return undefined;
    // In the place of the figures stands their number.
    skeleton += `${text.slice(position, open)}${grids.length}`;
    grids.push(data);
    position = close + 1;
  }
  const parsed = skeletonSchema.safeParse(parsedJson(skeleton + text.slice(position)));
  if (!parsed.success) return undefined;
  return new Map(
    parsed.data.values.map(({ resourceid, value }) => {
      const metrics = value.map(({ id, errorCode, timeseries }) =>
        told(
          id,
          errorCode,
          timeseries.map(({ metadatavalues, data }) => ({
            metadatavalues,
            grids: (data === undefined ? undefined : grids[data]) ?? new Map(),
          })),
        ),
      );
      return [resourceid.toLowerCase(), new Map(metrics)];
    }),
  );
}

/** The figures between two places of a text: flat objects, each of one instant. */
function scanData(
  text: string,
  from: number,
  to: number,
  { aggregations, window }: Asked,
): Grids | undefined {
  const length = lengthOf(window);
  const grids = new Map<string, Float64Array>(
    aggregations.map((one) => [one, new Float64Array(length).fill(Number.NaN)]),
  );
  let slot = Number.NaN;
  let figures: [Float64Array, number][] = [];
  let position = from;
  while (position < to) {
    const code = text.charCodeAt(position);
    if (code === quote) {
      const end = text.indexOf('"', position + 1);
      const start = skipBlanks(text, end + 1);
      if (end < 0 || text[start] !== ':') return undefined;
      const name = text.slice(position + 1, end);
      const first = skipBlanks(text, start + 1);
      const last = endOfValue(text, first, to);
      if (last < 0) return undefined;
      const grid = grids.get(name);
      if (name === 'timeStamp') slot = slotOf(text.slice(first + 1, last - 1), window);
      else if (grid !== undefined) figures.push([grid, figureIn(text.slice(first, last))]);
      position = last;
      continue;
    }
    if (code === endOfObject) {
      for (const [grid, figure] of figures) if (slot >= 0 && slot < length) grid[slot] = figure;
      figures = [];
      slot = Number.NaN;
    }
    position++;
  }
  // Their keys are the aggregations that were asked for.
  return grids as ReadonlyMap<Aggregation, Float64Array>;
}

const quote = 0x22;
const comma = 0x2c;
const endOfObject = 0x7d;

/** Where a text or a number ends; less than 0 for anything else. */
function endOfValue(text: string, from: number, to: number): number {
  if (text.charCodeAt(from) === quote) return text.indexOf('"', from + 1) + 1 || -1;
  for (let at = from; at <= to; at++) {
    const code = text.charCodeAt(at);
    if (code === comma || code === endOfObject) return at;
    if (code === quote || text[at] === '{' || text[at] === '[') return -1;
  }
  return -1;
}

function figureIn(text: string): number {
  return text.startsWith('null') ? Number.NaN : Number(text);
}

function slotOf(timeStamp: string, { startAt, stepMs }: Asked['window']): number {
  return Math.floor((Date.parse(timeStamp) - startAt) / stepMs);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
