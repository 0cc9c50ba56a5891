import { describe, expect, it } from 'vitest';
import type { PlaceCall } from '../../calls/place-call.ts';
import { A, STOP_PATH, X } from '../playground.ts';
import { CONNECT, openMode } from './open-mode.ts';

const openX = async () => {
  const play = await openMode('X');
  return {
    ...play,
    answerWith: (answer: unknown) => play.receiver.reply('/events', answer),
    /** The customer puts the call through, with these fields replaced. */
    connectWith: play.bind,
    call: (more: Partial<PlaceCall> = {}) => play.call({ from: A, ...more }),
  };
};

describe('a call of X, about which the customer is asked,', () => {
  it('ends with 8017 when it is closed without closeInfo', async () => {
    const x = await openX();
    x.answerWith({ operation: 'close' });

    expect((await x.call()).stateCode).toBe(8017);
  });

  it('takes connectInfo in an array, and flags as booleans', async () => {
    const x = await openX();
    x.answerWith({ operation: 'connect', connectInfo: [{ ...CONNECT, recordFlag: true }] });

    expect(await x.call()).toMatchObject({ stateCode: 0, recordObjectName: expect.stringMatching(/\.wav$/) });
  });

  it.each([
    ['an empty body', ''],
    ['no JSON', 'connect'],
    ['no operation', {}],
    ['another operation', { operation: 'forward' }],
    ['connect without connectInfo', { operation: 'connect' }],
    ['an empty array', { operation: 'connect', connectInfo: [] }],
    ['two of them', { operation: 'connect', connectInfo: [CONNECT, CONNECT] }],
    ['no callee', { operation: 'connect', connectInfo: { displayCalleeNum: X } }],
    ['a callee without +', { operation: 'connect', connectInfo: { calleeNum: '13800000002' } }],
    ['a callee of 32 characters', { operation: 'connect', connectInfo: { calleeNum: `+${'8'.repeat(31)}` } }],
    ['maxDuration 1441', { operation: 'connect', connectInfo: { ...CONNECT, maxDuration: 1441 } }],
    ['maxDuration -1', { operation: 'connect', connectInfo: { ...CONNECT, maxDuration: -1 } }],
    ['maxDuration as text', { operation: 'connect', connectInfo: { ...CONNECT, maxDuration: '60' } }],
    ['recordFlag that is none', { operation: 'connect', connectInfo: { ...CONNECT, recordFlag: 'yes' } }],
    ['userData with {', { operation: 'connect', connectInfo: { ...CONNECT, userData: '{' } }],
    ['userData of 257 characters', { operation: 'close', closeInfo: { userData: 'u'.repeat(257) } }],
  ])('ends with 8014 after %s', async (_case, answer) => {
    const x = await openX();
    x.answerWith(answer);

    expect((await x.call()).stateCode).toBe(8014);
    expect(x.types()).toEqual(['callin', 'disconnect']);
    expect(x.pushed().cdrs()[0]).toMatchObject({ direction: 2, ulFailReason: 8014 });
  });

  it.each([
    ['waitVoice', {}],
    ['calleeHintVoice', { waitVoice: undefined, calleeHintVoice: 'missing.wav' }],
    ['recordHintTone', { waitVoice: undefined, recordHintTone: 'missing.wav' }],
    ['lastMinVoice', { waitVoice: undefined, recordHintTone: 'known.wav' }],
  ])('ends with 8014 after an unknown file for %s', async (_case, fields) => {
    const x = await openX();
    await x.control.setApp(x.app.appKey, { voiceFiles: ['known.wav'] });
    x.connectWith(fields);

    expect((await x.call()).stateCode).toBe(8014);
  });

  it('does not look at tones that are not played', async () => {
    const x = await openX();
    await x.control.setApp(x.app.appKey, { voiceFiles: [] });
    x.connectWith({ waitVoice: undefined, recordFlag: 'false', maxDuration: 0 });

    expect((await x.call()).stateCode).toBe(0);
  });

  it('ends with 8014 when nobody answers in time, and is not asked again', async () => {
    const x = await openX();
    await x.control.setSettings({ callinPatienceMs: 50 });
    x.connectWith({});
    x.receiver.answerWith(-1);

    const { stateCode } = await x.call();
    await x.control.advance(86_400);

    expect(stateCode).toBe(8014);
    expect(x.types()).toEqual(['callin', 'disconnect']);
  });

  it.each([500, 204, 302, 0])('ends with 8014 when the answer is %i', async (status) => {
    const x = await openX();
    x.connectWith({});
    x.receiver.answerWith(status);

    expect((await x.call()).stateCode).toBe(8014);
  });

  it('ends with 8014 when there is no address to ask at', async () => {
    const x = await openX();
    await x.control.setPushUrls(x.app.appKey, {});

    expect((await x.call()).stateCode).toBe(8014);
  });

  it('ends with 8014 when the question gets lost', async () => {
    const x = await openX();
    x.connectWith({});

    expect((await x.call({ withholdEvents: ['callin'] })).stateCode).toBe(8014);
    expect(x.types()).toEqual(['disconnect']);
  });

  it('is not asked about while the account is frozen', async () => {
    const x = await openX();
    await x.control.setApp(x.app.appKey, { state: 'frozen' });

    expect((await x.call()).stateCode).toBe(7108);
    expect(x.types()).toEqual(['disconnect']);
  });

  it('is cut at maxDuration', async () => {
    const x = await openX();
    x.connectWith({ maxDuration: 1 });

    await x.call({ talkSeconds: 600 });

    expect(x.pushed().cdrs()[0]).toMatchObject({ ulFailReason: 8010, fwdAnswerTime: expect.anything() });
  });

  it('goes on with the clock after the answer, and can be ended', async () => {
    const x = await openX();
    x.connectWith({});
    const { sessionId } = await x.call({ pace: 'clock' });
    await x.control.advance(10);
    const before = x.types();

    const body = { sessionid: sessionId, signal: 'call_stop' };
    const stopped = await x.client.send('POST', STOP_PATH, { body });
    await x.control.waitFor({ operation: 'cdr', state: 'delivered' }, 5000);

    expect(before).toEqual(['callin', 'callout', 'alerting', 'answer']);
    expect([stopped.status, x.pushed().cdrs()[0].ulFailReason]).toEqual([200, 8017]);
  });

  it('tells the events after the answer again when they were not taken, but never the question', async () => {
    const x = await openX();
    x.connectWith({});
    x.receiver.answerWith(200, 500);
    await x.call();

    await x.control.advance(60);

    expect(x.types().filter((type) => type === 'callin')).toHaveLength(1);
    expect(x.types().filter((type) => type === 'callout')).toHaveLength(2);
  });

  it('has empty binding fields only in the dialect that has them', async () => {
    const x = await openX();
    x.connectWith({});
    await x.control.setDialect({ optionalFields: 'empty' });

    await x.call();

    expect(x.pushed().events()[1].statusInfo).toMatchObject({ subscriptionId: '' });
    expect(x.pushed().cdrs()[0]).toMatchObject({ subscriptionId: '', mptyId: '' });
  });
});
