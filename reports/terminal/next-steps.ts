import { type RunView, type TrackedFinding, widthOf } from 'bursar/report';
import { heading, type Lines, type Page, paragraph } from './page.ts';

interface NextStep {
  readonly why: string;
  readonly command: string;
}

/** What can be done with this, as commands to copy: each whole on a line of its own, never cut. */
export function* nextSteps(page: Page, view: RunView, first: TrackedFinding | undefined): Lines {
  const steps = stepsFor(page.command, view, first);
  const commandWidth = Math.max(...steps.map(({ command }) => widthOf(command)));
  const whyWidth = Math.max(...steps.map(({ why }) => widthOf(why)));
  const beside = 2 + commandWidth + 2 + whyWidth <= page.width;
  yield* heading(page, 'What to do next');
  for (const { why, command } of steps) {
    const shown = `  ${page.style('cyan', command)}`;
    if (beside) {
      yield shown + ' '.repeat(commandWidth - widthOf(command) + 2) + page.style('dim', why);
    } else {
      yield* paragraph(page, `${why}:`, { format: 'dim' });
      yield `  ${shown}`;
    }
  }
}

function stepsFor(command: string, view: RunView, first: TrackedFinding | undefined): readonly NextStep[] {
  const failures = view.scopes.flatMap((scope) => scope.failures);
  const steps: NextStep[] = [];
  const add = (why: string, parameters: string): void => {
    steps.push({ why, command: `${command} ${parameters}` });
  };
  if (first !== undefined) {
    add('the evidence and the price behind the first', `explain ${first.fingerprint}`);
    add('all findings; --rule, --account… choose', 'findings');
  }
  add('the whole report as one page, to pass on', 'findings --format html > report.html');
  if (failures.some(({ error }) => error === 'DeniedError'))
    add('the policy that lets everything be read', 'permissions');
  if (failures.length > 0) add('what is wrong with the connection', 'doctor');
  return steps;
}
