import { describe, expect, it } from 'vitest';
import { createRefreshed } from '../../../shared/runtime/refreshed.ts';

type Started = Readonly<{
  former: string | undefined;
  bring: (value: string) => Promise<void>;
  fail: (message: string) => Promise<void>;
}>;

/** Lets go on what waits. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A refreshed text whose readings the test carries out by hand, on a clock that it moves. */
const setUp = () => {
  let now = new Date('2026-03-01T08:00:00.000Z');
  const readings: Started[] = [];
  const failures: [message: string, isOverdue: boolean][] = [];
  const { current } = createRefreshed<string>({
    clock: () => now,
    read: (former) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      readings.push({
        former,
        bring: (value) => {
          resolve(value);
          return turn();
        },
        fail: (message) => {
          reject(new Error(message));
          return turn();
        },
      });
      return promise;
    },
    failed: (error, isOverdue) => failures.push([error instanceof Error ? error.message : '', isOverdue]),
  });
  const at = (time: string) => {
    now = new Date(`2026-03-01T${time}Z`);
  };
  /** The value as a call would have it, or `waits` when the call does not have it at once. */
  const atOnce = async () => {
    const asked = current();
    return Promise.race([asked, turn().then(() => 'waits')]);
  };
  /** A value of 08:00:00. */
  const first = async (value = 'one') => {
    const asked = current();
    await readings[0]?.bring(value);
    return asked;
  };
  return { current, at, readings, failures, atOnce, first };
};

describe('a refreshed value', () => {
  it('is read by the first call, which waits for it, and by no other at the same time', async () => {
    const { current, readings } = setUp();

    const both = [current(), current()];
    await readings[0]?.bring('one');

    expect(await Promise.all(both)).toEqual(['one', 'one']);
    expect(readings.map(({ former }) => former)).toEqual([undefined]);
  });

  it('fails with the first reading, and the next call reads again at once', async () => {
    const { current, readings, failures } = setUp();

    const failing = current();
    const expected = expect(failing).rejects.toThrow('away');
    await readings[0]?.fail('away');
    await expected;
    const next = current();
    await readings[1]?.bring('one');

    expect(await next).toBe('one');
    expect(failures).toEqual([]);
  });

  it('is read anew from the age of four minutes on, beside the call', async () => {
    const { at, atOnce, readings, first } = setUp();
    await first();

    at('08:03:59.999');
    await atOnce();
    const young = readings.length;
    at('08:04:00.000');
    const old = await atOnce();
    const former = readings[1]?.former;
    await readings[1]?.bring('two');
    const after = await atOnce();

    expect([young, readings.length]).toEqual([1, 2]);
    expect([old, former, after]).toEqual(['one', 'one', 'two']);
  });

  it('is read once however many calls come meanwhile', async () => {
    const { at, atOnce, readings, first } = setUp();
    await first();

    at('08:04:00.000');
    const answers = [await atOnce(), await atOnce()];
    at('08:04:09.999');
    answers.push(await atOnce());

    expect(answers).toEqual(['one', 'one', 'one']);
    expect(readings).toHaveLength(2);
  });

  it('is waited for from the age of five minutes on', async () => {
    const { at, atOnce, current, readings, first } = setUp();
    await first();

    at('08:04:59.999');
    const young = await atOnce();
    // That reading was begun by the call before, and by now it was cut.
    at('08:05:10.000');
    const old = await atOnce();
    const asked = current();
    await readings[2]?.bring('two');

    expect([young, old]).toEqual(['one', 'waits']);
    expect(await asked).toBe('two');
    expect(readings).toHaveLength(3);
  });

  it('waits at five minutes for the reading that is under way', async () => {
    const { at, current, readings, first } = setUp();
    await first();

    at('08:04:55.000');
    await current();
    at('08:05:00.000');
    const asked = current();
    await readings[1]?.bring('two');

    expect(await asked).toBe('two');
    expect(readings).toHaveLength(2);
  });

  it('has the age of the start of its reading: the answer lay in a frozen process', async () => {
    const { at, atOnce, current, readings, first } = setUp();
    await first();

    at('08:04:00.000');
    await current();
    // Frozen; an hour later the answer of 08:04 is in the socket.
    at('09:04:00.000');
    await readings[1]?.bring('two');
    const asked = await atOnce();
    await readings[2]?.bring('three');

    expect(asked).toBe('waits');
    expect(await current()).toBe('three');
  });

  it('is not replaced by a reading that was cut and ends behind the next one', async () => {
    const { at, current, readings, first } = setUp();
    await first();

    at('08:04:00.000');
    await current();
    at('08:04:30.000');
    await current();
    await readings[2]?.bring('three');
    await readings[1]?.bring('two');

    expect(await current()).toBe('three');
    expect(readings).toHaveLength(3);
  });

  it('takes no notice of a reading that was cut and then fails', async () => {
    const { at, current, readings, failures, first } = setUp();
    await first();

    at('08:04:00.000');
    await current();
    at('08:04:40.000');
    await readings[1]?.fail('cut');
    await current();
    await readings[2]?.bring('two');

    expect(await current()).toBe('two');
    expect(failures).toEqual([]);
  });

  it('goes on when a reading fails, says so, and is read again after half a minute', async () => {
    const { at, atOnce, readings, failures, first } = setUp();
    await first();

    at('08:04:00.000');
    await atOnce();
    await readings[1]?.fail('away');
    at('08:04:29.999');
    const during = await atOnce();
    const paused = readings.length;
    at('08:04:30.000');
    await atOnce();

    expect([during, paused, readings.length]).toEqual(['one', 2, 3]);
    expect(failures).toEqual([['away', false]]);
  });

  it('goes on after five minutes too when it cannot be read, and a call waits every half a minute only', async () => {
    const { at, atOnce, current, readings, failures, first } = setUp();
    await first();

    at('08:05:00.000');
    const asked = current();
    await readings[1]?.fail('away');
    const one = await asked;
    at('08:05:29.999');
    const paused = await atOnce();
    at('08:05:30.000');
    const waiting = await atOnce();
    await readings[2]?.bring('two');

    expect([one, paused, waiting]).toEqual(['one', 'one', 'waits']);
    expect(await current()).toBe('two');
    expect(failures).toEqual([['away', true]]);
  });
});
