import type { EpochMs } from '../core/time.ts';

const dayMs = 86_400_000;

/** All numbers of two digits. */
const twoDigits: readonly string[] = Array.from({ length: 100 }, (_, number) =>
  String(number).padStart(2, '0'),
);

/**
 * An instant as clouds write it: `2026-11-23T12:00:00.000Z`. Put together by hand, since a page of a thousand machines
 * has four thousand of them, and most are on whole seconds of days close by.
 */
export function instantText(at: EpochMs): string {
  const rest = at % dayMs;
  if (rest % 1_000 !== 0 || at < 0) return new Date(at).toISOString();
  const seconds = rest / 1_000;
  const day = dateText(at / dayMs - rest / dayMs);
  const hour = twoDigits[Math.floor(seconds / 3_600)] ?? '';
  const minute = twoDigits[Math.floor(seconds / 60) % 60] ?? '';
  return `${day}T${hour}:${minute}:${twoDigits[seconds % 60] ?? ''}.000Z`;
}

/** The date of a day (counted since 1970), `2026-11-23`: the civil calendar from days, after Howard Hinnant. */
function dateText(day: number): string {
  const shifted = Math.round(day) + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return `${year}-${twoDigits[month] ?? ''}-${twoDigits[dayOfMonth] ?? ''}`;
}
