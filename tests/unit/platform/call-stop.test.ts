import { expect, it } from 'vitest';
import { createCallStop } from '../../../shared/platform/client/call-stop.ts';
import {
  bodyOf,
  refusing,
  SCRIPTED_APP,
  type Scripted,
  scriptedPlatform,
  succeeding,
} from '../../fakes/scripted-platform.ts';

const SESSION = '1200_366_0_20260301080000@callenabler.example.com';

const stop = (...script: Scripted[]) => {
  const scripted = scriptedPlatform(script);
  return { ...scripted, stop: createCallStop(scripted.client, SCRIPTED_APP) };
};

it('stopping a call sends the session in a lower-case name, with the one signal there is', async () => {
  const { stop: stopCall, sent } = stop(succeeding());

  const result = await stopCall(SESSION);

  expect(result).toEqual({ kind: 'ok', value: 'stopped' });
  expect(sent).toMatchObject([
    { method: 'POST', url: 'https://platform.example.com/rest/httpsessions/callStop/v2.0' },
  ]);
  expect(bodyOf(sent[0])).toEqual({ sessionid: SESSION, signal: 'call_stop' });
});

it.each([500, 200])(
  'stopping a call tells that it is over when the platform does not know it: %i',
  async (status) => {
    const { stop: stopCall } = stop(refusing(status, '1020152'));

    expect(await stopCall(SESSION)).toEqual({ kind: 'ok', value: 'already-ended' });
  },
);

it('stopping a call is sent again after a lost answer, because stopping twice is harmless', async () => {
  const lost = { kind: 'unanswered', reason: 'connection', mayHaveApplied: true, cause: undefined } as const;
  const { stop: stopCall, sent } = stop(lost, succeeding());

  expect(await stopCall(SESSION)).toEqual({ kind: 'ok', value: 'stopped', earlierMayApply: true });
  expect(sent).toHaveLength(2);
});

it.each([
  ['1020001', 'validation', 'platform-rejected', 1],
  ['1020150', 'auth', 'platform-rejected', 1],
  ['1020002', 'platform', 'platform-unavailable', 3],
])('stopping a call is refused with %s', async (code, resultClass, problem, attempts) => {
  const answer = refusing(500, code);
  const { stop: stopCall, sent } = stop(answer, answer, answer);

  expect(await stopCall(SESSION)).toMatchObject({ kind: 'refused', class: resultClass, problem });
  expect(sent).toHaveLength(attempts);
});

it('stopping a call logs no session', async () => {
  const { stop: stopCall, lines } = stop(refusing(500, '1020001', `bad ${SESSION}`));

  await stopCall(SESSION);

  expect(JSON.stringify(lines)).not.toContain('callenabler');
});
