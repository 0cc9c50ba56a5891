import { afterAll, beforeAll, expect, it } from 'vitest';
import { sample } from '../../builders/pushes.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [{ ...RIDES, numbers: poolNumbers(4) }],
  });
});
afterAll(() => stack.close());

const { smsEvent } = sample('axb-sms-notify-sent');

const notify = (sendResult: number) =>
  stack.control.pushRaw({
    appKey: RIDES.appKey,
    kind: 'sms',
    body: {
      appKey: RIDES.appKey,
      smsEvent: {
        ...Object(smsEvent),
        ...{ calling: person(1), called: person(2), virtualNumber: xNumber(1), sendResult },
      },
    },
  });

it('a second report of a text with another result leaves a line, and the first one stays', async () => {
  const first = await notify(0);
  await notify(0);
  expect(stack.logs.filter((line) => line.includes('contradicts'))).toEqual([]);

  const second = await notify(10);

  expect([first, second]).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }]);
  const lines = stack.logs.filter((line) => line.includes('message-result-contradicts'));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'warn', app: 'rides', result: 10 }]);
  const listed = await stack.request('GET', `/messages?x=${encodeURIComponent(xNumber(1))}`);
  expect(listed.body).toMatchObject({ items: [{ result: { code: 0 } }] });
});
