/** What one role gives: actions, with `*` for anything, less some. */
export interface Grant {
  readonly actions?: readonly string[] | null;
  readonly notActions?: readonly string[] | null;
}

/** The actions among those needed that none of these roles gives: what one leaves out, another may still give. */
export function actionsMissing(needed: readonly string[], grants: readonly Grant[]): readonly string[] {
  const roles = grants.map(({ actions, notActions }) => ({
    gives: (actions ?? []).map(matcher),
    but: (notActions ?? []).map(matcher),
  }));
  return needed.filter(
    (action) =>
      !roles.some(
        ({ gives, but }) => gives.some((gift) => gift(action)) && !but.some((exception) => exception(action)),
      ),
  );
}

/** A pattern such as `Microsoft.Compute/*` + `/read`, whose stars stand for anything, slashes too. */
function matcher(pattern: string): (action: string) => boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*');
  const whole = new RegExp(`^${source}$`, 'i');
  return (action) => whole.test(action);
}
