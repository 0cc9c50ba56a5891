import { afterEach, beforeEach, expect, it } from 'vitest';
import { aBindRequest } from '../../builders/bind-request.ts';
import { anApp, openPlatformStack, type PlatformStack } from './platform-stack.ts';

let stack: PlatformStack;
beforeEach(async () => {
  stack = await openPlatformStack();
});
afterEach(() => stack.close());

const app = anApp();

const callUnderWay = async (): Promise<string> => {
  await stack.platformOf(app).bind(aBindRequest());
  const { sessionId } = await stack.control.placeCall({
    from: '+8613800000001',
    to: '+8617000000001',
    outcome: 'answered',
    talkSeconds: 600,
    pace: 'clock',
  });
  await stack.advance(30);
  return sessionId;
};

it('a call under way ends, and cannot end twice', async () => {
  const sessionId = await callUnderWay();

  const stopped = await stack.callStopOf(app)(sessionId);
  const again = await stack.callStopOf(app)(sessionId);

  expect(stopped).toEqual({ kind: 'ok', value: 'stopped' });
  expect(again).toEqual({ kind: 'ok', value: 'already-ended' });
  expect(await stack.control.idle()).toMatchObject({ runningCalls: 0 });
});

it('a call whose end was not confirmed has ended', async () => {
  const sessionId = await callUnderWay();
  await stack.control.faults.add({ on: 'call-stop', kind: 'drop-after' });

  const result = await stack.callStopOf(app)(sessionId);

  expect(result).toMatchObject({ kind: 'ok', value: 'already-ended' });
});

it('nobody ends the calls of another app', async () => {
  const sessionId = await callUnderWay();
  const other = anApp({ name: 'food', appKey: 'made-up-key-of-food' });

  const result = await stack.callStopOf(other)(sessionId);

  expect(result).toEqual({ kind: 'ok', value: 'already-ended' });
  expect(await stack.control.idle()).toMatchObject({ runningCalls: 1 });
});
