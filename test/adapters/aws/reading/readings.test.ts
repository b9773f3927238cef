import { expect, test } from 'vitest';
import { RecentReadings, SharedReadings } from '../../../../adapters/aws/reading/readings.ts';

function movableClock() {
  let now = 0;
  return { now: () => now, advance: (ms: number) => (now += ms) };
}

test('each of several readers gets the one reading, and its own when it asks again', async () => {
  let made = 0;
  const readings = new SharedReadings<number>(movableClock(), 2);
  const take = (reader: string) => readings.take('account', reader, () => Promise.resolve(++made));
  expect([await take('a'), await take('b'), await take('a'), await take('a'), await take('b')]).toEqual([
    1, 1, 2, 3, 3,
  ]);
});

test('a reading that is old, or was pushed out by others, is not shared', async () => {
  const clock = movableClock();
  let made = 0;
  const readings = new SharedReadings<number>(clock, 2);
  const take = (key: string, reader: string) => readings.take(key, reader, () => Promise.resolve(++made));
  expect(await take('x', 'a')).toBe(1);
  clock.advance(3_600_000);
  expect(await take('x', 'b')).toBe(2);
  for (let other = 0; other < 40; other++) await take(`other ${other}`, 'a');
  expect(await take('x', 'a')).toBe(43);
});

test('a refusal is shared as well, so that nobody is asked twice', async () => {
  let asked = 0;
  const readings = new SharedReadings<number>(movableClock(), 2);
  const take = (reader: string) =>
    readings.take('x', reader, () => {
      asked++;
      return Promise.reject(new Error('denied'));
    });
  await expect(take('a')).rejects.toThrow('denied');
  await expect(take('b')).rejects.toThrow('denied');
  expect(asked).toBe(1);
});

test('what hardly changes is read again when it is old or failed', async () => {
  const clock = movableClock();
  let made = 0;
  const readings = new RecentReadings<number>(clock, 1_000);
  const get = () => readings.get('x', () => Promise.resolve(++made));
  expect([await get(), await get()]).toEqual([1, 1]);
  clock.advance(1_001);
  expect(await get()).toBe(2);
  await expect(readings.get('y', () => Promise.reject(new Error('denied')))).rejects.toThrow('denied');
  expect(await readings.get('y', () => Promise.resolve(7))).toBe(7);
});
