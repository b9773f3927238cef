import { CloudError, DeniedError, ThrottledError, UnavailableError } from 'bursar/adapter';
import { mostPoints, type PrometheusApi, type RangeQuery, type RawSeries } from './api.ts';
import type { Batch } from './batches.ts';
import { TooMuchError } from './errors.ts';
import { expressionOf, meantBy } from './identity.ts';
import { fixedMatchers, matchesAny, renderQuery } from './promql.ts';
import type { Identifier, PrometheusSettings } from './settings.ts';

/** Queries in a row that the server did not answer, after which it is not asked any more in this pass. */
const patience = 3;

/** Finds the series of resources, many in one query. */
export class SeriesFinder {
  readonly #settings: PrometheusSettings;
  readonly #api: PrometheusApi;
  #unansweredInARow = 0;

  constructor(settings: PrometheusSettings, api: PrometheusApi) {
    this.#settings = settings;
    this.#api = api;
  }

  /**
   * Series by the value of a label that they mean, or why there are none to be had. What is too much at once is asked for
   * in halves.
   */
  async find(
    batch: Batch,
    identifier: Identifier,
    values: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly RawSeries[] | CloudError>> {
    try {
      const series = await this.#ask(batch, identifier, values, signal);
      return Map.groupBy(series, ({ metric }) => meantBy(metric[identifier.label] ?? '', identifier));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CloudError)) throw error;
      if (!(error instanceof TooMuchError) || values.length === 1)
        return new Map(values.map((value) => [value, error]));
      const middle = Math.ceil(values.length / 2);
      const first = await this.find(batch, identifier, values.slice(0, middle), signal);
      const second = await this.find(batch, identifier, values.slice(middle), signal);
      return new Map([...first, ...second]);
    }
  }

  async #ask(
    { template, grid: { startAt, stepMs, length } }: Batch,
    identifier: Identifier,
    values: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly RawSeries[]> {
    const expressions = values.map((value) => expressionOf(value, identifier));
    const match = [...fixedMatchers(this.#settings), matchesAny(identifier.label, expressions)].join(',');
    const query = renderQuery(template, { match, by: identifier.label, stepMs });
    const found: (readonly RawSeries[])[] = [];
    for (let first = 0; first < length; first += mostPoints) {
      const last = Math.min(first + mostPoints, length);
      // A point is asked for at its end, from where the query looks back.
      const [from, to] = [startAt + (first + 1) * stepMs, startAt + last * stepMs];
      found.push(await this.#send({ query, startAt: from, endAt: to, stepMs }, signal));
    }
    return found.flat();
  }

  async #send(query: RangeQuery, signal: AbortSignal): Promise<readonly RawSeries[]> {
    if (this.#unansweredInARow >= patience)
      throw new UnavailableError(`not asked any more, after ${patience} queries in a row without an answer`);
    try {
      const series = await this.#api.range(query, signal);
      this.#unansweredInARow = 0;
      return series;
    } catch (error) {
      if (isUnanswered(error)) this.#unansweredInARow += 1;
      throw error;
    }
  }
}

/** Whether the next query is likely to fare no better. */
function isUnanswered(error: unknown): boolean {
  if (error instanceof TooMuchError) return !error.isTold;
  return error instanceof UnavailableError || error instanceof DeniedError || error instanceof ThrottledError;
}
