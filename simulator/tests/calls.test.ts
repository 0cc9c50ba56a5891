import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { A, openPlayground, type Playground, pushedTo, X } from './playground.ts';

describe('calls, whatever the mode,', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground();
  });
  afterEach(() => playground.close());

  const events = () => pushedTo(playground.receiver).events();
  const cdrs = () => pushedTo(playground.receiver).cdrs();
  const types = () => events().map(({ eventType }) => eventType);

  it.each([
    ['busy', ['callin', 'callout', 'disconnect'], 8102, 17, 486],
    ['no-answer', ['callin', 'callout', 'alerting', 'disconnect'], 8101, 19, 480],
    ['powered-off', ['callin', 'callout', 'disconnect'], 8104, 20, 480],
    ['caller-gave-up', ['callin', 'callout', 'alerting', 'disconnect'], 7502, 0, 487],
    ['caller-gave-up-before-ringing', ['callin', 'callout', 'disconnect'], 7501, 0, 487],
    ['caller-gave-up-before-transfer', ['callin', 'disconnect'], 7516, 0, 0],
  ] as const)('ends with the codes of %s', async (outcome, sequence, stateCode, q850, sip) => {
    await playground.bind();

    await playground.control.placeCall({ from: A, to: X, outcome });

    const [cdr] = cdrs();
    expect(types()).toEqual(sequence);
    expect(events().at(-1).statusInfo.stateCode).toBe(stateCode);
    expect(cdr).toMatchObject({
      ulFailReason: stateCode,
      fwdUnaswRsn: q850,
      sipStatusCode: sip,
      recordFlag: 0,
    });
    expect(cdr).not.toHaveProperty('fwdAnswerTime');
    expect(cdr.failTime).toBe(cdr.callEndTime);
    expect('fwdAlertingTime' in cdr).toBe(sequence.some((type) => type === 'alerting'));
  });

  it('cuts a talk at the longest duration, connected but with a release code', async () => {
    await playground.bind({ maxDuration: 1 });

    await playground.control.placeCall({ from: A, to: X, outcome: 'answered', talkSeconds: 600 });

    expect(cdrs()[0]).toMatchObject({
      ulFailReason: 8010,
      fwdAnswerTime: '2026-03-01 02:30:20',
      callEndTime: '2026-03-01 02:31:20',
    });
  });

  it('loses the events it is told to lose', async () => {
    await playground.bind();
    const withholdEvents = ['callin', 'disconnect', 'fee'];

    await playground.control.placeCall({ from: A, to: X, outcome: 'answered', withholdEvents });

    expect(types()).toEqual(['callout', 'alerting', 'answer']);
    expect(cdrs()).toEqual([]);
  });

  it('sends a late CDR when the clock gets there', async () => {
    await playground.bind();
    await playground.control.placeCall({ from: A, to: X, outcome: 'answered', cdrDelaySeconds: 3600 });
    const before = [cdrs().length, (await playground.control.idle()).idle];

    await playground.control.advance(3600);

    expect(before).toEqual([0, false]);
    expect(cdrs()).toHaveLength(1);
    expect((await playground.control.idle()).idle).toBe(true);
  });

  it('refuses to place a call to a number nobody owns', async () => {
    const call = playground.control.placeCall({ from: A, to: '+8617099999999', outcome: 'answered' });

    await expect(call).rejects.toThrow('not an X number');
  });
});
