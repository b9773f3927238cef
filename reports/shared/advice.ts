import { type Advice, formatMoney, money } from 'bursar/report';

/** What an advisor says, with what following it would save by its own reckoning. */
export function adviceText({ advice, monthlySaving }: Advice): string {
  if (monthlySaving === undefined) return advice;
  const saving = formatMoney(money(monthlySaving.amount, monthlySaving.currency));
  return `${advice} (${saving} a month by its own reckoning)`;
}

/** Who says it, and of what. */
export function adviserText({ source, topic }: Advice): string {
  return `${source}, ${topic}`;
}
