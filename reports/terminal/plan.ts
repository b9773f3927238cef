import { counted, type Format, type RunView, type StepState } from 'bursar/report';
import { shortId } from '../shared/where.ts';
import { heading, type Lines, moreLine, type Page, paragraph, rows } from './page.ts';

const mostSteps = 10;

const stateFormats: Readonly<Record<StepState, Format>> = {
  proposed: 'cyan',
  approved: 'green',
  running: 'green',
  done: 'green',
  failed: 'red',
  withheld: 'yellow',
};

/** The steps of the plan, where there are any. */
export function* plan(page: Page, { plan: { id, hash, steps } }: RunView): Lines {
  if (steps.length === 0) return;
  const states = [...Map.groupBy(steps, ({ state }) => state)].map(
    ([state, some]) => `${some.length} ${state}`,
  );
  const remark = `${id} (${hash.slice(0, 12)}) · ${counted(steps.length, 'step')}: ${states.join(', ')}`;
  yield* heading(page, 'Plan', remark);
  const cells = steps
    .slice(0, mostSteps)
    .map(({ state, action, resource, finding }) => [
      { text: state, format: stateFormats[state] },
      { text: action },
      { text: shortId(resource), format: 'bold' as const },
      { text: finding, format: 'dim' as const },
    ]);
  for (const [index, line] of rows(page, cells, [{}, { least: 8 }, { least: 12, most: 60 }, {}]).entries()) {
    yield line;
    const reason = steps[index]?.reason;
    if (reason !== undefined) yield* paragraph(page, reason, { indent: 4, format: 'dim' });
  }
  yield* moreLine(page, steps.length - mostSteps);
}
