import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONNECT, xSteps } from './mode-steps.ts';
import { openPlayground, type Playground, STOP_PATH, X } from './playground.ts';

describe('answers to the live question of X', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'X' });
  });
  afterEach(() => playground.close());

  const { answerWith, connectWith, call, pushed, types } = xSteps(() => playground);

  it('is closed without closeInfo, too', async () => {
    answerWith({ operation: 'close' });

    expect((await call()).stateCode).toBe(8017);
  });

  it('takes connectInfo in an array, and flags as booleans', async () => {
    answerWith({ operation: 'connect', connectInfo: [{ ...CONNECT, recordFlag: true }] });

    expect(await call()).toMatchObject({ stateCode: 0, recordObjectName: expect.stringMatching(/\.wav$/) });
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
    answerWith(answer);

    expect((await call()).stateCode).toBe(8014);
    expect(types()).toEqual(['callin', 'disconnect']);
    expect(pushed().cdrs()[0]).toMatchObject({ direction: 2, ulFailReason: 8014 });
  });

  it.each([
    ['waitVoice', {}],
    ['calleeHintVoice', { waitVoice: undefined, calleeHintVoice: 'missing.wav' }],
    ['recordHintTone', { waitVoice: undefined, recordHintTone: 'missing.wav' }],
    ['lastMinVoice', { waitVoice: undefined, recordHintTone: 'known.wav' }],
  ])('ends with 8014 after an unknown file for %s', async (_case, fields) => {
    await playground.control.setApp(playground.app.appKey, { voiceFiles: ['known.wav'] });
    connectWith(fields);

    expect((await call()).stateCode).toBe(8014);
  });

  it('does not look at tones that are not played', async () => {
    await playground.control.setApp(playground.app.appKey, { voiceFiles: [] });
    connectWith({ waitVoice: undefined, recordFlag: 'false', maxDuration: 0 });

    expect((await call()).stateCode).toBe(0);
  });

  it('ends with 8014 when nobody answers in time, and is not asked again', async () => {
    await playground.control.setSettings({ callinPatienceMs: 50 });
    connectWith({});
    playground.receiver.answerWith(-1);

    const { stateCode } = await call();
    await playground.control.advance(86_400);

    expect(stateCode).toBe(8014);
    expect(types()).toEqual(['callin', 'disconnect']);
  });

  it.each([500, 204, 302, 0])('ends with 8014 when the answer is %i', async (status) => {
    connectWith({});
    playground.receiver.answerWith(status);

    expect((await call()).stateCode).toBe(8014);
  });

  it('ends with 8014 when there is no address to ask at', async () => {
    await playground.control.setPushUrls(playground.app.appKey, {});

    expect((await call()).stateCode).toBe(8014);
  });

  it('ends with 8014 when the question gets lost', async () => {
    connectWith({});

    expect((await call({ withholdEvents: ['callin'] })).stateCode).toBe(8014);
    expect(types()).toEqual(['disconnect']);
  });

  it('is not asked about while the account is frozen', async () => {
    await playground.control.setApp(playground.app.appKey, { state: 'frozen' });

    expect((await call()).stateCode).toBe(7108);
    expect(types()).toEqual(['disconnect']);
  });

  it.each([
    ['shows another number than X', { displayCalleeNum: '+8617000000009' }, 8059],
    ['records without announcing it', { recordHintTone: undefined }, 8059],
    ['shows X by default', { displayCalleeNum: undefined }, 0],
  ])('is let through by the carriers or not: %s', async (_case, fields, stateCode) => {
    connectWith(fields);

    expect((await call()).stateCode).toBe(stateCode);
  });

  it('is cut at maxDuration', async () => {
    connectWith({ maxDuration: 1 });

    await call({ talkSeconds: 600 });

    expect(pushed().cdrs()[0]).toMatchObject({ ulFailReason: 8010, fwdAnswerTime: expect.anything() });
  });

  it('goes on with the clock after the answer, and can be ended', async () => {
    connectWith({});
    const { sessionId } = await call({ pace: 'clock' });
    await playground.control.advance(10);
    const before = types();

    const body = { sessionid: sessionId, signal: 'call_stop' };
    const stopped = await playground.client.send('POST', STOP_PATH, { body });
    await playground.control.waitFor({ operation: 'cdr', state: 'delivered' }, 5000);

    expect(before).toEqual(['callin', 'callout', 'alerting', 'answer']);
    expect([stopped.status, pushed().cdrs()[0].ulFailReason]).toEqual([200, 8017]);
  });

  it('tells the events after the answer again when they were not taken, but never the question', async () => {
    connectWith({});
    playground.receiver.answerWith(200, 500);
    await call();

    await playground.control.advance(60);

    expect(types().filter((type) => type === 'callin')).toHaveLength(1);
    expect(types().filter((type) => type === 'callout')).toHaveLength(2);
  });

  it('has empty binding fields only in the dialect that has them', async () => {
    connectWith({});
    await playground.control.setDialect({ optionalFields: 'empty' });

    await call();

    expect(pushed().events()[1].statusInfo).toMatchObject({ subscriptionId: '' });
    expect(pushed().cdrs()[0]).toMatchObject({ subscriptionId: '', mptyId: '' });
  });
});
