import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, C, openPlayground, type Playground, X } from './playground.ts';

describe('dialects of pushes', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());

  const bodies = (path: string) =>
    playground.receiver.received.filter((push) => push.path === path).map(({ body }) => JSON.parse(body));
  const callOf = async (from: string) => {
    await playground.control.placeCall({ from, to: X, outcome: 'answered', talkSeconds: 20 });
    return bodies('/cdr').at(-1).feeLst[0];
  };

  it('new session ids hold both numbers and differ from each other', async () => {
    await playground.bind();
    await playground.control.setDialect({ sessionId: 'new' });

    const ids = [(await callOf(A)).sessionId, (await callOf(A)).sessionId];

    expect(ids[0]).toMatch(/^\+8617000000001_\+8613800000001_4_[0-9a-f]{8}_\d+_512_1_0$/);
    expect(new Set(ids).size).toBe(2);
  });

  it.each([
    ['empty', ''],
    ['null', null],
  ] as const)('optional texts without a value can be %s', async (optionalFields, stand) => {
    await playground.control.setDialect({ optionalFields });

    const cdr = await callOf(C);
    await playground.control.sendText({ from: C, to: X, content: 'Hello' });

    const missing = {
      subscriptionId: stand,
      fwdDstNum: stand,
      fwdAnswerTime: stand,
      recordObjectName: stand,
    };
    expect(cdr).toMatchObject({ ...missing, userData: stand, mptyId: stand, recordFlag: 0 });
    expect(bodies('/events')[0].statusInfo).toMatchObject({ subscriptionId: stand, userData: stand });
    expect(bodies('/sms')[0].smsEvent).toMatchObject({
      called: stand,
      smsContent: stand,
      subscriptionId: stand,
    });
  });

  it('extra fields are those on request to support and some nobody lists', async () => {
    await playground.bind();
    await playground.control.setDialect({ extraFields: true });

    const cdr = await callOf(A);

    expect(cdr).toMatchObject({ areaCode: '0755', callRelDirection: 1, callDuration: 20, voiceCheckType: 0 });
    expect(bodies('/events').at(-1).statusInfo).toMatchObject({
      callRelDirection: 1,
      unlistedField: 'ignore me',
    });
  });

  it('extParas can be an object, and the CDR can lack its icid', async () => {
    await playground.bind();
    await playground.control.setDialect({ extParas: 'object', icid: false });

    const cdr = await callOf(A);
    await playground.control.sendText({ from: A, to: X, content: 'Hello' });

    expect(cdr).not.toHaveProperty('icid');
    expect(bodies('/sms')[0].smsEvent.extInfo).toEqual({ extParas: { splitNum: '1', direction: '1' } });
  });

  it('are the usual ones again after a reset', async () => {
    await playground.control.setDialect({ sessionId: 'new', icid: false });

    await playground.control.reset();

    expect((await callOf(A)).sessionId).toMatch(/^1200_/);
  });
});
